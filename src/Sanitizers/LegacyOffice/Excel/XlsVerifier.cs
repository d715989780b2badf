using System.Buffers.Binary;
using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// Reads a written workbook as a stranger: follows the sectors of its own accord, finds one stream beside the properties and no storage, walks the records with <see cref="BinaryReader"/> and lets
/// nothing pass that runs, links or embeds; every sheet begins where the list of sheets says.
/// </summary>
public sealed class XlsVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Xls];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        if (PlainCompoundFile.Open(output, out var fault) is not { } file)
        {
            return fault;
        }

        var names = file.Names.FindAll(static name => !PropertyVerifier.IsName(name));
        if (names is not ["Workbook" or "Book"])
        {
            return "another stream than the workbook";
        }

        using var reader = new BinaryReader(file.Stream(names[0])!);
        return PropertyVerifier.Verify(file) ?? Walk(reader, names[0] == "Workbook");
    }

    private static string? Walk(BinaryReader reader, bool isBiff8)
    {
        var stream = reader.BaseStream;
        var sheets = new HashSet<long>();
        var depth = 0;
        while (stream.Length - stream.Position >= 4)
        {
            var at = stream.Position;
            var type = reader.ReadUInt16();
            int length = reader.ReadUInt16();
            if (stream.Length - stream.Position < length)
            {
                return "a record that leaves the stream";
            }

            var data = reader.ReadBytes(length);
            switch (type)
            {
                case 0x809:
                    if (Opened(data, depth, at, sheets) is { } wrong)
                    {
                        return wrong;
                    }

                    depth++;
                    break;
                case 0x0A:
                    depth--;
                    break;
                case 0x85:
                    if (length < 8 || data[5] is not (0 or 2) || !sheets.Add(BinaryPrimitives.ReadUInt32LittleEndian(data)))
                    {
                        return "a sheet that is no worksheet or chart";
                    }

                    break;
                default:
                    if (Fault(type, data, isBiff8) is { } fault)
                    {
                        return fault;
                    }

                    break;
            }

            if (depth < 0)
            {
                return "an end without a beginning";
            }
        }

        return depth != 0 || stream.Position != stream.Length ? "records without an end" : sheets.Count == 0 ? null : "a sheet that is not where it should be";
    }

    private static string? Opened(byte[] data, int depth, long at, HashSet<long> sheets)
    {
        var kind = data.Length < 4 ? -1 : BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(2));
        return depth > 0 ? null
            : at == 0 ? kind == 5 ? null : "no globals"
            : kind is 0x10 or 0x20 ? sheets.Remove(at) ? null : "a substream that is no sheet of the list"
            : "a substream that is no sheet";
    }

    private static string? Fault(int type, byte[] data, bool isBiff8) => type switch
    {
        0x2F => "encrypted",
        0xD3 or 0x1BA => "traces of VBA",
        0xDC or 0x1AD or 0x50 or 0x51 or 0x52 or 0x876 or 0x80A or 0x805 or 0x803 => "a connection",
        0x59 or 0x5A or 0xE9 or 0x7F or 0x4D or 0x1AA or 0x851 or 0x866 => "a record that is not listed",
        0x1AE => data.Length >= 4 && BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(2)) is 0x0401 or 0x3A01 or 1 ? null : "a link to another book",
        0x18 => Name(data, isBiff8 ? 15 : 14),
        0x5D when isBiff8 => Object(data),
        0x1B8 => Link(data),
        _ => null,
    };

    private static string? Name(byte[] data, int nameAt)
    {
        if (data.Length <= nameAt)
        {
            return "a name without a head";
        }

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(data);
        var isFuture = data.AsSpan(14).IndexOf("_xlfn."u8) is 0 or 1;
        return (flags & 0x20) != 0 && data[3] == 1 && data[nameAt] is 1 or 2 or 10 or 11 ? "a macro that runs by itself" : (flags & 0x0E) != 0 && !isFuture ? "the name of a macro" : null;
    }

    private static string? Object(byte[] data)
    {
        for (var at = 0; at + 4 <= data.Length;)
        {
            var part = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at));
            if (part is 0x04 or 0x09 or 0x14 or 0x0E)
            {
                return "an object or a macro behind a shape";
            }

            if (part is 0x13 or 0)
            {
                return null;
            }

            at += 4 + BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + 2));
        }

        return null;
    }

    private static string? Link(byte[] data)
    {
        // An address is written in UTF-16 behind the class of its moniker; a file has another class.
        ReadOnlySpan<byte> fileMoniker = [0x03, 0x03, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];
        return data.AsSpan().IndexOf(fileMoniker) >= 0 ? "a link to a file" : null;
    }
}
