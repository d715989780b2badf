namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>The runs of one row of a picture, and where the rows above had runs of 1 : 1 : 3 : 1 : 1.</summary>
internal sealed class RunTrail
{
    // The middle of a mark is three modules high, each of at least one pixel.
    private const int NeededRows = 3;

    // Rows that noise may spoil in between.
    private const int MaxGap = 2;

    private readonly int[] _lastRows;
    private readonly byte[] _rows;

    // The last five runs, the newest last.
    private int _a;
    private int _b;
    private int _c;
    private int _d;
    private int _e;
    private bool _isInk;
    private int _y;

    public RunTrail(int width)
    {
        _lastRows = new int[width + 1];
        _rows = new byte[width + 1];
        _lastRows.AsSpan().Fill(-MaxGap - 2);
    }

    /// <summary>Column of the middle of what was found last.</summary>
    public int Middle { get; private set; }

    /// <summary>Pixels of a module of it.</summary>
    public int Module { get; private set; }

    /// <summary>A new row.</summary>
    public void Begin(int y) => (_a, _b, _c, _d, _e, _isInk, _y) = (0, 0, 0, 0, 0, false, y);

    /// <summary>Takes a pixel; true when a pattern ended in front of it that stands below enough others.</summary>
    public bool Next(int x, bool isInk)
    {
        if (isInk == _isInk)
        {
            _e++;
            return false;
        }

        // The pattern begins and ends with a run of the code's own colour.
        var isFound = _isInk && IsFinder(_a, _b, _c, _d, _e) && Follows(x);
        (_a, _b, _c, _d, _e, _isInk) = (_b, _c, _d, _e, 1, isInk);
        return isFound;
    }

    /// <summary>In sevenths of the whole: a module is one, the middle three; blur and small modules move an edge by half a module and a pixel.</summary>
    public static bool IsFinder(int a, int b, int c, int d, int e)
    {
        var total = a + b + c + d + e;
        var slack = (total / 2) + 7;
        return a > 0 && total >= 7 && c > Math.Max(Math.Max(a, b), Math.Max(d, e))
            && Math.Abs((a * 7) - total) <= slack && Math.Abs((b * 7) - total) <= slack && Math.Abs((d * 7) - total) <= slack && Math.Abs((e * 7) - total) <= slack
            && Math.Abs((c * 7) - (3 * total)) <= 2 * slack;
    }

    // Looks no further than a module to each side, and a pattern is seven wide: all patterns of a row together cost no more than the row.
    private bool Follows(int x)
    {
        Middle = x - _e - _d - (_c / 2);
        Module = Math.Max(1, (_a + _b + _c + _d + _e) / 7);
        var above = 0;
        for (var near = Math.Max(0, Middle - Module); near <= Math.Min(_rows.Length - 1, Middle + Module); near++)
        {
            if (_lastRows[near] < _y && _lastRows[near] >= _y - 1 - MaxGap)
            {
                above = Math.Max(above, _rows[near]);
            }
        }

        (_lastRows[Middle], _rows[Middle]) = (_y, (byte)Math.Min(above + 1, byte.MaxValue));
        return above + 1 >= NeededRows;
    }
}
