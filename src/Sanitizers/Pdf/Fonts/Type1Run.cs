using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>
/// Runs Type 1 charstrings (Adobe Type 1 Font Format, chapter 6) without drawing, as <see cref="CharstringRun"/> does those of CFF. Other subroutines are not PostScript here:
/// what they take they give back.
/// </summary>
internal sealed class Type1Run(IReadOnlyDictionary<int, byte[]> subroutines, Budget budget)
{
    // 24 by the standard; FreeType has room for 256 because fonts do not keep to it.
    private const int MaxOperands = 256;

    private readonly double[] _stack = new double[MaxOperands];
    private readonly Stack<double> _given = new();
    private readonly (byte[] Program, int At)[] _calls = new (byte[], int)[FontLimits.MaxSubroutineDepth];
    private byte[] _program = [];
    private int _at;
    private int _count;
    private int _depth;

    public bool IsSound(byte[] program)
    {
        (_program, _at, _count, _depth) = (program, 0, 0, 0);
        _given.Clear();
        var steps = 0;
        var sound = Run(ref steps);
        budget.ChargeObjects(steps / 16);
        return sound;
    }

    private bool Run(ref int steps)
    {
        while (true)
        {
            if (_at >= _program.Length)
            {
                if (_depth == 0)
                {
                    return true;
                }

                (_program, _at) = _calls[--_depth];
                continue;
            }

            if (++steps > FontLimits.MaxGlyphSteps)
            {
                return false;
            }

            int b = _program[_at++];
            if (b >= 32)
            {
                if (!Push(b))
                {
                    return false;
                }

                continue;
            }

            switch (b)
            {
                case 14:
                    return true;
                case 11 when _depth == 0:
                    return true;
                case 11:
                    (_program, _at) = _calls[--_depth];
                    break;
                case 10:
                    if (!Call())
                    {
                        return false;
                    }

                    break;
                case 12:
                    if (_at == _program.Length || !Escaped(_program[_at++]))
                    {
                        return false;
                    }

                    break;
                case 1 or 3 or 4 or 5 or 6 or 7 or 8 or 9 or 13 or 15 or 21 or 22 or 30 or 31:
                    _count = 0;
                    break;
                default:
                    return false;
            }
        }
    }

    private bool Push(int b)
    {
        if (b <= 246)
        {
            return Push((double)(b - 139));
        }

        var more = b == 255 ? 4 : 1;
        if (_at + more > _program.Length)
        {
            return false;
        }

        double value = b == 255 ? BinaryPrimitives.ReadInt32BigEndian(_program.AsSpan(_at)) : b <= 250 ? ((b - 247) * 256) + _program[_at] + 108 : (-(b - 251) * 256) - _program[_at] - 108;
        _at += more;
        return Push(value);
    }

    private bool Push(double value)
    {
        if (_count == MaxOperands)
        {
            return false;
        }

        _stack[_count++] = value;
        return true;
    }

    private bool Call()
    {
        if (_count == 0 || _depth == FontLimits.MaxSubroutineDepth || !subroutines.TryGetValue((int)Math.Clamp(_stack[--_count], -1, int.MaxValue), out var called))
        {
            return false;
        }

        _calls[_depth++] = (_program, _at);
        (_program, _at) = (called, 0);
        return true;
    }

    private bool Escaped(int op)
    {
        switch (op)
        {
            case 0 or 1 or 2 or 6 or 7 or 33:
                // dotsection, stems, an accented letter of two others (which readers bound), sbw, setcurrentpoint.
                _count = 0;
                return true;
            case 12 when _count >= 2:
                _count--;
                _stack[_count - 1] = _stack[_count] == 0 ? 0 : _stack[_count - 1] / _stack[_count];
                return true;
            case 16 when _count >= 2:
                return GiveAway();
            case 17:
                return Push(_given.TryPop(out var value) ? value : 0);
            default:
                return false;
        }
    }

    // Arguments, their number, and which of the other subroutines.
    private bool GiveAway()
    {
        var number = (int)Math.Clamp(_stack[_count - 2], -1, MaxOperands);
        _count -= 2;
        if (number < 0 || number > _count)
        {
            return false;
        }

        _given.Clear();
        for (var i = 0; i < number; i++)
        {
            _given.Push(_stack[--_count]);
        }

        return true;
    }
}
