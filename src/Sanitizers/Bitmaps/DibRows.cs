using System.Runtime.InteropServices;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Arithmetic of rows.</summary>
internal static class DibRows
{
    /// <summary>Bytes of a row of <paramref name="width"/> pixels, padded to four.</summary>
    public static int Stride(int width, int bitCount) => (int)((((long)width * bitCount) + 31) / 32 * 4);

    /// <summary>Clears what no pixel uses: the rest of the last byte and the padding behind it. Bytes hide there.</summary>
    public static void ClearPadding(Span<byte> row, int width, int bitCount)
    {
        var bits = (long)width * bitCount;
        var used = (int)(bits / 8);
        if (bits % 8 != 0)
        {
            row[used] &= (byte)(0xFF00 >> (int)(bits % 8));
            used++;
        }

        row[used..].Clear();
    }

    /// <summary>Clears the bits that belong to no color.</summary>
    public static void ClearUnused(Span<byte> row, DibHeader header, bool keepsFourthByte)
    {
        if (header.BitCount == 16)
        {
            var mask = header.Encoding == DibEncoding.BitFields ? (ushort)(header.RedMask | header.GreenMask | header.BlueMask | header.AlphaMask) : (ushort)0x7FFF;
            foreach (ref var pixel in MemoryMarshal.Cast<byte, ushort>(row))
            {
                pixel &= mask;
            }
        }
        else if (header.BitCount == 32 && !keepsFourthByte)
        {
            var mask = header.Encoding == DibEncoding.BitFields ? header.RedMask | header.GreenMask | header.BlueMask | header.AlphaMask : 0x00FFFFFF;
            foreach (ref var pixel in MemoryMarshal.Cast<byte, uint>(row))
            {
                pixel &= mask;
            }
        }
    }
}
