using System.Buffers.Binary;
using System.Numerics;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>
/// Reads the header of a device-independent bitmap: BITMAPCOREHEADER (12 bytes), OS/2 2.x (16 to 64), BITMAPINFOHEADER (40), V2 (52), V3 (56),
/// V4 (108), V5 (124); [MS-WMF] 2.2.2.3, [MS-EMF] and the Windows SDK. Does no I/O.
/// </summary>
internal static class DibHeaderParser
{
    /// <summary>The longest header: V5, four masks, 256 colors.</summary>
    public const int MaxBytes = 124 + 16 + 1024;

    /// <summary>
    /// Null when <paramref name="bytes"/> begin with a header of a picture that can be read; otherwise why not: <see cref="Reason.Corrupt"/>,
    /// <see cref="Reason.TooBig"/> (from the header alone) or <see cref="Reason.Unsupported"/>.
    /// </summary>
    /// <param name="bytes">The header and what follows it, <see cref="MaxBytes"/> or less.</param>
    /// <param name="room">Bytes from the header to the pixels, when somebody else says; palettes of old files are shorter than they should be.</param>
    /// <param name="header">What it says.</param>
    public static Reason? Parse(ReadOnlySpan<byte> bytes, int? room, out DibHeader header)
    {
        header = null!;
        var size = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
        if (size > (uint)bytes.Length)
        {
            return Reason.Corrupt;
        }

        return size switch
        {
            12 => Core(bytes, room, out header),
            16 or 40 or 52 or 56 or 64 or 108 or 124 => Windows(bytes, (int)size, room, out header),
            _ => Reason.Corrupt,
        };
    }

    private static Reason? Core(ReadOnlySpan<byte> bytes, int? room, out DibHeader header)
    {
        var width = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        var height = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]);
        header = new DibHeader { Width = width, Height = height, BitCount = bits, Encoding = DibEncoding.Rgb, Length = 12 };
        if (width == 0 || height == 0 || bits is not (1 or 2 or 4 or 8 or 24))
        {
            return Reason.Corrupt;
        }

        header = WithPalette(header, bytes, 0, 3, room);
        return BitmapLimits.Allow(width, height) ? null : Reason.TooBig;
    }

    private static Reason? Windows(ReadOnlySpan<byte> bytes, int size, int? room, out DibHeader header)
    {
        header = null!;
        var width = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var height = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]);
        if (width <= 0 || height is 0 or int.MinValue)
        {
            return Reason.Corrupt;
        }

        if (!BitmapLimits.Allow(width, Math.Abs(height)))
        {
            return Reason.TooBig;
        }

        var compression = size >= 40 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) : 0;
        if (EncodingOf(compression, bits, size) is not { } encoding)
        {
            return Reason.Unsupported;
        }

        header = new DibHeader
        {
            Width = width,
            Height = Math.Abs(height),
            TopDown = height < 0,
            BitCount = bits,
            Encoding = encoding,
            DotsX = size >= 40 ? Dots(bytes[24..]) : 0,
            DotsY = size >= 40 ? Dots(bytes[28..]) : 0,
            Length = size,
            ImageBytes = size >= 40 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]) : 0,
            HasProfile = size >= 108 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[56..]) is 0x4D424544 or 0x4C494E4B,
        };
        if (encoding is DibEncoding.Jpeg or DibEncoding.Png)
        {
            return null;
        }

        if (bits is not (1 or 2 or 4 or 8 or 16 or 24 or 32) || (header.TopDown && encoding is DibEncoding.Rle4 or DibEncoding.Rle8))
        {
            return Reason.Corrupt;
        }

        if (encoding == DibEncoding.BitFields && WithMasks(ref header, bytes, size, compression == 6) is { } reason)
        {
            return reason;
        }

        var used = size >= 40 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]) : 0;
        header = WithPalette(header, bytes, used, 4, room);
        return null;
    }

    // 3 and 4 mean Huffman and 24-bit runs in OS/2 headers; nobody writes them.
    private static DibEncoding? EncodingOf(uint compression, int bits, int size) => compression switch
    {
        0 => DibEncoding.Rgb,
        1 when bits == 8 => DibEncoding.Rle8,
        2 when bits == 4 => DibEncoding.Rle4,
        3 or 6 when bits is 16 or 32 && size != 64 => DibEncoding.BitFields,
        4 when size != 64 => DibEncoding.Jpeg,
        5 => DibEncoding.Png,
        _ => null,
    };

    private static int Dots(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadInt32LittleEndian(at) is > 0 and <= BitmapLimits.MaxDotsPerMeter and var dots ? dots : 0;

    private static Reason? WithMasks(ref DibHeader header, ReadOnlySpan<byte> bytes, int size, bool hasAlphaMask)
    {
        // Headers of 52 bytes and more hold the masks, at the same place where they stand behind the shorter one.
        var behind = size >= 52 ? 0 : hasAlphaMask ? 16 : 12;
        if (bytes.Length < 52 + (hasAlphaMask || size >= 56 ? 4 : 0))
        {
            return Reason.Corrupt;
        }

        var red = BinaryPrimitives.ReadUInt32LittleEndian(bytes[40..]);
        var green = BinaryPrimitives.ReadUInt32LittleEndian(bytes[44..]);
        var blue = BinaryPrimitives.ReadUInt32LittleEndian(bytes[48..]);
        var alpha = hasAlphaMask || size >= 56 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[52..]) : 0;
        if (!AreMasks(red, green, blue, alpha, header.BitCount))
        {
            return Reason.Corrupt;
        }

        header = header with { RedMask = red, GreenMask = green, BlueMask = blue, AlphaMask = alpha, Length = size + behind };
        return null;
    }

    // Decoders shift by where a mask begins and divide by how long it is: only unbroken masks that share no bit are safe to hand on.
    private static bool AreMasks(uint red, uint green, uint blue, uint alpha, int bits)
    {
        var all = red | green | blue | alpha;
        return all == ((ulong)red + green + blue + alpha) && (red | green | blue) != 0 && (bits == 32 || all <= 0xFFFF)
            && IsRun(red) && IsRun(green) && IsRun(blue) && IsRun(alpha);
    }

    private static bool IsRun(uint mask) => mask == 0 || BitOperations.PopCount(mask) == 32 - BitOperations.LeadingZeroCount(mask) - BitOperations.TrailingZeroCount(mask);

    private static DibHeader WithPalette(DibHeader header, ReadOnlySpan<byte> bytes, uint used, int entrySize, int? room)
    {
        // Above 8 bits a palette is only a hint to displays of long ago: its bytes are skipped.
        var count = header.BitCount > 8 ? (int)Math.Min(used, 256) : (int)Math.Min(used == 0 ? uint.MaxValue : used, 1u << header.BitCount);
        var space = Math.Max(0, Math.Min(bytes.Length, room ?? int.MaxValue) - header.Length);
        count = Math.Min(count, space / entrySize);
        if (header.BitCount > 8)
        {
            return header with { Length = header.Length + (count * entrySize) };
        }

        var palette = new byte[4 << header.BitCount];
        for (var i = 0; i < count; i++)
        {
            bytes.Slice(header.Length + (i * entrySize), 3).CopyTo(palette.AsSpan(i * 4));
        }

        return header with { Palette = palette, Length = header.Length + (count * entrySize) };
    }
}
