using System.Buffers;
using System.Globalization;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// The text of a workbook of Excel 5 to 2003: each worksheet under its name, a line for each row, tabs between the columns, then the texts of its shapes and comments. Of formulas the values;
/// macro sheets are passed over. One pass, and memory for the shared strings alone.
/// </summary>
internal sealed class WorkbookText(BiffReader reader, ISanitizeContext context, TextCleaner text)
{
    private const int MaxTabs = 256;
    private const int Xf = 0xE0;
    private const int Format = 0x41E;
    private const int RichString = 0xD6;
    private const int LabelSst = 0xFD;
    private const int Rk = 0x27E;
    private const int MulRk = 0xBD;
    private const int DateMode = 0x22;
    private const int CodePage = 0x42;
    private const int WorksheetType = 0x10;

    private readonly CellFormats _formats = new();
    private readonly SharedStrings _strings = new();
    private readonly Dictionary<uint, string> _names = [];
    private readonly ArrayBufferWriter<char> _value = new();
    private readonly List<string> _shapes = [];
    private readonly char[] _number = new char[32];
    private int _depth;
    private bool _isBiff8 = true;
    private bool _isSheet;
    private bool _isGlobals;
    private int _page = 1252;
    private int _row = -1;
    private int _column;
    private int _previous;
    private (int Row, int Column)? _pending;
    private int _shapeLeft;
    private long _held;

    /// <summary>Reads the stream from its beginning.</summary>
    public Reason Write()
    {
        reader.Restart();
        try
        {
            while (reader.Next())
            {
                context.Budget.ChargeObjects(1);
                Record();
                _previous = reader.Type == BiffType.Continue ? _previous : reader.Type;
            }

            EndSheet();
            return Reason.None;
        }
        finally
        {
            context.Budget.ChargeScratch(-_held);
        }
    }

    private void Record()
    {
        var data = reader.Data;
        switch (reader.Type)
        {
            case BiffType.Bof when data.Length >= 4:
                Open(data);
                break;
            case BiffType.Eof:
                _depth = Math.Max(0, _depth - 1);
                break;
            case BiffType.Sst when _isGlobals:
                Strings(data, isContinued: false);
                break;
            case BiffType.Continue when _previous == BiffType.Sst && _isGlobals:
                Strings(data, isContinued: true);
                break;
            case var type when _isGlobals && _depth == 1:
                Global(type, data);
                break;
            case var type when _isSheet && _depth == 1:
                Cell(type, data);
                break;
        }
    }

    private void Open(ReadOnlySpan<byte> data)
    {
        if (_depth++ > 0)
        {
            return;
        }

        EndSheet();
        _isBiff8 = data.U16(0) == 0x0600;
        _isGlobals = data.U16(2) == 5;
        _isSheet = data.U16(2) == WorksheetType;
        if (_isSheet)
        {
            text.Heading("[" + _names.GetValueOrDefault((uint)reader.Position, "") + "]\n");
        }
    }

    private void EndSheet()
    {
        if (!_isSheet)
        {
            return;
        }

        EndRow();
        if (_shapes.Count > 0)
        {
            text.Heading("[" + TextLabels.Of(context.Policy.Language, "図形とコメント", "Shapes and comments") + "]\n");
            _shapes.ForEach(shape => text.Write(shape + "\n"));
            _shapes.Clear();
        }

        text.Write("\n");
        _isSheet = false;
    }

    private void EndRow()
    {
        if (_row >= 0)
        {
            text.Write("\n");
        }

        (_row, _column) = (-1, 0);
    }

    private void Strings(ReadOnlySpan<byte> data, bool isContinued)
    {
        var before = _strings.HeldBytes;
        _strings.Add(data, isContinued);
        var more = _strings.HeldBytes - before;
        _held += more;
        context.Budget.ChargeScratch(more);
    }

