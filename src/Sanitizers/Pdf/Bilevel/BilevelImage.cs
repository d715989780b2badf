namespace Mugai.Sanitizers.Pdf.Bilevel;

/// <summary>A picture of one bit per pixel: rows of whole bytes, the leftmost pixel in the highest bit, 1 = black. The padding bits of a row are 0.</summary>
public sealed class BilevelImage
{
    public BilevelImage(int width, int height)
    {
        Width = width;
        Height = height;
        Stride = (width + 7) >> 3;
        Data = new byte[checked(Stride * height)];
    }

    public int Width { get; }

    public int Height { get; }

    public int Stride { get; }

    public byte[] Data { get; }

    /// <summary>0 or 1; 0 outside of the picture.</summary>
    public int this[int x, int y] => (uint)x < (uint)Width && (uint)y < (uint)Height ? (Data[(y * Stride) + (x >> 3)] >> (7 - (x & 7))) & 1 : 0;

    public Span<byte> Row(int y) => Data.AsSpan(y * Stride, Stride);

    public void SetBlack(int x, int y) => Data[(y * Stride) + (x >> 3)] |= (byte)(0x80 >> (x & 7));

    /// <summary>Makes every pixel black or white.</summary>
    public void Fill(bool black)
    {
        Data.AsSpan().Fill(black ? (byte)0xFF : (byte)0);
        ClearPadding();
    }

    /// <summary>Sets the bits behind the last pixel of each row to 0.</summary>
    public void ClearPadding()
    {
        if ((Width & 7) == 0)
        {
            return;
        }

        var mask = (byte)(0xFF << (8 - (Width & 7)));
        for (var at = Stride - 1; at < Data.Length; at += Stride)
        {
            Data[at] &= mask;
        }
    }

    /// <summary>Draws <paramref name="source"/> with its upper left corner at (x, y); what falls outside is cut off.</summary>
    public void Compose(BilevelImage source, int x, int y, Combination combination)
    {
        var (left, right) = (Math.Max(0, (long)x), Math.Min(Width, (long)x + source.Width));
        var (top, bottom) = (Math.Max(0, (long)y), Math.Min(Height, (long)y + source.Height));
        if (left >= right)
        {
            return;
        }

        var (firstByte, lastByte) = ((int)left >> 3, (int)(right - 1) >> 3);
        for (var row = top; row < bottom; row++)
        {
            var target = Row((int)row);
            var from = source.Row((int)(row - y));
            for (var at = firstByte; at <= lastByte; at++)
            {
                var mask = 0xFF;
                if (at == firstByte)
                {
                    mask &= 0xFF >> ((int)left & 7);
                }

                if (at == lastByte)
                {
                    mask &= 0xFF << (7 - ((int)(right - 1) & 7));
                }

                int old = target[at];
                target[at] = (byte)((old & ~mask) | (Combine(old, EightBits(from, ((long)at * 8) - x), combination) & mask));
            }
        }
    }

    /// <summary>The pixels of columns <paramref name="x"/> to x + width, all rows.</summary>
    public BilevelImage Columns(int x, int width)
    {
        var part = new BilevelImage(width, Height);
        part.Compose(this, -x, 0, Combination.Replace);
        return part;
    }

    private static int Combine(int old, int drawn, Combination combination) => combination switch
    {
        Combination.Or => old | drawn,
        Combination.And => old & drawn,
        Combination.Xor => old ^ drawn,
        Combination.Xnor => ~(old ^ drawn),
        _ => drawn,
    };

    // Eight pixels from any bit position; what lies outside of the row is 0.
    private static int EightBits(ReadOnlySpan<byte> row, long bit)
    {
        var (index, shift) = ((int)(bit >> 3), (int)(bit & 7));
        var high = (uint)index < (uint)row.Length ? row[index] : 0;
        var low = shift != 0 && (uint)(index + 1) < (uint)row.Length ? row[index + 1] : 0;
        return ((high << 8 | low) >> (8 - shift)) & 0xFF;
    }
}
