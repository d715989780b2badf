namespace Mugai.Mime;

public sealed partial class MimeReader
{
    // White space after a boundary that is waited for; more than a line may hold is never sent by a mailer.
    private const int MaxPaddingBytes = 1000;
    private const int DelimiterWindow = 2 + BoundaryStack.MaxBoundaryBytes + 2 + MaxPaddingBytes;

    private State _afterRest;

    private enum DelimiterMatch : byte
    {
        /// <summary>More bytes are needed.</summary>
        Unknown,

        /// <summary>An ordinary line.</summary>
        None,

        Delimiter,

        /// <summary>A boundary followed by other text.</summary>
        Text,

        /// <summary>A delimiter of the multipart whose epilogue this is.</summary>
        AfterClose,
    }

    /// <param name="Match">What the line is.</param>
    /// <param name="Level">Which multipart's delimiter.</param>
    /// <param name="IsClose">The close delimiter.</param>
    /// <param name="Length">Bytes of the line with its LF, or of the part of it that was looked at.</param>
    /// <param name="IsCut">The line goes on after Length.</param>
    /// <param name="EndsBare">It ends in LF without CR.</param>
    private readonly record struct DelimiterLine(DelimiterMatch Match, int Level, bool IsClose, int Length, bool IsCut, bool EndsBare);

    private static LineChecks CheckOf(DelimiterMatch match) =>
        match == DelimiterMatch.Text ? LineChecks.DelimiterText : LineChecks.AfterClose;

    private static MimeDefect DefectOf(DelimiterMatch match) =>
        match == DelimiterMatch.Text ? MimeDefect.DelimiterWithText : MimeDefect.DelimiterAfterClose;

    /// <summary>Reads a line that begins with "--": a boundary in use, perhaps "--", perhaps white space, and the line's end.</summary>
    private DelimiterLine MatchDelimiter(ReadOnlySpan<byte> candidate, bool isFinal)
    {
        var window = candidate.Length > DelimiterWindow ? candidate[..DelimiterWindow] : candidate;
        var lf = window.IndexOf((byte)'\n');
        if (lf < 0 && window.Length < DelimiterWindow && !isFinal)
        {
            return default;
        }

        if (window.Length < 2 || window[1] != '-')
        {
            return new DelimiterLine(DelimiterMatch.None, -1, false, 0, false, false);
        }

        var length = lf < 0 ? window.Length : lf + 1;
        var isBare = lf >= 0 && window[lf - 1] != '\r';
        var text = window[2..(lf < 0 ? window.Length : isBare ? lf : lf - 1)];
        var trimmed = text.TrimEnd(" \t"u8);
        var isCut = lf < 0 && !(isFinal && window.Length == candidate.Length);

        // The multipart whose epilogue is being read takes no more delimiters; an outer one with the same boundary does.
        var open = _boundaries.Count - (_state == State.Epilogue ? 1 : 0);
        var level = FindLevel(trimmed, open, out var isClose);
        if (level >= 0)
        {
            return new DelimiterLine(DelimiterMatch.Delimiter, level, isClose, length, isCut, isBare);
        }

        if (open < _boundaries.Count && FindLevel(trimmed, _boundaries.Count, out isClose) >= 0)
        {
            return new DelimiterLine(DelimiterMatch.AfterClose, -1, isClose, length, isCut, isBare);
        }

        var match = _boundaries.AnyBegins(text) ? DelimiterMatch.Text : DelimiterMatch.None;
        return new DelimiterLine(match, -1, false, length, isCut, isBare);
    }

    private int FindLevel(ReadOnlySpan<byte> text, int open, out bool isClose)
    {
        // Of the innermost multipart first: those are nearly all.
        isClose = text.EndsWith("--"u8);
        if (isClose && open > 0 && _boundaries[open - 1].SequenceEqual(text[..^2]) && !_boundaries[open - 1].SequenceEqual(text))
        {
            return open - 1;
        }

        var level = _boundaries.FindEqual(text, open);
        if (level >= 0 || !isClose)
        {
            isClose = false;
            return level;
        }

        return _boundaries.FindEqual(text[..^2], open);
    }

    private void PassDelimiter(DelimiterLine line, long contentEnd, long lineOffset)
    {
        ref var multipart = ref _multiparts[line.Level];
        if (_depth == line.Level)
        {
            multipart.Unreported = _unreported;
        }

        if (line.EndsBare && (multipart.Unreported & LineChecks.BareLf) != 0)
        {
            multipart.Unreported &= ~LineChecks.BareLf;
            AddPending(MimeDefect.BareLf, lineOffset + line.Length - 1, line.Level);
        }

        _atLineStart = true;
        State then;
        if (line.IsClose)
        {
            multipart.IsClosed = true;
            then = State.Epilogue;
        }
        else if (_parts >= _limits.MaxParts)
        {
            AddPending(MimeDefect.TooManyParts, lineOffset, line.Level);
            multipart.HasParts = true;
            then = State.Swallow;
        }
        else
        {
            _parts++;
            multipart.HasParts = true;
            then = State.PartBegin;
        }

        if (line.IsCut)
        {
            _afterRest = then;
            then = State.DelimiterRest;
        }

        Close(line.Level, contentEnd, then);
    }
}
