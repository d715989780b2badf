namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>
/// Tells pictures that cannot hold a code: through the middle of a code's corner marks dark and light runs are as long as 1 : 1 : 3 : 1 : 1, in several rows one below the other, however the code is turned
/// (ISO/IEC 18004, 6.3.3). Logos and most photos have no such place and need no native worker. Generous on purpose: what passes is looked at by the scanner.
/// </summary>
internal sealed class FinderPatterns
{
    // The middle is three modules high, each of at least one pixel.
    private const int NeededRows = 3;

    // Rows that noise may spoil in between.
    private const int MaxGap = 2;

    // Steps that paper, noise and compression make.
    private const int Bias = 6;

    // The mean over half of a row for codes that fill the picture, over an eighth of it for small ones in uneven light.
    private static readonly int[] Reaches = [4, 16];

    private readonly int _width;
    private readonly int[] _sums;
    private readonly Trail _dark;
    private readonly Trail _light;

    private FinderPatterns(int width)
    {
        _width = width;
        _sums = new int[width + 1];
        (_dark, _light) = (new Trail(width), new Trail(width));
    }

    public static bool MayHold(ReadOnlySpan<byte> gray, int width, int height)
    {
        foreach (var reach in Reaches)
        {
            var search = new FinderPatterns(width);
            for (var y = 0; y < height; y++)
            {
                if (search.Row(gray.Slice(y * width, width), y, Math.Max(8, width / reach)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Row(ReadOnlySpan<byte> row, int y, int half)
    {
        if (!row.ContainsAnyExcept(row[0]))
        {
            return false;
        }

        for (var x = 0; x < row.Length; x++)
        {
            _sums[x + 1] = _sums[x] + row[x];
        }

        _dark.Begin(y);
        _light.Begin(y);
        for (var x = 0; x < row.Length; x++)
        {
            var (from, to) = (Math.Max(0, x - half), Math.Min(_width, x + half + 1));
            var difference = (row[x] * (to - from)) - (_sums[to] - _sums[from]);
            var step = Bias * (to - from);
            if (_dark.Next(x, difference < -step) || _light.Next(x, difference > step))
            {
                return true;
            }
        }

        return _dark.Next(_width, false) || _light.Next(_width, false);
    }

    /// <summary>Runs of one row, and where patterns were met in the rows above.</summary>
    private sealed class Trail(int width)
    {
        private readonly int[] _lastRows = [.. Enumerable.Repeat(-100, width + 1)];
        private readonly byte[] _rows = new byte[width + 1];

        // The last five runs, the newest last.
        private int _a;
        private int _b;
        private int _c;
        private int _d;
        private int _e;
        private bool _isInk;
        private int _y;

        public void Begin(int y)
        {
            (_a, _b, _c, _d, _e, _isInk, _y) = (0, 0, 0, 0, 0, false, y);
        }

        /// <summary>True when a pattern ended here that stands below enough others.</summary>
        public bool Next(int x, bool isInk)
        {
            if (isInk == _isInk)
            {
                _e++;
                return false;
            }

            // The pattern begins and ends with a run of the code's own colour.
            var isFound = _isInk && IsFinder() && Follows(x);
            (_a, _b, _c, _d, _e, _isInk) = (_b, _c, _d, _e, 1, isInk);
            return isFound;
        }

        // In sevenths of the whole: a module is one, the middle three; blur and small modules move an edge by half a module and a pixel.
        private bool IsFinder()
        {
            var total = _a + _b + _c + _d + _e;
            var slack = (total / 2) + 7;
            return _a > 0 && total >= 7 && _c > Math.Max(Math.Max(_a, _b), Math.Max(_d, _e))
                && Math.Abs((_a * 7) - total) <= slack && Math.Abs((_b * 7) - total) <= slack && Math.Abs((_d * 7) - total) <= slack && Math.Abs((_e * 7) - total) <= slack
                && Math.Abs((_c * 7) - (3 * total)) <= 2 * slack;
        }

        private bool Follows(int x)
        {
            var middle = x - _e - _d - (_c / 2);
            var module = Math.Max(1, (_a + _b + _c + _d + _e) / 7);
            var above = 0;
            for (var near = Math.Max(0, middle - module); near <= Math.Min(_rows.Length - 1, middle + module); near++)
            {
                if (_lastRows[near] < _y && _lastRows[near] >= _y - 1 - MaxGap)
                {
                    above = Math.Max(above, _rows[near]);
                }
            }

            (_lastRows[middle], _rows[middle]) = (_y, (byte)Math.Min(above + 1, byte.MaxValue));
            return above + 1 >= NeededRows;
        }
    }
}
