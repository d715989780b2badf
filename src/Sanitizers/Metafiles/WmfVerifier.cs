using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>Walks a written Windows metafile with <see cref="BinaryReader"/> and a list of functions of its own.</summary>
public sealed class WmfVerifier : IOutputVerifier
{
    private static readonly HashSet<int> Drawing =
    [
        0x001E, 0x0035, 0x0037, 0x00F7, 0x0102, 0x0103, 0x0104, 0x0105, 0x0106, 0x0107, 0x0108, 0x0127, 0x012A, 0x012B, 0x012C, 0x012D, 0x012E, 0x0139, 0x0142, 0x0149, 0x01F0, 0x0201, 0x0209,
        0x020A, 0x020B, 0x020C, 0x020D, 0x020E, 0x020F, 0x0211, 0x0213, 0x0214, 0x0220, 0x0228, 0x0231, 0x0234, 0x02FA, 0x02FB, 0x02FC, 0x0324, 0x0325, 0x0410, 0x0412, 0x0415, 0x0416, 0x0418,
        0x0419, 0x041B, 0x041F, 0x0429, 0x0436, 0x0521, 0x0538, 0x0548, 0x061C, 0x061D, 0x06FF, 0x0817, 0x081A, 0x0830, 0x0922, 0x0940, 0x0A32, 0x0B23, 0x0B41, 0x0D33, 0x0F43,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Wmf];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        using var reader = new BinaryReader(output, System.Text.Encoding.Latin1, leaveOpen: true);
        var start = output.Length >= 46 && reader.ReadUInt32() == 0x9AC6CDD7 ? 22 : 0;
        if (output.Length < start + 24)
        {
            return "too short";
        }

        output.Position = start;
        if (reader.ReadUInt16() != 1 || reader.ReadUInt16() != 9 || reader.ReadUInt16() != 0x300 || 2L * reader.ReadUInt32() != output.Length - start)
        {
            return "the header does not add up";
        }

        int objects = reader.ReadUInt16();
        long longest = reader.ReadUInt32();
        if (reader.ReadUInt16() != 0)
        {
            return "the header does not add up";
        }

        while (output.Length - output.Position >= 6)
        {
            var at = output.Position;
            long words = reader.ReadUInt32();
            int function = reader.ReadUInt16();
            if (function == 0)
            {
                return words == 3 && output.Position == output.Length ? null : "the end is not at the end";
            }

            if (words < 3 || words > longest || 2 * words > output.Length - at || !Drawing.Contains(function))
            {
                return "a record that is not allowed";
            }

            if (Check(reader, function, 2 * words - 6, objects) is { } fault)
            {
                return fault;
            }

            output.Position = at + (2 * words);
        }

        return "the file has no end";
    }

    private static string? Check(BinaryReader reader, int function, long length, int objects)
    {
        switch (function)
        {
            case 0x012D or 0x01F0 or 0x0234 or 0x012A or 0x012B or 0x012C:
                return length == 2 && reader.ReadUInt16() < objects ? null : "an object beyond the table";
            case 0x0324 or 0x0325:
                return length >= 2 && 2 + (4L * reader.ReadUInt16()) == length ? null : "points that do not fill their record";
            case 0x0940 or 0x0B41 when length == (function >> 8) * 2:
                return null;
            case 0x0940 or 0x0B41 or 0x0D33 or 0x0F43 or 0x0142:
                var head = function switch { 0x0940 => 16, 0x0B41 => 20, 0x0D33 => 18, 0x0F43 => 22, _ => 4 };
                reader.ReadBytes(head);
                return PackedBitmap.Fault(reader, length - head);
            default:
                return null;
        }
    }
}
