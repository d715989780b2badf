using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The region segment information field (T.88, 7.4.1).</summary>
internal readonly record struct RegionHeader(uint Width, uint Height, int X, int Y, Combination Combination)
{
    public static RegionHeader Read(ref SegmentReader reader)
    {
        var (width, height, x, y) = (reader.UInt32(), reader.UInt32(), reader.Int32(), reader.Int32());
        return new RegionHeader(width, height, Near(x), Near(y), (Combination)Math.Min(reader.Byte() & 7, (int)Combination.Replace));
    }

    private static int Near(int value) => Math.Clamp(value, int.MinValue / 4, int.MaxValue / 4);
}
