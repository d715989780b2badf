using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>
/// Walks a written enhanced metafile with <see cref="BinaryReader"/>: header that adds up, only record types that draw, objects within the table, lists that fill
/// their record exactly, bitmaps that lie inside it, an end that is the end.
/// </summary>
public sealed class EmfVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Emf];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        using var reader = new BinaryReader(output, System.Text.Encoding.Latin1, leaveOpen: true);
        if (output.Length < 128 || reader.ReadUInt32() != 1 || reader.ReadUInt32() != 108)
        {
            return "the header is not ours";
        }

        reader.ReadBytes(32);
        if (reader.ReadUInt32() != 0x464D4520 || reader.ReadUInt32() != 0x10000 || reader.ReadUInt32() != output.Length)
        {
            return "the header does not add up";
        }

        var records = reader.ReadUInt32();
        uint handles = reader.ReadUInt16();
        if (reader.ReadUInt16() != 0 || reader.ReadUInt64() != 0 || reader.ReadUInt32() != 0)
        {
            return "the header has a description or a palette";
        }

        output.Position = 108;
        for (var i = 1u; i < records; i++)
        {
            var at = output.Position;
            var type = output.Length - at >= 8 ? reader.ReadUInt32() : 0;
            var size = type == 0 ? 0 : reader.ReadUInt32();
            if (size < 8 || size % 4 != 0 || size > output.Length - at || !IsDrawing(type))
            {
                return "a record that is not allowed";
            }

            if (type == 14)
            {
                return size == 20 && i + 1 == records && at + 20 == output.Length ? null : "the end is not at the end";
            }

            if (Check(reader, type, size, at, handles) is { } fault)
            {
                return fault;
            }

            output.Position = at + size;
        }

        return "the file has no end";
    }

    private static bool IsDrawing(uint type) => type is (>= 2 and <= 68) or (>= 71 and <= 98) or 108 or 114 or 115 or 116 or 118 or 120;

    private static string? Check(BinaryReader reader, uint type, uint size, long at, uint handles)
    {
        switch (type)
        {
            case 37 or 40 or 48 or 51:
                var selected = reader.ReadUInt32();
                return selected >= 0x80000000 || selected < handles ? null : "an object beyond the table";
            case 38 or 39 or 49 or 82 or 93 or 94 or 95:
                var made = reader.ReadUInt32();
                return made == 0 || made >= handles ? "an object beyond the table" : type is 93 or 94 ? Bitmap(reader, at, size, 16, reader.ReadUInt32() != 2) : null;
            case (>= 2 and <= 6) or (>= 85 and <= 89):
                reader.ReadBytes(16);
                return 28 + (reader.ReadUInt32() * (type < 10 ? 8L : 4L)) == size ? null : "points that do not fill their record";
            case 7 or 8 or 90 or 91:
                reader.ReadBytes(16);
                long polygons = reader.ReadUInt32();
                return 32 + (4 * polygons) + (reader.ReadUInt32() * (type < 10 ? 8L : 4L)) == size ? null : "polygons that do not fill their record";
            case 83 or 84:
                reader.ReadBytes(36);
                long chars = reader.ReadUInt32();
                long text = reader.ReadUInt32();
                return text == 76 && text + (chars * (type == 84 ? 2 : 1)) <= size ? null : "text that leaves its record";
            case 76 or 77 or 78 or 114 or 116:
                return Bitmap(reader, at, size, 84) ?? (type == 78 ? Bitmap(reader, at, size, 112) : null);
            case 79:
                return Bitmap(reader, at, size, 96) ?? Bitmap(reader, at, size, 124);
            case 80 or 81:
                return Bitmap(reader, at, size, 48);
            default:
                return null;
        }
    }

    private static string? Bitmap(BinaryReader reader, long at, uint size, int sourceAt, bool hasPalette = true)
    {
        reader.BaseStream.Position = at + sourceAt;
        long header = reader.ReadUInt32();
        long headerSize = reader.ReadUInt32();
        long bits = reader.ReadUInt32();
        long bitsSize = reader.ReadUInt32();
        if (headerSize == 0)
        {
            return header + bits + bitsSize == 0 ? null : "rows without a header";
        }

        if (header < sourceAt + 16 || bits != header + headerSize || bits + bitsSize > size)
        {
            return "a bitmap leaves its record";
        }

        reader.BaseStream.Position = at + header;
        return PackedBitmap.Fault(reader, headerSize + bitsSize, hasPalette);
    }
}
