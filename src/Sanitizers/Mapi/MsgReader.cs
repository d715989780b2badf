using System.Buffers.Binary;
using System.Globalization;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// .msg files ([MS-OXMSG]) to messages: one storage per message, recipient and attachment, in each a table of fixed properties and one stream per longer
/// one. Messages in messages wait in a list: no recursion.
/// </summary>
internal static class MsgReader
{
    // As BudgetLimits.MaxDepth: a message in a message.
    private const int MaxDepth = 16;

    private const string PropertyTable = "__properties_version1.0";
    private const string LongValue = "__substg1.0_";
    private const string RecipientStorage = "__recip_version1.0_";
    private const string AttachmentStorage = "__attach_version1.0_";
    private const string EmbeddedMessage = "__substg1.0_3701000D";

    // Bytes before the first property ([MS-OXMSG] 2.4.1): of the outermost message, of one inside, of recipients and attachments.
    private const int OutermostHeader = 32;
    private const int EmbeddedHeader = 24;
    private const int OtherHeader = 8;
    private const int PropertyBytes = 16;

    /// <summary>The message of <paramref name="file"/>. <paramref name="isWhole"/>: every stream could be read and nothing was too deep.</summary>
    public static MapiMessage Read(CompoundFile file, Budget budget, out bool isWhole)
    {
        isWhole = true;
        var outermost = new MapiMessage();
        var waiting = new Stack<(DirectoryEntry Storage, MapiMessage Message, int Depth)>();
        waiting.Push((file.Root, outermost, 1));
        try
        {
            while (waiting.TryPop(out var next))
            {
                isWhole &= ReadProperties(file, next.Storage, next.Message.Properties, next.Depth == 1 ? OutermostHeader : EmbeddedHeader, 0, budget);
                foreach (var child in next.Storage.Children.Where(child => child.IsStorage))
                {
                    isWhole &= ReadStorage(file, child, next.Message, next.Depth, waiting, budget);
                }
            }
        }
        catch (BudgetExceededException)
        {
            outermost.Dispose();
            throw;
        }

        return outermost;
    }

    private static bool ReadStorage(CompoundFile file, DirectoryEntry storage, MapiMessage message, int depth, Stack<(DirectoryEntry, MapiMessage, int)> waiting, Budget budget)
    {
        budget.ChargeObjects(1);
        if (storage.Name.StartsWith(RecipientStorage, StringComparison.OrdinalIgnoreCase))
        {
            var recipient = new MapiProperties();
            message.Recipients.Add(recipient);
            return ReadProperties(file, storage, recipient, OtherHeader, message.Properties.CodePage, budget);
        }

        if (!storage.Name.StartsWith(AttachmentStorage, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var attachment = new MapiAttachment();
        message.Attachments.Add(attachment);
        var isWhole = ReadProperties(file, storage, attachment.Properties, OtherHeader, message.Properties.CodePage, budget);
        if (storage.Find(EmbeddedMessage) is not { IsStorage: true } embedded || embedded.Find(PropertyTable) is null)
        {
            return isWhole;
        }

        if (depth >= MaxDepth)
        {
            return false;
        }

        attachment.Message = new MapiMessage();
        waiting.Push((embedded, attachment.Message, depth + 1));
        return isWhole;
    }

    private static bool ReadProperties(CompoundFile file, DirectoryEntry storage, MapiProperties properties, int headerBytes, int codePage, Budget budget)
    {
        var isWhole = ReadTable(file, storage, properties, headerBytes, budget);
        properties.CodePage = properties.Number(MapiTag.MessageCodePage) ?? (properties.Number(MapiTag.MessageLocale) is { } locale ? MapiCodePages.OfLocale(locale) : codePage);
        foreach (var child in storage.Children)
        {
            if (!child.IsStorage && TryTag(child.Name, out var id, out var type) && MapiTag.IsWanted(id))
            {
                isWhole &= ReadLong(file, child, properties, id, type, budget);
            }
        }

        return isWhole;
    }

    private static bool ReadTable(CompoundFile file, DirectoryEntry storage, MapiProperties properties, int headerBytes, Budget budget)
    {
        using var table = file.Open(storage, PropertyTable);
        if (table is null)
        {
            return false;
        }

        var reader = new LittleEndianReader(table, budget);
        Span<byte> property = stackalloc byte[PropertyBytes];
        reader.TrySkip(Math.Min(headerBytes, reader.Left));
        while (reader.Left >= PropertyBytes && reader.TryFill(property))
        {
            budget.ChargeObjects(1);
            var type = BinaryPrimitives.ReadUInt16LittleEndian(property);
            var id = BinaryPrimitives.ReadUInt16LittleEndian(property[2..]);
            var size = MapiType.FixedBytes(type);
            if (size is > 0 and <= 8 && MapiTag.IsWanted(id))
            {
                properties.Add(id, type, property.Slice(8, size).ToArray());
            }
        }

        return true;
    }

    private static bool ReadLong(CompoundFile file, DirectoryEntry entry, MapiProperties properties, ushort id, ushort type, Budget budget)
    {
        using var content = file.Open(entry);
        if (content is null || content.Length > uint.MaxValue)
        {
            return false;
        }

        var reader = new LittleEndianReader(content, budget);
        var length = (uint)content.Length;
        if (length <= MapiProperties.SmallBytes)
        {
            if (!reader.TryBytes(length, out var small))
            {
                return false;
            }

            properties.Add(id, type, small);
            return true;
        }

        if (reader.Copy(length) is not { } large)
        {
            return false;
        }

        properties.Add(id, type, large);
        return true;
    }

    // __substg1.0_IIIITTTT; what has a number behind it is one of several values.
    private static bool TryTag(string name, out ushort id, out ushort type)
    {
        (id, type) = (0, 0);
        return name.Length == LongValue.Length + 8 && name.StartsWith(LongValue, StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(name.AsSpan(LongValue.Length, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
            && ushort.TryParse(name.AsSpan(LongValue.Length + 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out type)
            && MapiType.FixedBytes(type) == 0;
    }
}
