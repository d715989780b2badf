namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>
/// Dot-stuffing of RFC 5321 4.5.2 on the way out, streaming: any split of the input gives the same output. The input must have CRLF
/// line ends only. A bare CR or LF stops it for good: a next hop that ends lines there would see a dot we did not stuff and take what
/// follows for commands (SMTP smuggling), so such bytes never reach a socket.
/// </summary>
public struct DotEncoder
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';
    private const byte Dot = (byte)'.';

    private bool _insideLine;
    private bool _afterCr;

    /// <summary>Bytes that <see cref="Finish"/> may need.</summary>
    public const int MaxFinishBytes = 5;

    /// <summary>The input had a CR without LF or an LF without CR; nothing from there on was encoded.</summary>
    public bool SawBareLineEnd { get; private set; }

    /// <summary>Encodes as much as fits; returns the bytes written. Progress is certain when <paramref name="destination"/> has 2 bytes or more.</summary>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> destination, out int consumed)
    {
        consumed = 0;
        var written = 0;
        while (consumed < source.Length && written < destination.Length && !SawBareLineEnd)
        {
            var rest = source[consumed..];
            if (!_insideLine && rest[0] == Dot)
            {
                if (destination.Length - written < 2)
                {
                    break;
                }

                destination[written] = Dot;
                destination[written + 1] = Dot;
                written += 2;
                consumed++;
                _insideLine = true;
                continue;
            }

            var run = TakeRun(rest[..Math.Min(rest.Length, destination.Length - written)]);
            rest[..run].CopyTo(destination[written..]);
            written += run;
            consumed += run;
        }

        return written;
    }

    /// <summary>Ends the data: CRLF when the last line had none, then the final dot. Returns the bytes written; 0 when the input was not canonical.</summary>
    public int Finish(Span<byte> destination)
    {
        SawBareLineEnd |= _afterCr;
        if (SawBareLineEnd)
        {
            return 0;
        }

        var end = _insideLine ? "\r\n.\r\n"u8 : ".\r\n"u8;
        end.CopyTo(destination);
        return end.Length;
    }

    // How many bytes can be copied as they are: up to a line that begins with a dot, a bare line end or the end.
    private int TakeRun(ReadOnlySpan<byte> run)
    {
        var position = 0;
        if (_afterCr)
        {
            if (run[0] != Lf)
            {
                SawBareLineEnd = true;
                return 0;
            }

            position = EndLine(1);
        }

        while (position < run.Length)
        {
            if (!_insideLine && run[position] == Dot)
            {
                return position;
            }

            _insideLine = true;
            var found = run[position..].IndexOfAny(Cr, Lf);
            if (found < 0)
            {
                return run.Length;
            }

            position += found;
            if (run[position] == Lf || (position + 1 < run.Length && run[position + 1] != Lf))
            {
                SawBareLineEnd = true;
                return position;
            }

            if (position + 1 == run.Length)
            {
                _afterCr = true;
                return run.Length;
            }

            position = EndLine(position + 2);
        }

        return position;
    }

    private int EndLine(int position)
    {
        _insideLine = false;
        _afterCr = false;
        return position;
    }
}
