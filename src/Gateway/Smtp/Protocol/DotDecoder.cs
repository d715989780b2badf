namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>How a call of <see cref="DotDecoder.Decode"/> ended.</summary>
public enum DotDecoderStatus : byte
{
    /// <summary>All input was consumed and the message goes on.</summary>
    NeedMore,

    /// <summary>The output has no room for the next step; call again with a fresh one and the rest of the input.</summary>
    OutputFull,

    /// <summary>CRLF.CRLF was read. What follows in the input is the next command.</summary>
    End,
}

/// <summary>
/// Decodes message content as it comes from the wire, one chunk after the other, no matter where chunks are cut. For DATA it removes
/// dot-stuffing and finds the end, which is CRLF.CRLF and nothing else (RFC 5321 4.1.1.4, 4.5.2). For BDAT (RFC 3030) content is not
/// stuffed and has no end mark, but passes the very same check of line endings, so that the two commands cannot carry different things.
///
/// Once a message is refused nothing more of it is written; decoding goes on only to find its true end. What was written before the
/// fault was seen must be thrown away by the caller (<see cref="Refused"/>).
/// </summary>
public sealed class DotDecoder(LineEndingPolicy policy, bool dotStuffed)
{
    /// <summary>No single step writes more than a CRLF.</summary>
    public const int MinOutputBytes = 2;

    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';
    private const byte Nul = 0;
    private const byte Dot = (byte)'.';

    // Content begins as if after a CRLF, so that ".CRLF" right after 354 is an empty message.
    private Place _place = Place.LineStart;

    private enum Place : byte
    {
        /// <summary>After a true CRLF; only here a dot may begin the end mark.</summary>
        LineStart,

        /// <summary>After a line ending that we normalized: a dot is un-stuffed but never begins the end mark.</summary>
        SoftLineStart,
        InLine,

        /// <summary>A CR was consumed and not yet written.</summary>
        HeldCr,

        /// <summary>CRLF "." was read, the dot is not written.</summary>
        HeldDot,

        /// <summary>CRLF "." CR was read.</summary>
        HeldDotCr,
        Ended,
    }

    /// <summary>Everything that was wrong so far.</summary>
    public LineEndingFaults Faults { get; private set; }

    /// <summary>The message must not be taken.</summary>
    public bool Refused => Faults != LineEndingFaults.None && (policy == LineEndingPolicy.Refuse || Faults.HasFlag(LineEndingFaults.Nul));

    /// <summary>Decodes as much of <paramref name="input"/> as <paramref name="output"/> has room for. Linear in the input.</summary>
    public DotDecoderStatus Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed, out int written)
    {
        consumed = 0;
        written = 0;
        while (consumed < input.Length)
        {
            if (_place == Place.Ended)
            {
                return DotDecoderStatus.End;
            }

            if (!Refused && output.Length - written < MinOutputBytes)
            {
                return DotDecoderStatus.OutputFull;
            }

            var next = input[consumed];
            switch (_place)
            {
                case Place.LineStart when next == Dot && dotStuffed:
                    _place = Place.HeldDot;
                    consumed++;
                    break;

                case Place.SoftLineStart when next == Dot && dotStuffed:
                    _place = Place.InLine;
                    consumed++;
                    break;

                case Place.HeldCr when next == Lf:
                    consumed++;
                    EndLine(output, ref written, Place.LineStart);
                    break;

                case Place.HeldCr when next == Cr:
                case Place.HeldDotCr when next == Cr:
                    // A run of CRs counts as one line ending when it is normalized (legacy peers send CR CR LF).
                    Faults |= LineEndingFaults.BareCr;
                    _place = Place.HeldCr;
                    consumed++;
                    break;

                case Place.HeldDotCr when next == Lf:
                    _place = Place.Ended;
                    consumed++;
                    return DotDecoderStatus.End;

                case Place.HeldCr:
                case Place.HeldDotCr:
                    Faults |= LineEndingFaults.BareCr;
                    EndLine(output, ref written, Place.SoftLineStart);
                    break;

                case Place.HeldDot:
                    _place = next == Cr ? Place.HeldDotCr : Place.InLine;
                    consumed += next == Cr ? 1 : 0;
                    break;

                default:
                    TakeContent(input, output, ref consumed, ref written);
                    break;
            }
        }

        return _place == Place.Ended ? DotDecoderStatus.End : DotDecoderStatus.NeedMore;
    }

    /// <summary>
    /// Ends content that has no end mark (after BDAT LAST): a held CR is a fault, and an unfinished last line gets its CRLF, because DATA could
    /// not have carried it without. Returns the bytes written, at most <see cref="MinOutputBytes"/>.
    /// </summary>
    public int Finish(Span<byte> output)
    {
        var written = 0;
        if (_place == Place.HeldCr)
        {
            Faults |= LineEndingFaults.BareCr;
        }

        if (_place is Place.HeldCr or Place.InLine)
        {
            EndLine(output, ref written, Place.Ended);
        }

        _place = Place.Ended;
        return written;
    }

    private void TakeContent(ReadOnlySpan<byte> input, Span<byte> output, ref int consumed, ref int written)
    {
        var rest = input[consumed..];
        if (!Refused && rest.Length > output.Length - written)
        {
            rest = rest[..(output.Length - written)];
        }

        var length = VerbatimLength(rest, out var endsAtLineStart);
        if (length > 0)
        {
            if (!Refused)
            {
                rest[..length].CopyTo(output[written..]);
                written += length;
            }

            consumed += length;
            _place = endsAtLineStart ? Place.LineStart : Place.InLine;
            return;
        }

        consumed++;
        switch (rest[0])
        {
            case Cr:
                _place = Place.HeldCr;
                break;
            case Lf:
                Faults |= LineEndingFaults.BareLf;
                EndLine(output, ref written, Place.SoftLineStart);
                break;
            default:
                Faults |= LineEndingFaults.Nul;
                _place = Place.InLine;
                break;
        }
    }

    /// <summary>Bytes that are content exactly as they stand: whole lines and line parts up to a stuffed dot, a lone CR or LF, a NUL or the end.</summary>
    private int VerbatimLength(ReadOnlySpan<byte> bytes, out bool endsAtLineStart)
    {
        var at = 0;
        while (true)
        {
            var found = bytes[at..].IndexOfAny(Cr, Lf, Nul);
            if (found < 0)
            {
                endsAtLineStart = false;
                return bytes.Length;
            }

            var end = at + found;
            if (bytes[end] != Cr || end + 1 >= bytes.Length || bytes[end + 1] != Lf)
            {
                endsAtLineStart = found == 0 && at > 0;
                return end;
            }

            at = end + 2;
            if (at == bytes.Length || (bytes[at] == Dot && dotStuffed))
            {
                endsAtLineStart = true;
                return at;
            }
        }
    }

    private void EndLine(Span<byte> output, ref int written, Place next)
    {
        _place = next;
        if (!Refused)
        {
            output[written++] = Cr;
            output[written++] = Lf;
        }
    }
}
