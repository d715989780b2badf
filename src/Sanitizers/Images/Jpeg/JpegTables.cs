namespace Mugai.Sanitizers.Images.Jpeg;

/// <summary>The example tables of ITU-T T.81, annex K, that most encoders scale, and what can be told from them.</summary>
internal static class JpegTables
{
    // K.1 and K.2 in zigzag order, as DQT stores them.
    private static ReadOnlySpan<byte> Luminance =>
    [
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
        56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
    ];

    private static ReadOnlySpan<byte> Chrominance =>
    [
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>The quality on the scale of the IJG library whose tables are nearest; 90 when the picture brought none that can be compared.</summary>
    public static int EstimateQuality(byte[]? luminance, byte[]? chrominance)
    {
        if (luminance is null)
        {
            return 90;
        }

        var (best, least) = (90, long.MaxValue);
        for (var quality = 1; quality <= 100; quality++)
        {
            var distance = (2 * Distance(luminance, Luminance, quality)) + (chrominance is null ? 0 : Distance(chrominance, Chrominance, quality));
            if (distance < least)
            {
                (best, least) = (quality, distance);
            }
        }

        return best;
    }

    /// <summary>True when a DHT body of this length can be the tables of annex K.3: 12 or 162 symbols in each.</summary>
    public static bool IsStandardHuffman(ReadOnlySpan<byte> body)
    {
        while (body.Length >= 17)
        {
            var symbols = 0;
            foreach (var count in body.Slice(1, 16))
            {
                symbols += count;
            }

            if (symbols is not (12 or 162) || body.Length < 17 + symbols)
            {
                return false;
            }

            body = body[(17 + symbols)..];
        }

        return true;
    }

    // Low frequencies weigh more: errors are divided by the coefficient's own step.
    private static long Distance(ReadOnlySpan<byte> table, ReadOnlySpan<byte> standard, int quality)
    {
        var scale = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var distance = 0L;
        for (var i = 0; i < 64; i++)
        {
            var step = Math.Clamp(((standard[i] * scale) + 50) / 100, 1, 255);
            distance += 1000L * Math.Abs(step - table[i]) / standard[i];
        }

        return distance;
    }
}
