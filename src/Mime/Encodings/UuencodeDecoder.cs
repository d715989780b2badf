namespace Mugai.Mime;

/// <summary>
/// Uuencoded data between "begin MODE NAME" and "end". Lines before the first and after the last are no data and reported when not
/// blank. Characters that trimming took from a line's end count as blanks (zero).
/// </summary>
internal sealed class UuencodeDecoder : TransferDecoder
{
    // A length character and 63 bytes as 84 characters, a checksum, white space: all that a data line can hold.
    private const int MaxLineBytes = 120;

    private readonly byte[] _line = new byte[MaxLineBytes];
    private int _length;
    private bool _tooLong;
    private Place _place;

    private enum Place : byte
    {
        Before,
        Data,
        After,
    }

    public override int Decode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        DemandRoom(source, destination);
        var written = 0;
        while (!source.IsEmpty)
        {
            var lf = source.IndexOf((byte)'\n');
            var piece = lf < 0 ? source : source[..lf];
            var fits = Math.Min(piece.Length, MaxLineBytes - _length);
            piece[..fits].CopyTo(_line.AsSpan(_length));
            _length += fits;
            _tooLong |= fits < piece.Length;
            if (lf < 0)
            {
                break;
            }

            TakeLine(destination, ref written);
            source = source[(lf + 1)..];
        }

        if (isFinal)
        {
            if (_length > 0)
            {
                TakeLine(destination, ref written);
            }

            if (_place != Place.After)
            {
                Defect = MimeDefect.BadUuencode;
            }
        }

        return written;
    }

    private void TakeLine(Span<byte> destination, ref int written)
    {
        var line = _line.AsSpan(0, _length).TrimEnd("\r"u8);
        var isTooLong = _tooLong;
        _length = 0;
        _tooLong = false;
        switch (_place)
        {
            case Place.Before when IsBegin(line):
                _place = Place.Data;
                return;
            case Place.Data when !isTooLong && line.TrimEnd(" \t"u8).SequenceEqual("end"u8):
                _place = Place.After;
                return;
            case Place.Data when !isTooLong:
                DecodeLine(line, destination, ref written);
                return;
            default:
                if (isTooLong || !line.Trim(" \t"u8).IsEmpty)
                {
                    Defect = MimeDefect.BadUuencode;
                }

                return;
        }
    }

    private static bool IsBegin(ReadOnlySpan<byte> line) =>
        line.Length > 10 && line.StartsWith("begin "u8) && line[9] == ' ' && !line[6..9].ContainsAnyExceptInRange((byte)'0', (byte)'7');

    private void DecodeLine(ReadOnlySpan<byte> line, Span<byte> destination, ref int written)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (line.ContainsAnyExceptInRange((byte)' ', (byte)'`'))
        {
            Defect = MimeDefect.BadUuencode;
        }

        var count = Value(line[0]);
        var text = line[1..];
        var expected = (count + 2) / 3 * 4;

        // One more character is a checksum that some encoders add.
        if (text.Length > expected + 1)
        {
            Defect = MimeDefect.BadUuencode;
        }

        for (var i = 0; count > 0; i += 4, count -= 3)
        {
            var bits = (At(text, i) << 18) | (At(text, i + 1) << 12) | (At(text, i + 2) << 6) | At(text, i + 3);
            if (i >= text.Length)
            {
                // A whole quantum is missing: the line was cut, nothing is made up for it.
                Defect = MimeDefect.BadUuencode;
                return;
            }

            destination[written++] = (byte)(bits >> 16);
            if (count > 1)
            {
                destination[written++] = (byte)(bits >> 8);
            }

            if (count > 2)
            {
                destination[written++] = (byte)bits;
            }
        }
    }

    private static int At(ReadOnlySpan<byte> text, int i) => i < text.Length ? Value(text[i]) : 0;

    private static int Value(byte c) => (c - ' ') & 0x3F;
}
