namespace Mugai.Mime;

public sealed partial class MimeReader
{
    private StepResult ReadContent(ReadOnlySpan<byte> bytes, bool isFinal, scoped ref int consumed, out MimeEvent e)
    {
        var rest = bytes[consumed..];
        var start = consumed;
        if (_atLineStart)
        {
            var result = ReadLineStart(rest, isFinal, ref consumed, out e);
            if (result != StepResult.Continue || consumed != start || _state == State.Closing)
            {
                return result;
            }
        }

        if (!rest.IsEmpty && rest[0] == '\n' && ReadLeadingLf(rest, isFinal, ref consumed, out e, out var leading))
        {
            return leading;
        }

        return ScanContent(rest, isFinal, ref consumed, out e);
    }

    /// <summary>The first line of a content may be a delimiter without a line end before it.</summary>
    private StepResult ReadLineStart(ReadOnlySpan<byte> rest, bool isFinal, scoped ref int consumed, out MimeEvent e)
    {
        e = default;
        if (_boundaries.Count == 0)
        {
            return StepResult.Continue;
        }

        if (rest.Length < 2 && !isFinal && (rest.IsEmpty || rest[0] == '-'))
        {
            return StepResult.NeedMore;
        }

        if (!rest.StartsWith("--"u8))
        {
            return StepResult.Continue;
        }

        var line = MatchDelimiter(rest, isFinal);
        switch (line.Match)
        {
            case DelimiterMatch.Unknown:
                return StepResult.NeedMore;
            case DelimiterMatch.Delimiter:
                consumed += line.Length;
                PassDelimiter(line, _offset + consumed - line.Length, _offset + consumed - line.Length);
                return StepResult.Continue;
            case DelimiterMatch.Text or DelimiterMatch.AfterClose when TakeUnreported(CheckOf(line.Match)):
                e = new MimeEvent(DefectOf(line.Match), _offset + consumed, _depth);
                return StepResult.Event;
            default:
                return StepResult.Continue;
        }
    }

    /// <summary>An LF as the first byte: its line's start was the line before, so there is no CR before it.</summary>
    private bool ReadLeadingLf(ReadOnlySpan<byte> rest, bool isFinal, scoped ref int consumed, out MimeEvent e, out StepResult result)
    {
        if (TakeUnreported(LineChecks.BareLf))
        {
            e = new MimeEvent(MimeDefect.BareLf, _offset + consumed, _depth);
            result = StepResult.Event;
            return true;
        }

        result = LookAtLine(rest, 0, 0, isFinal, ref consumed, out e, out var goesOn);
        return !goesOn;
    }

    private StepResult ScanContent(ReadOnlySpan<byte> rest, bool isFinal, scoped ref int consumed, out MimeEvent e)
    {
        var from = 0;
        while (true)
        {
            var checks = (_unreported & LineChecks.Bytes) | (_boundaries.Count > 0 ? LineChecks.Delimiter : LineChecks.None);
            var j = BodyScanner.Find(rest, from, checks);
            if (j < 0)
            {
                return EndOfInput(rest, isFinal, ref consumed, out e);
            }

            var defect = DefectAt(rest, j, isFinal: false, out var at);
            if (defect != MimeDefect.None)
            {
                return ReportAt(rest, at, defect, ref consumed, out e);
            }

            // An LF at j + 1 with '-' behind it.
            var lf = j + 1;
            var contentEnd = rest[j] == '\r' ? j : lf;
            var result = LookAtLine(rest, contentEnd, lf, isFinal, ref consumed, out e, out var goesOn);
            if (!goesOn)
            {
                return result;
            }

            from = lf;
        }
    }

    /// <summary>The two bytes that the scanner leaves, and what must wait because a line end may belong to a delimiter.</summary>
    private StepResult EndOfInput(ReadOnlySpan<byte> rest, bool isFinal, scoped ref int consumed, out MimeEvent e)
    {
        for (var j = Math.Max(0, rest.Length - 2); j < rest.Length; j++)
        {
            var defect = DefectAt(rest, j, isFinal, out var at);
            if (defect != MimeDefect.None)
            {
                return ReportAt(rest, at, defect, ref consumed, out e);
            }
        }

        var safe = isFinal ? rest.Length : rest.Length - HeldBack(rest);
        if (safe > 0)
        {
            return Emit(rest[..safe], ref consumed, out e);
        }

        e = default;
        if (!isFinal)
        {
            return StepResult.NeedMore;
        }

        Close(-1, _offset + consumed, State.Done);
        return StepResult.Continue;
    }

    private int HeldBack(ReadOnlySpan<byte> rest)
    {
        var n = rest.Length;
        if (n == 0)
        {
            return 0;
        }

        if (rest[n - 1] == '\r')
        {
            return 1;
        }

        if (_boundaries.Count == 0)
        {
            return 0;
        }

        var lf = rest[n - 1] == '\n' ? n - 1 : rest[n - 1] == '-' && n > 1 && rest[n - 2] == '\n' ? n - 2 : -1;
        return lf < 0 ? 0 : n - lf + (lf > 0 && rest[lf - 1] == '\r' ? 1 : 0);
    }

