namespace Mugai.Sanitizers.Images.Png;

/// <summary>The five row filters of PNG (ISO/IEC 15948, 9.2), undone and done again.</summary>
internal static class PngRows
{
    /// <summary>Turns a filtered row into samples, in place. False when the filter is unknown.</summary>
    /// <param name="filter">0 to 4.</param>
    /// <param name="row">Filtered bytes, then samples.</param>
    /// <param name="above">Samples of the row above; zeros for the first.</param>
    /// <param name="step">Bytes of a pixel, at least 1.</param>
    public static bool Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        switch (filter)
        {
            case 0:
                return true;
            case 1:
                for (var i = step; i < row.Length; i++)
                {
                    row[i] += row[i - step];
                }

                return true;
            case 2:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                return true;
            case 3:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += (byte)(((i < step ? 0 : row[i - step]) + above[i]) >> 1);
                }

                return true;
            case 4:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += i < step ? above[i] : Paeth(row[i - step], above[i], above[i - step]);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the filtered bytes of <paramref name="row"/> to <paramref name="filtered"/>.</summary>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered, int step)
    {
        above = above[..row.Length];
        filtered = filtered[..row.Length];
        switch (filter)
        {
            case 1:
                for (var i = 0; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - (i < step ? 0 : row[i - step]));
                }

                break;
            case 2:
                for (var i = 0; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - above[i]);
                }

                break;
            case 3:
                for (var i = 0; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - (((i < step ? 0 : row[i - step]) + above[i]) >> 1));
                }

                break;
            case 4:
                for (var i = 0; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - (i < step ? above[i] : Paeth(row[i - step], above[i], above[i - step])));
                }

                break;
            default:
                row.CopyTo(filtered);
                break;
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }
}
