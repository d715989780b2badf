using System.Buffers;
using Mugai.Mime;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// TNEF streams ([MS-OXTNEF]) to messages. A stream that breaks off gives what came before. Messages in messages wait in a list: no recursion.
/// Checksums are not asked: mailers write wrong ones, and what is read is made anew anyhow.
/// </summary>
internal static class TnefReader
{
    private const uint Signature = 0x223E9F78;

    // As BudgetLimits.MaxDepth: a message in a message.
    private const int MaxDepth = 16;

    private const byte MessageLevel = 1;
    private const byte AttachmentLevel = 2;

    private const ushort Subject = 0x8004;
    private const ushort Body = 0x800C;
    private const ushort AttachData = 0x800F;
    private const ushort AttachTitle = 0x8010;
    private const ushort AttachBegin = 0x9002;
    private const ushort MessageProperties = 0x9003;
    private const ushort RecipientTable = 0x9004;
    private const ushort AttachProperties = 0x9005;
    private const ushort OemCodePage = 0x9007;

    /// <summary>Null when <paramref name="content"/> (seekable) is no TNEF stream, or breaks off before anything of use. <paramref name="isWhole"/>: nothing broke off and nothing was too deep.</summary>
    public static MapiMessage? Read(Stream content, Budget budget, out bool isWhole)
    {
        isWhole = true;
        content.Position = 0;
        var outermost = new MapiMessage();
        var waiting = new Stack<(Stream Content, MapiMessage Message, int Depth)>();
        waiting.Push((content, outermost, 1));
        try
        {
            while (waiting.TryPop(out var next))
            {
                var reader = new LittleEndianReader(next.Content, budget);
                if (!reader.TryUInt32(out var signature) || signature != Signature || !reader.TryUInt16(out _))
                {
                    if (next.Depth == 1)
                    {
                        outermost.Dispose();
                        return null;
                    }

                    isWhole = false;
                    continue;
                }

                isWhole &= ReadAttributes(reader, next.Message, next.Depth, waiting, budget);
                if (next.Depth > 1)
                {
                    next.Content.Dispose();
                }
            }
        }
        catch
        {
            outermost.Dispose();
            throw;
        }
        finally
        {
            foreach (var (left, _, depth) in waiting)
            {
                if (depth > 1)
                {
                    left.Dispose();
                }
            }
        }

        if (!isWhole && outermost.IsEmpty)
        {
            outermost.Dispose();
            return null;
        }

        return outermost;
    }

    private static bool ReadAttributes(LittleEndianReader reader, MapiMessage message, int depth, Stack<(Stream, MapiMessage, int)> waiting, Budget budget)
    {
        var isWhole = true;
        while (reader.Left > 0)
        {
            budget.ChargeObjects(1);
            if (!reader.TryByte(out var level) || level is not (MessageLevel or AttachmentLevel) || !reader.TryUInt16(out var id) || !reader.TryUInt16(out _)
                || !reader.TryUInt32(out var length) || reader.Copy(length) is not { } value)
            {
                return false;
            }

            using (value)
            {
                isWhole &= level == MessageLevel ? TakeOfMessage(message, id, value, budget) : TakeOfAttachment(message, id, value, depth, waiting, budget);
            }

            // The checksum; a stream may end without its last one.
            reader.TrySkip(Math.Min(2, reader.Left));
        }

        return isWhole;
    }

    private static bool TakeOfMessage(MapiMessage message, ushort id, ScratchStream value, Budget budget)
    {
        var reader = new LittleEndianReader(value, budget);
        switch (id)
        {
            case OemCodePage when value.Length >= 4:
                reader.TryUInt32(out var codePage);
                message.Properties.CodePage = codePage <= ushort.MaxValue ? (int)codePage : 0;
                return true;
            case Subject or Body when value.Length <= MapiProperties.SmallBytes:
                reader.TryBytes((uint)value.Length, out var text);
                message.Properties.Add(id == Subject ? MapiTag.Subject : MapiTag.Body, MapiType.String8, text.AsSpan().TrimEnd((byte)0).ToArray());
                return true;
            case Body:
                message.Properties.Add(MapiTag.Body, MapiType.String8, reader.Copy((uint)value.Length)!);
                return true;
            case MessageProperties:
                var isWhole = TnefProperties.Read(reader, message.Properties, budget, out var embedded);
                embedded?.Dispose();
                return isWhole;
            case RecipientTable:
                return ReadRecipients(reader, message, budget);
            default:
                return true;
        }
    }

    private static bool ReadRecipients(LittleEndianReader reader, MapiMessage message, Budget budget)
    {
        if (!reader.TryUInt32(out var count))
        {
            return false;
        }

        for (var i = 0u; i < count; i++)
        {
            var recipient = new MapiProperties { CodePage = message.Properties.CodePage };
            message.Recipients.Add(recipient);
            var isWhole = TnefProperties.Read(reader, recipient, budget, out var embedded);
            embedded?.Dispose();
            if (!isWhole)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TakeOfAttachment(MapiMessage message, ushort id, ScratchStream value, int depth, Stack<(Stream, MapiMessage, int)> waiting, Budget budget)
    {
        if (id == AttachBegin || message.Attachments.Count == 0)
        {
            // Some writers put the data before the attribute that begins the attachment.
            var isOpen = message.Attachments.Count > 0 && id == AttachBegin && message.Attachments[^1] is { Content: null, Message: null, Title: "" } last && !last.Properties.Has(MapiTag.AttachData) && last.Name.Length == 0;
            if (!isOpen)
            {
                message.Attachments.Add(new MapiAttachment { Properties = { CodePage = message.Properties.CodePage } });
            }
        }

        var attachment = message.Attachments[^1];
        var reader = new LittleEndianReader(value, budget);
        switch (id)
        {
            case AttachTitle when value.Length <= MapiProperties.SmallBytes:
                reader.TryBytes((uint)value.Length, out var title);
                attachment.Title = Decode(title, message.Properties.CodePage);
                return true;
            case AttachData when attachment.Content is null:
                attachment.Content = reader.Copy((uint)value.Length);
                return true;
            case AttachProperties:
                var isWhole = TnefProperties.Read(reader, attachment.Properties, budget, out var embedded);
                if (embedded is null)
                {
                    return isWhole;
                }

                if (depth >= MaxDepth || attachment.Message is not null)
                {
                    embedded.Dispose();
                    return false;
                }

                attachment.Message = new MapiMessage { Properties = { CodePage = message.Properties.CodePage } };
                waiting.Push((embedded, attachment.Message, depth + 1));
                return isWhole;
            default:
                return true;
        }
    }

    private static string Decode(byte[] text, int codePage)
    {
        var chars = new ArrayBufferWriter<char>();
        CharsetDecoder.For(MapiCodePages.Label(codePage)).Decode(text, isFinal: true, chars);
        return chars.WrittenSpan.TrimEnd('\0').ToString();
    }
}
