namespace Mugai.Sanitizers.Images.Gif;

/// <summary>Where the rows of a frame stand, in the order in which they are stored (GIF89a, appendix E).</summary>
internal static class GifRows
{
    private static readonly (int First, int Step)[] Passes = [(0, 8), (4, 8), (2, 4), (1, 2)];

    public static int[] Of(GifFrame frame)
    {
        var rows = new int[frame.Height];
        var next = 0;
        foreach (var (first, step) in frame.IsInterlaced ? Passes : [(0, 1)])
        {
            for (var y = first; y < rows.Length; y += step)
            {
                rows[next++] = y;
            }
        }

        return rows;
    }
}
