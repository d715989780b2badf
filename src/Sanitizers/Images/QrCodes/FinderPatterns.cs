namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>
/// Tells pictures that cannot hold a code: through the middle of its three corner marks dark and light runs are as long as 1 : 1 : 3 : 1 : 1, in several rows one below the other and also
/// from top to bottom, however the code is turned (ISO/IEC 18004, 6.3.3). Most pictures have no two such places and need no native worker. Generous on purpose: what passes is
/// looked at by the scanner. Measured against it on 300 made pictures (turned, sheared, blurred, inverted, pale, on photos): none of the codes it read was ruled out.
/// </summary>
internal sealed class FinderPatterns
{
    // Of three marks, as one may be spoilt.
    private const int NeededMarks = 2;

    // Steps that paper, noise and compression make.
    private const int Bias = 6;

    private const int MaxMarks = 64;

    // The mean over half of a row for codes that fill the picture, over an eighth of it for small ones in uneven light.
    private static readonly int[] Reaches = [4, 16];

    private readonly byte[] _gray;
    private readonly int _width;
    private readonly int _height;
    private readonly int _half;
    private readonly int[] _sums;
    private readonly List<(int X, int Y)> _marks = [];

    private FinderPatterns(byte[] gray, int width, int height, int half)
    {
        (_gray, _width, _height, _half) = (gray, width, height, half);
        _sums = new int[width + 1];
    }

    public static bool MayHold(byte[] gray, int width, int height)
    {
        foreach (var reach in Reaches)
        {
            if (new FinderPatterns(gray, width, height, Math.Max(8, width / reach)).HasMarks())
            {
                return true;
            }
        }

        return false;
    }

    private bool HasMarks()
    {
        var (dark, light) = (new RunTrail(_width), new RunTrail(_width));
        for (var y = 0; y < _height; y++)
        {
            var row = _gray.AsSpan(y * _width, _width);
            if (!row.ContainsAnyExcept(row[0]))
            {
                continue;
            }

            for (var x = 0; x < row.Length; x++)
            {
                _sums[x + 1] = _sums[x] + row[x];
            }

            dark.Begin(y);
            light.Begin(y);
            for (var x = 0; x <= row.Length; x++)
            {
                var difference = x == row.Length ? 0 : Difference(row[x], x);
                if ((dark.Next(x, difference < 0) && IsMark(dark, y, isInverted: false)) || (light.Next(x, difference > 0) && IsMark(light, y, isInverted: true)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Below 0 when darker than around it, above when lighter, 0 when neither.
    private int Difference(byte gray, int x)
    {
        var (from, to) = (Math.Max(0, x - _half), Math.Min(_width, x + _half + 1));
        var difference = (gray * (to - from)) - (_sums[to] - _sums[from]);
        return Math.Abs(difference) <= Bias * (to - from) ? 0 : difference;
    }

    // The same runs from top to bottom; true when it is the second place of its kind.
    private bool IsMark(RunTrail trail, int y, bool isInverted)
    {
        var (x, module) = (trail.Middle, trail.Module);
        var (from, to) = (Math.Max(0, x - _half), Math.Min(_width, x + _half + 1));
        var column = new Column(_gray, _width, _height, x, (_sums[to] - _sums[from]) / (to - from), isInverted, module);
        if (!column.HasPattern(y) || _marks.Count == MaxMarks || _marks.Exists(mark => Math.Abs(mark.X - x) + Math.Abs(mark.Y - y) <= (4 * module) + 2))
        {
            return false;
        }

        _marks.Add((x, y));
        return _marks.Count >= NeededMarks;
    }

    /// <summary>One column of the picture around a place.</summary>
    private readonly struct Column(byte[] gray, int width, int height, int x, int mean, bool isInverted, int module)
    {
        public bool HasPattern(int y)
        {
            if (!IsInk(y))
            {
                return false;
            }

            var (above, below) = (y, y + 1);
            var c = Run(ref above, -1, true) + Run(ref below, 1, true);
            var (b, d) = (Run(ref above, -1, false), Run(ref below, 1, false));
            var (a, e) = (Run(ref above, -1, true), Run(ref below, 1, true));
            var total = a + b + c + d + e;

            // Half to double of what the row says: a code is not seen more slanted than that.
            return b > 0 && d > 0 && e > 0 && RunTrail.IsFinder(a, b, c, d, e) && total <= (module * 14) + 7 && (total * 2) + 7 >= module * 7;
        }

        private int Run(ref int y, int step, bool isInk)
        {
            var start = y;
            var most = (module * 6) + 6;
            while ((uint)y < (uint)height && Math.Abs(y - start) < most && IsInk(y) == isInk)
            {
                y += step;
            }

            return Math.Abs(y - start);
        }

        private bool IsInk(int y) => isInverted ? gray[(y * width) + x] > mean + Bias : gray[(y * width) + x] < mean - Bias;
    }
}
