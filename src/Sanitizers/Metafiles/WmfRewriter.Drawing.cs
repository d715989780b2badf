namespace Mugai.Sanitizers.Metafiles;

/// <summary>Records of variable length.</summary>
internal sealed partial class WmfRewriter
{
    private const int FontBytes = 18;
    private const int MaxFace = 32;

    private bool Palette(ReadOnlySpan<byte> body) => body.Length >= 4 && Copy(body, 4 + (4 * body.U16(2)));

    // Solid, null, hatched; patterns have records of their own.
    private bool Brush(ReadOnlySpan<byte> body)
    {
        if (!Copy(body, 8))
        {
            return false;
        }

        if (body.U16(0) > 2)
        {
            _out.Written.U16(6, 0);
            _out.Written.U16(12, 0);
        }

        return true;
    }

    private bool Font(ReadOnlySpan<byte> body)
    {
        if (body.Length < FontBytes)
        {
            return false;
        }

        var face = body[FontBytes..];
        face = face[..Math.Min(face.Length, MaxFace - 1)];
        var end = face.IndexOf((byte)0);
        _out.Add(body[..FontBytes]).Add(end < 0 ? face : face[..end]).Zeros(1);
        return true;
    }

    private bool PatternBrush(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4 || body.U16(2) != 0)
        {
            return false;
        }

        _out.Add(body[..4]);
        return MetafileDib.WritePacked(body[4..], _out, budget) is not null;
    }

    private bool Bitmap(int function, ReadOnlySpan<byte> body, int bitmapAt)
    {
        // The two blits may come without a bitmap: a reserved word before the target, and exactly as many words as the function's high byte says.
        if (function is WmfRecord.DibBitBlt or WmfRecord.DibStretchBlt && body.Length == (function >> 8) * 2)
        {
            return Copy(body, body.Length);
        }

        var usageAt = function switch { WmfRecord.StretchDib => 4, WmfRecord.SetDibToDevice => 0, _ => -1 };
        if (body.Length < bitmapAt || (usageAt >= 0 && body.U16(usageAt) != 0))
        {
            return false;
        }

        _out.Add(body[..bitmapAt]);
        return MetafileDib.WritePacked(body[bitmapAt..], _out, budget) is not null;
    }

    private bool PolyPolygon(ReadOnlySpan<byte> body)
    {
        var polygons = body.Length >= 2 ? body.U16(0) : 0;
        var length = 2L + (2 * polygons);
        if (body.Length < length)
        {
            return false;
        }

        for (var i = 0; i < polygons; i++)
        {
            length += 4L * body.U16(2 + (2 * i));
        }

        return length <= body.Length && Copy(body, (int)length);
    }

    // Length, characters, y, x.
    private bool Text(ReadOnlySpan<byte> body)
    {
        var count = body.Length >= 2 ? body.U16(0) : 0;
        var length = 2 + count + (count % 2) + 4;
        if (body.Length < length)
        {
            return false;
        }

        _out.Add(body[..(2 + count)]).Pad(2).Add(body.Slice(length - 4, 4));
        return true;
    }

    // y, x, length, options, a rectangle when they say so, characters, distances when there are any.
    private bool ExtendedText(ReadOnlySpan<byte> body)
    {
        if (body.Length < 8)
        {
            return false;
        }

        var count = body.U16(4);
        var head = 8 + ((body.U16(6) & 6) != 0 ? 8 : 0);
        if (body.Length < head + count)
        {
            return false;
        }

        _out.Add(body[..(head + count)]).Pad(2);
        var rest = body[Math.Min(body.Length, head + count + (count % 2))..];
        _out.Add(rest[..Math.Min(rest.Length & ~1, count * 2)]);
        return true;
    }

    // [MS-WMF] 2.2.1.5: a head of 11 words, then lines of (count, top, bottom, count words, count).
    private bool Region(ReadOnlySpan<byte> body)
    {
        if (body.Length < 22)
        {
            return false;
        }

        var scans = body.U16(10);
        var at = 22L;
        for (var i = 0; i < scans; i++)
        {
            if (at + 8 > body.Length)
            {
                return false;
            }

            var words = body.U16((int)at);
            at += 8 + (2 * words);
            if (words % 2 != 0 || at > body.Length || body.U16((int)at - 2) != words)
            {
                return false;
            }
        }

        _out.U16(0).U16(6).U32(0).U16((int)Math.Min(at, ushort.MaxValue)).Add(body[10..(int)at]);
        return true;
    }
}
