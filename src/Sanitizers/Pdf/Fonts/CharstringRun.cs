using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>
/// Runs Type 2 charstrings (Technical Note 5177) without drawing: the stack stays within its bounds, subroutines are there and do not call each other without end,
/// the work of a glyph is limited, and the data does not end in the middle of an operator.
/// </summary>
internal sealed class CharstringRun(byte[] font, CffIndex globals, Budget budget)
{
    private readonly double[] _stack = new double[FontLimits.MaxStack + 1];
    private readonly (int At, int End)[] _calls = new (int At, int End)[FontLimits.MaxSubroutineDepth];
    private readonly double[] _transient = new double[32];
    private int _count;
    private int _depth;
    private int _stems;
    private int _at;
    private int _end;

    public bool IsSound(Range glyph, CffIndex? locals)
    {
        (_at, _end) = (glyph.Start.Value, glyph.End.Value);
        (_count, _depth, _stems) = (0, 0, 0);
        var steps = 0;
        var sound = Run(locals, ref steps);
        budget.ChargeObjects(steps / 16);
        return sound;
    }

    private bool Run(CffIndex? locals, ref int steps)
    {
        while (true)
        {
            if (_at >= _end)
            {
                // Fonts leave out the last return and even endchar; readers take that.
                if (_depth == 0)
                {
                    return true;
                }

                (_at, _end) = _calls[--_depth];
                continue;
            }

            if (++steps > FontLimits.MaxGlyphSteps)
            {
                return false;
            }

            int b = font[_at++];
            if (b >= 32 || b == 28)
            {
                if (!Push(b))
                {
                    return false;
                }

                continue;
            }

            switch (b)
            {
                case 10 or 29:
                    if (!Call(b == 10 ? locals : globals))
                    {
                        return false;
                    }

                    break;
                case 11:
                    if (_depth > 0)
                    {
                        (_at, _end) = _calls[--_depth];
                    }

                    break;
                case 14:
                    // With four operands it is an accented letter of two others (seac), which readers bound themselves.
                    return true;
                case 12:
                    if (_at == _end || !Escaped(font[_at++]))
                    {
                        return false;
                    }

                    break;
                default:
                    if (!Plain(b))
                    {
                        return false;
                    }

                    break;
            }
        }
    }

    private bool Push(int b)
    {
        double value;
        if (b == 28)
        {
            if (_at + 2 > _end)
            {
                return false;
            }

            value = BinaryPrimitives.ReadInt16BigEndian(font.AsSpan(_at));
            _at += 2;
        }
        else if (b <= 246)
        {
            value = b - 139;
        }
        else if (b == 255)
        {
            if (_at + 4 > _end)
            {
                return false;
            }

            value = BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(_at)) / 65536.0;
            _at += 4;
        }
        else
        {
            if (_at == _end)
            {
                return false;
            }

            value = b <= 250 ? ((b - 247) * 256) + font[_at] + 108 : (-(b - 251) * 256) - font[_at] - 108;
            _at++;
        }

        return Push(value);
    }

    private bool Push(double value)
    {
        if (_count == FontLimits.MaxStack)
        {
            return false;
        }

        _stack[_count++] = value;
        return true;
    }

    private bool Call(CffIndex? subroutines)
    {
        if (subroutines is null || _count == 0 || _depth == FontLimits.MaxSubroutineDepth)
        {
            return false;
        }

        var bias = subroutines.Count < 1240 ? 107 : subroutines.Count < 33_900 ? 1131 : 32_768;
        var index = (long)_stack[--_count] + bias;
        if (index < 0 || index >= subroutines.Count)
        {
            return false;
        }

        _calls[_depth++] = (_at, _end);
        (_at, _end) = (subroutines[(int)index].Start.Value, subroutines[(int)index].End.Value);
        return true;
    }

    // Path and hint operators: they take all there is.
    private bool Plain(int b)
    {
        switch (b)
        {
            case 1 or 3 or 18 or 23:
                _stems += _count / 2;
                break;
            case 19 or 20:
                // What is on the stack are vertical stems without their operator.
                _stems += _count / 2;
                _at += (_stems + 7) / 8;
                break;
            case 4 or 5 or 6 or 7 or 8 or 21 or 22 or 24 or 25 or 26 or 27 or 30 or 31:
                break;
            default:
                // Not used by the standard: readers ignore it or stop.
                return false;
        }

        _count = 0;
        return _stems <= FontLimits.MaxStems && _at <= _end;
    }

    // Flex takes all; arithmetic takes and gives.
    private bool Escaped(int op)
    {
        switch (op)
        {
            case 34 or 35 or 36 or 37:
                _count = 0;
                return true;
            case 3 or 4 or 10 or 11 or 12 or 15 or 24:
                return Replace(2, op switch { 10 => A(1) + A(0), 11 => A(1) - A(0), 12 => A(0) == 0 ? 0 : A(1) / A(0), 24 => A(1) * A(0), 15 => A(1) == A(0) ? 1 : 0, _ => 0 });
            case 5 or 9 or 14 or 26:
                return Replace(1, op switch { 9 => Math.Abs(A(0)), 14 => -A(0), 26 => Math.Sqrt(Math.Abs(A(0))), _ => A(0) == 0 ? 1 : 0 });
            case 18:
                return _count-- > 0;
            case 20:
                var (value, to) = (A(1), (int)Math.Clamp(A(0), -1, 32));
                _count -= 2;
                return _count >= 0 && to is >= 0 and < 32 && (_transient[to] = value) is var _;
            case 21:
                var from = (int)Math.Clamp(A(0), -1, 32);
                return from is >= 0 and < 32 && Replace(1, _transient[from]);
            case 22:
                return Replace(4, A(1) <= A(0) ? A(3) : A(2));
            case 23:
                return Push(0.5);
            case 27:
                return _count > 0 && Push(A(0));
            case 28:
                return _count > 1 && Exchange();
            case 29:
                var index = (int)Math.Clamp(A(0), 0, FontLimits.MaxStack);
                return _count > index + 1 && Replace(1, A(index + 1));
            case 30:
                return Roll();
            default:
                return false;
        }
    }

    private double A(int fromTop) => fromTop < _count ? _stack[_count - 1 - fromTop] : 0;

    private bool Replace(int taken, double value)
    {
        if (_count < taken)
        {
            return false;
        }

        _count -= taken;
        return Push(value);
    }

    private bool Exchange()
    {
        (_stack[_count - 1], _stack[_count - 2]) = (_stack[_count - 2], _stack[_count - 1]);
        return true;
    }

    private bool Roll()
    {
        var (shift, size) = ((int)Math.Clamp(A(0), -10_000, 10_000), (int)Math.Clamp(A(1), -1, 10_000));
        _count -= 2;
        // Rolling hundreds of operands two hundred thousand times is no drawing.
        if (_count < 0 || size < 0 || size > Math.Min(_count, FontLimits.MaxRolled))
        {
            return false;
        }

        if (size > 0)
        {
            var part = _stack.AsSpan(_count - size, size);
            var turned = part.ToArray();
            for (var i = 0; i < size; i++)
            {
                part[(((i + shift) % size) + size) % size] = turned[i];
            }
        }

        return true;
    }
}