    /// <summary>An unreported defect of the bytes at j (and the LF at j + 1), at most one; the others come when the content goes on there.</summary>
    private MimeDefect DefectAt(ReadOnlySpan<byte> rest, int j, bool isFinal, out int at)
    {
        at = j;
        var c = rest[j];
        var hasNext = j + 1 < rest.Length;
        var nextIsLf = hasNext && rest[j + 1] == '\n';
        if (c == 0 && (_unreported & LineChecks.Nul) != 0)
        {
            return MimeDefect.Nul;
        }

        if (c == '\r' && !nextIsLf && (hasNext || isFinal) && (_unreported & LineChecks.BareCr) != 0)
        {
            return MimeDefect.BareCr;
        }

        if (c != '\r' && nextIsLf && (_unreported & LineChecks.BareLf) != 0)
        {
            at = j + 1;
            return MimeDefect.BareLf;
        }

        return MimeDefect.None;
    }

    /// <summary>The content before the place first, then the defect: so the order does not depend on how the input was cut.</summary>
    private StepResult ReportAt(ReadOnlySpan<byte> rest, int at, MimeDefect defect, scoped ref int consumed, out MimeEvent e)
    {
        if (at > 0)
        {
            return Emit(rest[..at], ref consumed, out e);
        }

        TakeUnreported(defect switch
        {
            MimeDefect.Nul => LineChecks.Nul,
            MimeDefect.BareCr => LineChecks.BareCr,
            _ => LineChecks.BareLf,
        });
        e = new MimeEvent(defect, _offset + consumed, _depth);
        return StepResult.Event;
    }

    /// <summary>Body of a leaf; of a multipart only the fact that something is there.</summary>
    private StepResult Emit(ReadOnlySpan<byte> content, scoped ref int consumed, out MimeEvent e)
    {
        var offset = _offset + consumed;
        if (_state == State.Leaf)
        {
            _atLineStart = false;
            consumed += content.Length;
            e = new MimeEvent(MimeEventKind.Body, offset, _depth, default, content);
            return StepResult.Event;
        }

        var check = _state == State.Preamble ? LineChecks.Preamble : LineChecks.Epilogue;
        if ((_unreported & check) != 0)
        {
            var text = content.IndexOfAnyExcept(MimeText.Blanks);
            if (text == 0)
            {
                _unreported &= ~check;
                e = new MimeEvent(_state == State.Preamble ? MimeDefect.HiddenPreamble : MimeDefect.HiddenEpilogue, offset, _depth);
                return StepResult.Event;
            }

            content = text > 0 ? content[..text] : content;
        }

        // Cutting here must not make the next byte a line start or an LF without its CR.
        _atLineStart = false;
        consumed += content.Length;
        e = default;
        return StepResult.Continue;
    }

    /// <summary>Decides the line that begins after the LF at <paramref name="lf"/> with '-'.</summary>
    private StepResult LookAtLine(
        ReadOnlySpan<byte> rest, int contentEnd, int lf, bool isFinal, scoped ref int consumed, out MimeEvent e, out bool goesOn)
    {
        e = default;
        goesOn = false;
        var candidate = rest[(lf + 1)..];
        if (_boundaries.Count == 0 || (candidate.Length > 0 && candidate[0] != '-') || (candidate.Length > 1 && candidate[1] != '-'))
        {
            goesOn = true;
            return StepResult.Continue;
        }

        var line = MatchDelimiter(candidate, isFinal);
        switch (line.Match)
        {
            case DelimiterMatch.None:
                goesOn = true;
                return StepResult.Continue;

            case DelimiterMatch.Text or DelimiterMatch.AfterClose:
                if ((_unreported & CheckOf(line.Match)) == 0)
                {
                    goesOn = true;
                    return StepResult.Continue;
                }

                if (contentEnd > 0)
                {
                    return Emit(rest[..contentEnd], ref consumed, out e);
                }

                _unreported &= ~CheckOf(line.Match);
                e = new MimeEvent(DefectOf(line.Match), _offset + consumed + lf + 1, _depth);
                return StepResult.Event;

            case DelimiterMatch.Unknown:
                return contentEnd > 0 ? Emit(rest[..contentEnd], ref consumed, out e) : StepResult.NeedMore;

            default:
                if (contentEnd > 0)
                {
                    return Emit(rest[..contentEnd], ref consumed, out e);
                }

                var contentOffset = _offset + consumed;
                consumed += lf + 1 + line.Length;
                PassDelimiter(line, contentOffset, contentOffset + lf + 1);
                return StepResult.Continue;
        }
    }
}
