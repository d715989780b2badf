using System.Buffers.Binary;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Writes headers for rows as <see cref="DibPixels"/> writes them: BITMAPINFOHEADER, and BITMAPV4HEADER only where an alpha mask needs it.</summary>
internal static class DibHeaderWriter
{
    private const int InfoSize = 40;
    private const int V4Size = 108;

    // LCS_sRGB: colors mean what they mean everywhere, and no profile is asked for.
    private const uint StandardRgb = 0x73524742;

    /// <summary>The header, masks and palette of <paramref name="header"/>, uncompressed.</summary>
    public static byte[] Write(DibHeader header)
    {
        var hasMasks = header.Encoding == DibEncoding.BitFields;
        var isV4 = hasMasks && header.AlphaMask != 0;
        var masksLength = hasMasks && !isV4 ? 12 : 0;
        var bytes = new byte[(isV4 ? V4Size : InfoSize) + masksLength + header.Palette.Length];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteInt32LittleEndian(span, isV4 ? V4Size : InfoSize);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], header.Width);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], header.TopDown && header.KeepsOrder ? -header.Height : header.Height);
        BinaryPrimitives.WriteInt16LittleEndian(span[12..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(span[14..], (short)header.BitCount);
        BinaryPrimitives.WriteUInt32LittleEndian(span[16..], hasMasks ? 3u : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(span[20..], (uint)header.PixelBytes);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], header.DotsX);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], header.DotsY);
        BinaryPrimitives.WriteInt32LittleEndian(span[32..], header.Palette.Length / 4);
        if (hasMasks)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span[40..], header.RedMask);
            BinaryPrimitives.WriteUInt32LittleEndian(span[44..], header.GreenMask);
            BinaryPrimitives.WriteUInt32LittleEndian(span[48..], header.BlueMask);
        }

        if (isV4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span[52..], header.AlphaMask);
            BinaryPrimitives.WriteUInt32LittleEndian(span[56..], StandardRgb);
        }

        header.Palette.CopyTo(span[(bytes.Length - header.Palette.Length)..]);
        return bytes;
    }
}
