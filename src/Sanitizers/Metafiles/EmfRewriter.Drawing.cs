namespace Mugai.Sanitizers.Metafiles;

/// <summary>Shapes, text and pictures.</summary>
internal sealed partial class EmfRewriter
{
    // The options of [MS-EMF] 2.1.11.
    private const uint TextOptions = 0x13F96;
    private const uint NoRectangle = 0x100;
    private const uint SmallChars = 0x200;
    private const uint TwoDistances = 0x2000;

    // Bounds, count, points; PolyDraw has a byte for each point behind them.
    private bool Points(ReadOnlySpan<byte> body, int pointSize, int typeSize)
    {
        var count = body.Length >= 20 ? body.U32(16) : 0;
        var length = 20 + (count * (long)(pointSize + typeSize));
        return body.Length >= 20 && length <= body.Length && Copy(body, (int)length);
    }

    private bool PolyPoly(ReadOnlySpan<byte> body, int pointSize)
    {
        if (body.Length < 24)
        {
            return false;
        }

        var polygons = body.U32(16);
        var points = body.U32(20);
        var length = 24 + (4L * polygons) + ((long)pointSize * points);
        if (length > body.Length)
        {
            return false;
        }

        var sum = 0L;
        for (var i = 0; i < polygons; i++)
        {
            sum += body.U32(24 + (4 * i));
        }

        return sum == points && Copy(body, (int)length);
    }

    private bool RegionRecord(uint type, ReadOnlySpan<byte> body, int regionAt)
    {
        if (body.Length < regionAt)
        {
            return false;
        }

        var sizeAt = type == 75 ? 0 : 16;
        if (type is 71 or 72 && !Exists(body.U32(20)))
        {
            return false;
        }

        _out.Add(body[..regionAt]);
        var size = body.U32(sizeAt);
        if (size == 0 && type == 75)
        {
            return true;
        }

        // RGNDATAHEADER: its own size, kind, rectangles, their bytes, bounds.
        var region = body[regionAt..];
        if (size < 32 || size > region.Length || region.U32(0) != 32 || region.U32(4) != 1 || region.U32(8) > (size - 32) / 16)
        {
            return false;
        }

        var rectangles = (int)region.U32(8) * 16;
        _out.Written.U32(8 + sizeAt, 32 + rectangles);
        _out.U32(32).U32(1).U32(region.U32(8)).U32(rectangles).Add(region.Slice(16, 16 + rectangles));
        return true;
    }

    private bool Gradient(ReadOnlySpan<byte> body)
    {
        if (body.Length < 28 || body.U32(24) > 2)
        {
            return false;
        }

        var vertices = body.U32(16);
        var shapes = body.U32(20);
        var perShape = body.U32(24) == 2 ? 3 : 2;
        var start = 28 + (16L * vertices);
        var length = start + (4L * perShape * shapes);
        if (length > body.Length)
        {
            return false;
        }

        for (var at = (int)start; at < length; at += 4)
        {
            if (body.U32(at) >= vertices)
            {
                return false;
            }
        }

        return Copy(body, (int)length);
    }

    // Bounds, mode, scales, then EMRTEXT: reference point, characters, where they are, options, rectangle, where the distances are.
    private bool Text(ReadOnlySpan<byte> record, int boundsAt, int textAt)
    {
        if (record.Length < textAt + 40)
        {
            return false;
        }

        var isWide = ((ReadOnlySpan<byte>)_out.Written).U32(0) == EmfRecord.TextW;
        var count = record.U32(textAt + 8);
        var at = record.U32(textAt + 12);
        var options = record.U32(textAt + 16) & TextOptions & ~(NoRectangle | SmallChars);
        var length = count * (isWide ? 2L : 1L);
        if (length > record.Length || at > record.Length - length || (count > 0 && at < textAt + 40))
        {
            return false;
        }

        _out.Add(record.Slice(boundsAt, 28)).Add(record.Slice(textAt, 8)).U32(count).U32(76).U32(options).Add(record.Slice(textAt + 20, 16)).U32(0);
        _out.Add(record.Slice((int)at, (int)length)).Pad(4);
        var distances = count * ((options & TwoDistances) != 0 ? 8L : 4L);
        var distancesAt = record.U32(textAt + 36);
        if (count > 0 && distancesAt >= textAt + 40 && distances <= record.Length && distancesAt <= record.Length - distances)
        {
            _out.Written.U32(72, _out.Length);
            _out.Add(record.Slice((int)distancesAt, (int)distances));
        }
        else if ((options & TwoDistances) != 0)
        {
            _out.Written.U32(52, options & ~TwoDistances);
        }

        return true;
    }

