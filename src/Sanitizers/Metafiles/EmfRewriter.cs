using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>
/// Writes the records of an enhanced metafile that are of the allow-list, each checked against its own length and against the objects that exist,
/// with nothing in it that its structure has no name for.
/// </summary>
internal sealed partial class EmfRewriter(Stream output, Budget budget, FindingTally tally)
{
    private const uint StockObject = 0x80000000;

    private readonly RecordBuffer _out = new();
    private readonly HashSet<uint> _objects = [];
    private int _savedStates;

    /// <summary>Records written, the header not counted.</summary>
    public int Count { get; private set; }

    /// <summary>The largest object number, 0 included.</summary>
    public uint MaxObject { get; private set; }

    /// <summary>Drawing that only programs with GDI+ understand stands in comments, and nothing else says the same.</summary>
    public bool NeedsEmfPlus { get; private set; }

    private bool? _isDual;

    /// <summary>Takes one record, type and size included.</summary>
    public void Take(ReadOnlySpan<byte> record)
    {
        var type = record.U32(0);
        _out.Clear();
        _out.U32(type).U32(0);
        if (type == EmfRecord.Comment)
        {
            Comment(record);
            return;
        }

        if (EmfRecord.Refused(type) is { } code)
        {
            tally.Add("", code, FindingAction.Removed, type.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        if (Rewrite(type, record) is not { } isWritten)
        {
            tally.Add("", MetafileCodes.UnknownRecord, FindingAction.Removed, type.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (isWritten)
        {
            Finish();
        }
        else if (_out.Length > 0)
        {
            tally.Add("", MetafileCodes.BadRecord, FindingAction.Removed, type.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes the end record.</summary>
    public void End()
    {
        _out.Clear();
        _out.U32(EmfRecord.Eof).U32(0).U32(0).U32(16).U32(20);
        Finish();
    }

    // Null: not known. False: known, but not as it should be (or, with an empty buffer, reported or written already).
    private bool? Rewrite(uint type, ReadOnlySpan<byte> record)
    {
        var body = record[8..];
        if (EmfRecord.Fixed.TryGetValue(type, out var length))
        {
            return Copy(body, length);
        }

        if (EmfRecord.PointSize(type) is > 0 and var pointSize)
        {
            return EmfRecord.IsPolyPoly(type) ? PolyPoly(body, pointSize) : Points(body, pointSize, 0);
        }

        if (EmfRecord.RegionAt(type) is >= 0 and var regionAt)
        {
            return RegionRecord(type, body, regionAt);
        }

        if (EmfRecord.BitmapAt(type) is { Length: > 0 } layout)
        {
            return BitmapRecord(type, record, layout);
        }

        return type switch
        {
            EmfRecord.SaveDc => SaveDc(),
            EmfRecord.RestoreDc => RestoreDc(body),
            EmfRecord.SelectObject or EmfRecord.SelectPalette => body.Length >= 4 && Exists(body.U32(0)) && Copy(body, 4),
            EmfRecord.ResizePalette => body.Length >= 8 && Exists(body.U32(0)) && body.U32(4) <= 1024 && Copy(body, 8),
            EmfRecord.DeleteObject => body.Length >= 4 && _objects.Remove(body.U32(0)) && Copy(body, 4),
            EmfRecord.CreatePen => Copy(body, 20) && Create(body.U32(0)),
            EmfRecord.CreateBrush => Copy(body, 16) && Brush(body),
            EmfRecord.CreatePalette => Palette(body, 8, body.Length >= 8 ? body.U16(6) : 0) && Create(body.U32(0)),
            EmfRecord.SetPaletteEntries => body.Length >= 12 && body.U32(8) <= 1024 && Exists(body.U32(0)) && Palette(body, 12, (int)body.U32(8)),
            EmfRecord.PolyDraw => Points(body, 8, 1),
            EmfRecord.PolyDraw16 => Points(body, 4, 1),
            EmfRecord.CreateFont => Font(body),
            EmfRecord.ExtCreatePen => ExtendedPen(body),
            EmfRecord.TextA or EmfRecord.TextW => Text(record, 8, 36),
            EmfRecord.PolyTextA or EmfRecord.PolyTextW => PolyText(type, record),
            EmfRecord.SmallText => SmallText(body),
            EmfRecord.GradientFill => Gradient(body),
            _ => null,
        };
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

    private bool SaveDc()
    {
        _savedStates++;
        return true;
    }

    // Only relative states that were saved; an absolute one is not allowed in a metafile.
    private bool RestoreDc(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4 || body.I32(0) is >= 0 || -(long)body.I32(0) > _savedStates)
        {
            return false;
        }

        _savedStates += body.I32(0);
        return Copy(body, 4);
    }

    private bool Exists(uint index) => index is >= StockObject and <= StockObject + 19 || _objects.Contains(index);

    // Players keep a table of as many objects as the header says; an index beyond it wrote into memory of others.
    private bool Create(uint index)
    {
        if (index is 0 or > 65_534)
        {
            return false;
        }

        _objects.Add(index);
        MaxObject = Math.Max(MaxObject, index);
        return true;
    }

    private void Comment(ReadOnlySpan<byte> record)
    {
        if (record.Length < 16 || record.U32(12) != 0x2B464D45)
        {
            tally.Add("", MetafileCodes.Comment, FindingAction.Removed);
            return;
        }

        tally.Add("", MetafileCodes.EmfPlus, FindingAction.Removed);
        var rest = record[16..Math.Min(record.Length, 12 + (int)Math.Clamp(record.U32(8), 4, int.MaxValue - 12))];
        while (rest.Length >= 12)
        {
            // The header of the first comment says whether the plain records draw the same picture ([MS-EMFPLUS] 2.3.3.3).
            var type = rest.U16(0);
            _isDual = type == 0x4001 ? (rest.U16(2) & 1) != 0 : _isDual;
            NeedsEmfPlus |= _isDual == false && type is (>= 0x4009 and <= 0x401C) or 0x4036 or 0x4037;
            var size = rest.U32(4);
            if (size < 12 || size > rest.Length)
            {
                break;
            }

            rest = rest[(int)size..];
        }
    }

    private void Finish()
    {
        _out.Pad(4);
        _out.Written.U32(4, _out.Length);
        budget.ChargeBytes(_out.Length);
        output.Write(_out.Written);
        Count++;
    }
}
