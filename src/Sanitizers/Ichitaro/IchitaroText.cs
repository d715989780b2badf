using System.Buffers.Binary;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ichitaro;

/// <summary>
/// The characters of a document between its records. A record begins with 1C, says its class and length, and repeats both at its end before 1F; those of class 1 stand around text of their own
/// (readings, placeholders), which 1E ends. What does not close as it should is passed over up to the next 1F.
/// </summary>
internal sealed class IchitaroText(TextCleaner text, Budget budget)
{
    private const int Record = 0x1C;
    private const int InlineText = 0x1D;
    private const int InlineEnd = 0x1E;
    private const int RecordEnd = 0x1F;
    private const int InlineClass = 1;
    private const int CellClass = 0x30;
    private const int MaxRecordUnits = 65_535;
    private const int ChunkChars = 4_096;

    private readonly char[] _chunk = new char[ChunkChars];
    private byte[] _units = [];
    private int _length;
    private int _hidden;
    private int _readings;
    private bool _isRowBegun;

    private enum Inline : byte
    {
        Shown,
        Reading,
        Hidden,
    }

    /// <summary>Unsupported when no text begins anywhere.</summary>
    public Reason Write(byte[] units)
    {
        _units = units;
        var count = units.Length / 2;
        var open = new Stack<Inline>();
        var hasText = false;
        for (var at = 0; at < count;)
        {
            var unit = Unit(at);
            switch (unit)
            {
                case Record:
                    budget.ChargeObjects(1);
                    at = Skip(at, count, open);
                    break;
                case InlineEnd:
                    at = EndInline(at, count, open);
                    break;
                case RecordEnd:
                    hasText = true;
                    at++;
                    break;
                default:
                    Put(unit);
                    at++;
                    break;
            }
        }

        Flush();
        return hasText ? Reason.None : Reason.Unsupported;
    }

    private int Skip(int at, int count, Stack<Inline> open)
    {
        if (at + 3 > count)
        {
            return count;
        }

        var (kind, length) = (Unit(at + 1), (int)Unit(at + 2));
        var end = at + length;
        if (kind == InlineClass && length == 7 && end <= count && Unit(end - 1) == InlineText)
        {
            Begin(Unit(at + 4), Unit(at + 5), open);
            return end;
        }

        if (length >= 7 && end <= count && Unit(end - 1) == RecordEnd && Unit(end - 2) == kind && Unit(end - 4) == length)
        {
            if (kind == CellClass)
            {
                if (_isRowBegun)
                {
                    Put('\t');
                }

                _isRowBegun = true;
            }

            return end;
        }

        var stop = Math.Min(count, at + MaxRecordUnits);
        for (var i = at + 1; i < stop; i++)
        {
            if (Unit(i) == RecordEnd)
            {
                return i;
            }
        }

        return stop;
    }

    private void Begin(ushort first, ushort second, Stack<Inline> open)
    {
        var kind = (first, second) switch
        {
            (1, 0x82) => Inline.Reading,
            (1, 0) => Inline.Hidden,
            _ => Inline.Shown,
        };
        if (kind == Inline.Reading && _readings++ == 0)
        {
            Put('(');
        }

        _hidden += kind == Inline.Hidden ? 1 : 0;
        open.Push(kind);
    }

    private int EndInline(int at, int count, Stack<Inline> open)
    {
        if (open.TryPop(out var kind))
        {
            if (kind == Inline.Reading && --_readings == 0)
            {
                Put(')');
            }

            _hidden -= kind == Inline.Hidden ? 1 : 0;
        }

        // 1E, five, zero, the class, 1F.
        return at + 5 <= count && Unit(at + 1) == 5 && Unit(at + 4) == RecordEnd ? at + 5 : at + 1;
    }

    private void Put(int unit)
    {
        var c = unit switch
        {
            0x0A or 0x0E or 0x0C => '\n',
            < ' ' and not '\t' => '\0',
            _ => (char)unit,
        };
        if (c == '\0' || _hidden > 0)
        {
            return;
        }

        _isRowBegun &= c != '\n';
        if (_length == ChunkChars)
        {
            Flush();
        }

        _chunk[_length++] = c;
    }

    private void Flush()
    {
        text.Write(_chunk.AsSpan(0, _length));
        _length = 0;
    }

    private ushort Unit(int at) => BinaryPrimitives.ReadUInt16BigEndian(_units.AsSpan(at * 2));
}