    // Several texts become as many records with one each.
    private bool PolyText(uint type, ReadOnlySpan<byte> record)
    {
        var count = record.Length >= 40 ? record.U32(36) : 0;
        if (record.Length < 40 || count > (record.Length - 40) / 40)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            _out.Clear();
            _out.U32(type == EmfRecord.PolyTextW ? EmfRecord.TextW : EmfRecord.TextA).U32(0);
            if (!PolyTextItem(record, 40 + (40 * i), 40 + (40 * (int)count)))
            {
                return false;
            }

            Finish();
        }

        _out.Clear();
        return false;
    }

    private bool PolyTextItem(ReadOnlySpan<byte> record, int textAt, int stringsAt) =>
        (record.U32(textAt + 8) == 0 || record.U32(textAt + 12) >= stringsAt) && Text(record, 8, textAt);

    private bool SmallText(ReadOnlySpan<byte> body)
    {
        if (body.Length < 28)
        {
            return false;
        }

        var options = body.U32(12) & TextOptions;
        var head = 28 + ((options & NoRectangle) != 0 ? 0 : 16);
        var length = head + (body.U32(8) * ((options & SmallChars) != 0 ? 1L : 2L));
        if (length > body.Length)
        {
            return false;
        }

        _out.Add(body[..12]).U32(options).Add(body[16..(int)length]);
        return true;
    }

    private bool BitmapRecord(uint type, ReadOnlySpan<byte> record, (int Length, int Usage, int Source, int MaskUsage, int Mask) layout)
    {
        if (record.Length < layout.Length)
        {
            return false;
        }

        _out.Add(record[8..layout.Length]);
        if (!Dib(record, layout.Usage, layout.Source, type) || (layout.Mask > 0 && !Dib(record, layout.MaskUsage, layout.Mask, type)))
        {
            _out.Clear();
            tally.Add("", MetafileCodes.Bitmap, FindingAction.Removed);
            if (type is not (EmfRecord.MonoBrush or EmfRecord.DibBrush))
            {
                return false;
            }

            // Whoever selects the brush gets one that paints nothing, not the one before it.
            _out.U32(EmfRecord.CreateBrush).U32(0).U32(record.U32(8)).U32(1).U32(0).U32(0);
        }

        return type is not (EmfRecord.MonoBrush or EmfRecord.DibBrush) || Create(record.U32(8));
    }

    // Offsets and sizes of header and rows stand at sourceAt; a record without a source has zeros there.
    private bool Dib(ReadOnlySpan<byte> record, int usageAt, int sourceAt, uint type)
    {
        var headerSize = record.U32(sourceAt + 4);
        var bitsSize = record.U32(sourceAt + 12);
        _out.Written.Slice(sourceAt, 16).Clear();
        if (headerSize == 0 && bitsSize == 0)
        {
            return true;
        }

        // Hatches are bitmaps of two nameless colors (DIB_PAL_INDICES). Palettes of indices into another palette are of displays of long ago.
        var isHatch = type == EmfRecord.MonoBrush && record.U32(usageAt) == 2;
        var headerAt = record.U32(sourceAt);
        var bitsAt = record.U32(sourceAt + 8);
        if ((record.U32(usageAt) != 0 && !isHatch) || headerSize > record.Length || headerAt > record.Length - headerSize || bitsSize > record.Length || bitsAt > record.Length - bitsSize)
        {
            return false;
        }

        _out.Pad(4);
        var at = _out.Length;
        if (MetafileDib.Write(record.Slice((int)headerAt, (int)headerSize), record.Slice((int)bitsAt, (int)bitsSize), type == EmfRecord.AlphaBlend, _out, budget, !isHatch) is not { } written)
        {
            return false;
        }

        _out.Written.U32(sourceAt, at);
        _out.Written.U32(sourceAt + 4, written.Header);
        _out.Written.U32(sourceAt + 8, at + written.Header);
        _out.Written.U32(sourceAt + 12, written.Bits);
        return true;
    }
}
