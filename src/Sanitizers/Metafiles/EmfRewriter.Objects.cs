namespace Mugai.Sanitizers.Metafiles;

/// <summary>Pens, brushes, fonts, palettes.</summary>
internal sealed partial class EmfRewriter
{
    private const int FontBytes = 92;
    private const int FaceAt = 28;

    // LogBrush: solid, null, hatched. Patterns have records of their own; a pointer has no business in a file.
    private bool Brush(ReadOnlySpan<byte> body)
    {
        if (body.U32(4) > 2)
        {
            _out.Written.U32(12, 0);
            _out.Written.U32(20, 0);
        }

        return Create(body.U32(0));
    }

    private bool Palette(ReadOnlySpan<byte> body, int entriesAt, int count) => body.Length >= entriesAt && count <= (body.Length - entriesAt) / 4 && Copy(body, entriesAt + (4 * count));

    // A logical font of fixed length ([MS-EMF] 2.2.16): names beyond the face, vendor data and design axes are left empty.
    private bool Font(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4 + FontBytes)
        {
            return false;
        }

        var font = body.Slice(4, FontBytes);
        _out.U32(body.U32(0)).Add(font[..FaceAt]);
        var face = font[FaceAt..];
        var end = 0;
        while (end < 62 && face.U16(end) != 0)
        {
            end += 2;
        }

        _out.Add(face[..end]).Zeros(64 - end).Zeros(128 + 64 + 24);
        const int PanoseAt = 4 + FontBytes + 128 + 64 + 24;
        _ = body.Length >= PanoseAt + 10 ? _out.Add(body.Slice(PanoseAt, 10)) : _out.Zeros(10);
        _out.Zeros(2);
        return Create(body.U32(0));
    }

    private bool ExtendedPen(ReadOnlySpan<byte> body)
    {
        if (body.Length < 44)
        {
            return false;
        }

        var entries = body.U32(40);
        if (entries > 64 || entries > (body.Length - 44) / 4)
        {
            return false;
        }

        // A pen whose brush is a bitmap is drawn in its color.
        var style = body.U32(28);
        var isPlain = style <= 2;
        if (!isPlain)
        {
            tally.Add("", MetafileCodes.Bitmap, FindingAction.Replaced);
        }

        _out.U32(body.U32(0)).Zeros(16).Add(body.Slice(20, 8)).U32(isPlain ? style : 0).Add(body.Slice(32, 4)).U32(isPlain ? body.U32(36) : 0).U32(entries).Add(body.Slice(44, 4 * (int)entries));
        return Create(body.U32(0));
    }
}
