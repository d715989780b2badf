using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Reads a written icon or cursor anew: a directory whose frames follow each other without gap, each a plain bitmap or a PNG that ends where its frame ends.</summary>
public sealed class IconVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ico, Detection.Formats.Cur];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        using var reader = new BinaryReader(output, System.Text.Encoding.Latin1, leaveOpen: true);
        if (output.Length < 22 || reader.ReadUInt16() != 0 || reader.ReadUInt16() != (format == Detection.Formats.Cur ? 2 : 1))
        {
            return "the icon header is not ours";
        }

        int count = reader.ReadUInt16();
        long next = 6 + (16L * count);
        if (count is 0 or > BitmapLimits.MaxFrames || output.Length < next)
        {
            return "the icon directory has a bad length";
        }

        for (var i = 0; i < count; i++)
        {
            output.Position = 6 + (16L * i) + 3;
            var reserved = reader.ReadByte();
            reader.ReadUInt32();
            long size = reader.ReadUInt32();
            long offset = reader.ReadUInt32();
            if (reserved != 0 || offset != next || size > output.Length - offset)
            {
                return "an icon frame does not lie where it should";
            }

            output.Position = offset;
            if ((IsPng(reader, size) ? CheckPng(reader, offset + size) : BitmapVerifier.CheckDib(reader, size, null, iconHeights: 2)) is { } fault)
            {
                return fault;
            }

            next = offset + size;
        }

        return next == output.Length ? null : "bytes behind the last icon frame";
    }

    private static bool IsPng(BinaryReader reader, long size)
    {
        var start = reader.BaseStream.Position;
        var isPng = size > 8 && reader.ReadUInt64() == 0x0A1A0A0D474E5089;
        reader.BaseStream.Position = start;
        return isPng;
    }

    private static string? CheckPng(BinaryReader reader, long end)
    {
        reader.ReadUInt64();
        while (end - reader.BaseStream.Position >= 12)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(reader.ReadUInt32());
            var type = reader.ReadUInt32();
            if (length > end - reader.BaseStream.Position - 4)
            {
                return "a chunk of an icon's PNG is longer than its frame";
            }

            reader.BaseStream.Position += length + 4L;
            if (type == 0x444E4549)
            {
                return reader.BaseStream.Position == end ? null : "bytes behind an icon's PNG";
            }
        }

        return "an icon's PNG has no end";
    }
}
