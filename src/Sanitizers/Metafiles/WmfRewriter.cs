using System.Globalization;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>Writes the records of a Windows metafile that are of the allow-list, each checked against its own length and the table of objects.</summary>
internal sealed partial class WmfRewriter(Stream output, Budget budget, FindingTally tally)
{
    private const int MaxObjects = 65_535;

    private readonly RecordBuffer _out = new();
    private readonly SortedSet<int> _free = [];
    private int _objects;
    private int _savedStates;

    /// <summary>Objects that a player must have room for.</summary>
    public int ObjectCount => _objects;

    /// <summary>The longest record, words.</summary>
    public int MaxRecord { get; private set; }

    public int Count { get; private set; }

    /// <summary>Takes one record: its function and what follows.</summary>
    public void Take(int function, ReadOnlySpan<byte> body)
    {
        Begin(function);
        if (function == WmfRecord.Escape)
        {
            tally.Add("", MetafileCodes.Escape, FindingAction.Removed, body.Length >= 2 ? body.U16(0).ToString(CultureInfo.InvariantCulture) : "");
            return;
        }

        if (MakesObject(function))
        {
            MakeObject(function, body);
        }
        else if (Rewrite(function, body) is not { } isWritten)
        {
            Report(MetafileCodes.UnknownRecord, function);
        }
        else if (isWritten)
        {
            Finish();
        }
        else
        {
            Report(WmfRecord.BitmapAt(function) > 0 || function is WmfRecord.BitBlt or WmfRecord.StretchBlt ? MetafileCodes.Bitmap : MetafileCodes.BadRecord, function);
        }
    }

    /// <summary>Writes the end record.</summary>
    public void End()
    {
        Begin(WmfRecord.Eof);
        Finish();
    }

    private static bool MakesObject(int function) =>
        WmfRecord.MakesOtherObject(function) || function is WmfRecord.CreatePalette or WmfRecord.DibPatternBrush or WmfRecord.CreatePen or WmfRecord.CreateFont or WmfRecord.CreateBrush or WmfRecord.CreateRegion;

    // Objects are numbered in the order in which they are made. One that is refused leaves a brush that paints nothing, so that no other gets its number.
    private void MakeObject(int function, ReadOnlySpan<byte> body)
    {
        if (_objects >= MaxObjects && _free.Count == 0)
        {
            Report(MetafileCodes.BadRecord, function);
            return;
        }

        var isWritten = function switch
        {
            WmfRecord.CreatePalette => Palette(body),
            WmfRecord.DibPatternBrush => PatternBrush(body),
            WmfRecord.CreatePen => Copy(body, 10),
            WmfRecord.CreateFont => Font(body),
            WmfRecord.CreateBrush => Brush(body),
            WmfRecord.CreateRegion => Region(body),
            _ => false,
        };
        if (!isWritten)
        {
            Report(WmfRecord.MakesOtherObject(function) || function == WmfRecord.DibPatternBrush ? MetafileCodes.Bitmap : MetafileCodes.BadRecord, function);
            Begin(WmfRecord.CreateBrush);
            _out.U16(1).U32(0).U16(0);
        }

        _ = _free.Count > 0 ? _free.Remove(_free.Min) : ++_objects > 0;
        Finish();
    }

    private bool? Rewrite(int function, ReadOnlySpan<byte> body)
    {
        if (WmfRecord.Fixed.TryGetValue(function, out var words))
        {
            return Copy(body, words * 2);
        }

        if (WmfRecord.BitmapAt(function) is > 0 and var bitmapAt)
        {
            return Bitmap(function, body, bitmapAt);
        }

        return function switch
        {
            WmfRecord.SaveDc => ++_savedStates > 0,
            WmfRecord.RestoreDc => RestoreDc(body),
            WmfRecord.SelectObject or WmfRecord.SelectPalette or WmfRecord.SelectClipRegion or WmfRecord.InvertRegion or WmfRecord.PaintRegion => HasObjects(body, 1) && Copy(body, 2),
            WmfRecord.FillRegion => HasObjects(body, 2) && Copy(body, 4),
            WmfRecord.FrameRegion => HasObjects(body, 2) && Copy(body, 8),
            WmfRecord.DeleteObject => HasObjects(body, 1) && _free.Add(body.U16(0)) && Copy(body, 2),
            WmfRecord.SetPaletteEntries or WmfRecord.AnimatePalette => Palette(body),
            WmfRecord.Polygon or WmfRecord.Polyline => body.Length >= 2 && Copy(body, 2 + (4 * body.U16(0))),
            WmfRecord.PolyPolygon => PolyPolygon(body),
            WmfRecord.TextOut => Text(body),
            WmfRecord.ExtTextOut => ExtendedText(body),
            // Device-dependent bitmaps mean something on one device alone; without a bitmap the record only fills.
            WmfRecord.BitBlt => body.Length == 18 && Copy(body, 18),
            WmfRecord.StretchBlt => body.Length == 22 && Copy(body, 22),
            _ => null,
        };
    }

    private void Begin(int function)
    {
        _out.Clear();
        _out.U32(0).U16(function);
    }

    private bool Copy(ReadOnlySpan<byte> body, int length)
    {
        if (body.Length < length)
        {
            return false;
        }

        _out.Add(body[..length]);
        return true;
    }

    private bool HasObjects(ReadOnlySpan<byte> body, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (body.Length < (i + 1) * 2 || body.U16(i * 2) >= _objects || _free.Contains(body.U16(i * 2)))
            {
                return false;
            }
        }

        return true;
    }

    private bool RestoreDc(ReadOnlySpan<byte> body)
    {
        var level = body.Length >= 2 ? (short)body.U16(0) : 0;
        if (level >= 0 || -level > _savedStates)
        {
            return false;
        }

        _savedStates += level;
        return Copy(body, 2);
    }

    private void Report(string code, int function) => tally.Add("", code, FindingAction.Removed, function.ToString("X4", CultureInfo.InvariantCulture));

    private void Finish()
    {
        _out.Pad(2);
        var words = _out.Length / 2;
        _out.Written.U32(0, words);
        budget.ChargeBytes(_out.Length);
        output.Write(_out.Written);
        MaxRecord = Math.Max(MaxRecord, words);
        Count++;
    }
}
