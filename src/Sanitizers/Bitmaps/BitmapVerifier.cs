using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Reads a written bitmap with <see cref="BinaryReader"/> and arithmetic of its own: sizes that add up exactly, nothing hidden, nothing optional.</summary>
public sealed class BitmapVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Bmp];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        if (output.Length < 54)
        {
            return "too short for a bitmap";
        }

        output.Position = 0;
        using var reader = new BinaryReader(output, System.Text.Encoding.Latin1, leaveOpen: true);
        if (reader.ReadUInt16() != 0x4D42 || reader.ReadUInt32() != output.Length || reader.ReadUInt32() != 0)
        {
            return "the file header is not ours";
        }

        var pixels = reader.ReadUInt32();
        return CheckDib(reader, output.Length - 14, pixels - 14L, iconHeights: 1);
    }

    /// <summary>Checks the bitmap at the reader's position, which takes exactly <paramref name="length"/> bytes; shared with the verifier of icons.</summary>
    internal static string? CheckDib(BinaryReader reader, long length, long? pixelsAt, int iconHeights)
    {
        var start = reader.BaseStream.Position;
        if (length < 40)
        {
            return "no room for a bitmap header";
        }

        var size = reader.ReadUInt32();
        long width = reader.ReadInt32();
        long height = reader.ReadInt32();
        var planes = reader.ReadUInt16();
        int bits = reader.ReadUInt16();
        var compression = reader.ReadUInt32();
        var bytes = reader.ReadUInt32();
        reader.ReadInt64();
        var colors = reader.ReadUInt32();
        var important = reader.ReadUInt32();
        if (size is not (40 or 108) || planes != 1 || width <= 0 || height <= 0 || height % iconHeights != 0 || important != 0)
        {
            return "a bitmap header is not ours";
        }

        if (width > BitmapLimits.MaxSide || height / iconHeights > BitmapLimits.MaxSide || width * (height / iconHeights) > BitmapLimits.MaxPixels)
        {
            return "a bitmap is larger than allowed";
        }

        var masks = compression == 3 && size == 40 ? 12 : 0;
        if (bits is not (1 or 2 or 4 or 8 or 16 or 24 or 32) || compression is not (0 or 3) || (compression == 3 && bits is not (16 or 32)) || (size == 108) != (compression == 3 && masks == 0))
        {
            return "a bitmap is stored in a way that we do not write";
        }

        if (colors != (bits > 8 ? 0 : 1u << bits))
        {
            return "a palette has another size than the depth demands";
        }

        var head = size + masks + (4L * colors);
        height /= iconHeights;
        var row = ((width * bits) + 31) / 32 * 4;
        var mask = iconHeights == 2 ? (width + 31) / 32 * 4 * height : 0;
        if (bytes != (row * height) + mask || length != head + bytes || (pixelsAt is { } at && at != head))
        {
            return "the sizes of a bitmap do not add up";
        }

        reader.BaseStream.Position = start + 40;
        if (size == 108 && CheckV4(reader) is { } fault)
        {
            return fault;
        }

        reader.BaseStream.Position = start + head - (4L * colors);
        for (var i = 0; i < colors; i++)
        {
            if (reader.ReadUInt32() > 0xFFFFFF)
            {
                return "a palette entry holds a fourth byte";
            }
        }

        var error = CheckPadding(reader, row, height, (int)((width * bits) % 32), (int)((width * bits) / 8));
        reader.BaseStream.Position = start + length;
        return error;
    }

    private static string? CheckV4(BinaryReader reader)
    {
        reader.ReadBytes(12);
        if (reader.ReadUInt32() == 0 || reader.ReadUInt32() != 0x73524742)
        {
            return "an extended header without need";
        }

        return reader.ReadBytes(48).AsSpan().ContainsAnyExcept((byte)0) ? "an extended header holds color data" : null;
    }

    // The padding of each row is zero: a byte a row is a channel nobody sees.
    private static string? CheckPadding(BinaryReader reader, long row, long height, int bitsInLastWord, int wholeBytes)
    {
        if (bitsInLastWord == 0)
        {
            return null;
        }

        var rest = (int)(row - wholeBytes);
        for (var y = 0L; y < height; y++)
        {
            reader.BaseStream.Position += wholeBytes;
            var first = (reader.ReadByte() << (bitsInLastWord % 8)) & 0xFF;
            for (var i = 1; i < rest; i++)
            {
                first |= reader.ReadByte();
            }

            if (first != 0)
            {
                return "the padding of a row is not empty";
            }
        }

        return null;
    }
}