    private void Global(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case CodePage when data.Length >= 2:
                // 32768 and 32769: the Macintosh, and Windows in Latin letters, in Excel 2 to 4.
                _page = data.U16(0) switch { 1200 or 32769 => 1252, 32768 => 10000, var page => page };
                break;
            case DateMode when data.Length >= 2:
                _formats.Is1904 = data.U16(0) == 1;
                break;
            case Xf when data.Length >= 4:
                _formats.AddStyle(data.U16(2));
                break;
            case Format when data.Length >= 4:
                _formats.AddFormat(data.U16(0), _isBiff8 ? Unicode(data, 2, 2) : Narrow(data, 2, 1));
                break;
            case BiffType.BoundSheet when data.Length >= 8:
                _names.TryAdd(data.U32(0), _isBiff8 ? Unicode(data, 6, 1) : Narrow(data, 6, 1));
                break;
        }
    }

    private void Cell(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case LabelSst when data.Length >= 10:
                At(data, _strings[(int)Math.Min(data.U32(6), int.MaxValue)]);
                break;
            case BiffType.Label or RichString when data.Length >= 8:
                At(data, _isBiff8 ? Unicode(data, 6, 2) : Narrow(data, 6, 2));
                break;
            case BiffType.Number when data.Length >= 14:
                At(data, Shown(BitConverter.ToDouble(data[6..]), data.U16(4)));
                break;
            case Rk when data.Length >= 10:
                At(data, Shown(CellValue.OfRk(data.U32(6)), data.U16(4)));
                break;
            case MulRk when data.Length >= 6:
                for (var (at, column) = (4, (int)data.U16(2)); at + 6 <= data.Length - 2; at += 6, column++)
                {
                    At(data.U16(0), column, Shown(CellValue.OfRk(data.U32(at + 2)), data.U16(at)));
                }

                break;
            case BiffType.BoolErr when data.Length >= 8:
                At(data, Special(data[7] == 0 ? 1 : 2, data[6]));
                break;
            case BiffType.Formula or BiffType.OldFormula3 or BiffType.OldFormula4 when data.Length >= 14:
                Formula(data);
                break;
            case BiffType.String when _pending is var (row, column) && data.Length >= 3:
                At(row, column, _isBiff8 ? Unicode(data, 0, 2) : Narrow(data, 0, 2));
                _pending = null;
                break;
            default:
                Shape(type, data);
                break;
        }
    }

    // The value that was computed last; FFFF at its end: a text (in the record behind), a truth value or an error ([MS-XLS] 2.5.133).
    private void Formula(ReadOnlySpan<byte> data)
    {
        _pending = null;
        if (data.U16(12) != 0xFFFF)
        {
            At(data, Shown(BitConverter.ToDouble(data[6..]), data.U16(4)));
        }
        else if (data[6] == 0)
        {
            _pending = (data.U16(0), data.U16(2));
        }
        else if (data[6] is 1 or 2)
        {
            At(data, Special(data[6], data[8]));
        }
    }

    private static string Special(int kind, byte value) => kind == 1 ? CellValue.OfBool(value) : CellValue.OfError(value);

    private ReadOnlySpan<char> Shown(double value, int style) =>
        value.TryFormat(_number, out var length, "G15", CultureInfo.InvariantCulture) && !_formats.ShowsDates(style) ? _number.AsSpan(0, length) : _formats.Show(value, style);

    private void At(ReadOnlySpan<byte> data, ReadOnlySpan<char> value) => At(data.U16(0), data.U16(2), value);

    private void At(int row, int column, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        if (row != _row)
        {
            EndRow();
            _row = row;
        }

        for (var tabs = Math.Clamp(column - _column, 0, MaxTabs); tabs > 0; tabs--)
        {
            text.Write("\t");
        }

        _column = Math.Max(column, _column);
        while (value.IndexOfAny('\r', '\n', '\t') is >= 0 and var end)
        {
            text.Write(value[..end]);
            text.Write(" ");
            value = value[(end + 1)..];
        }

        text.Write(value);
    }

    // TXO announces how many characters follow in CONTINUE records, each of which begins with its width (2.4.329).
    private void Shape(int type, ReadOnlySpan<byte> data)
    {
        if (type == BiffType.TextObject && data.Length >= 12)
        {
            _shapeLeft = data.U16(10);
            _value.ResetWrittenCount();
        }
        else if (type == BiffType.Continue && _previous == BiffType.TextObject && _shapeLeft > 0 && data.Length > 1)
        {
            var isWide = (data[0] & 1) != 0;
            var count = Math.Min(_shapeLeft, isWide ? (data.Length - 1) / 2 : data.Length - 1);
            Append(data.Slice(1, isWide ? count * 2 : count), isWide);
            _shapeLeft = count == 0 ? 0 : _shapeLeft - count;
            if (_shapeLeft == 0)
            {
                _held += _value.WrittenCount * 2;
                context.Budget.ChargeScratch(_value.WrittenCount * 2);
                _shapes.Add(_value.WrittenSpan.ToString());
            }
        }
    }

    private void Append(ReadOnlySpan<byte> bytes, bool isWide)
    {
        var target = _value.GetSpan(bytes.Length);
        _value.Advance(isWide ? System.Text.Encoding.Unicode.GetChars(bytes, target) : System.Text.Encoding.Latin1.GetChars(bytes, target));
    }

    /// <summary>A string with its length, in one byte or two, its flags, its characters (2.5.294).</summary>
    private string Unicode(ReadOnlySpan<byte> data, int at, int lengthBytes)
    {
        if (data.Length < at + lengthBytes + 1)
        {
            return "";
        }

        int count = lengthBytes == 1 ? data[at] : data.U16(at);
        var isWide = (data[at + lengthBytes] & 1) != 0;
        var rest = data[(at + lengthBytes + 1)..];
        _value.ResetWrittenCount();
        Append(rest[..Math.Min(isWide ? count * 2 : count, rest.Length & (isWide ? ~1 : ~0))], isWide);
        return _value.WrittenSpan.ToString();
    }

    /// <summary>Excel 5 and 95: bytes of the workbook's code page.</summary>
    private string Narrow(ReadOnlySpan<byte> data, int at, int lengthBytes)
    {
        int count = lengthBytes == 1 ? data[at] : data.U16(at);
        var rest = data[(at + lengthBytes)..];
        _value.ResetWrittenCount();
        RtfCharsets.Decoder(_page).Decode(rest[..Math.Min(count, rest.Length)], isFinal: true, _value);
        return _value.WrittenSpan.ToString();
    }
}
