namespace Mugai.Mime;

public sealed partial class MimeReader
{
    private const int MaxPending = 16;

    private readonly PendingDefect[] _pending = new PendingDefect[MaxPending];
    private Multipart[] _multiparts = new Multipart[8];
    private int _pendingFirst;
    private int _pendingCount;
    private State _state;

    // Depth of the entity that is being read.
    private int _depth;
    private int _parts;

    // What has not been reported yet for the entity at _depth.
    private LineChecks _unreported;

    // True when the next byte begins a line (after the header section and after delimiter lines).
    private bool _atLineStart;

    // Closing: entities deeper than _closeTo end at _closeOffset, then _afterClosing.
    private int _closeTo;
    private long _closeOffset;
    private State _afterClosing;

    private enum State : byte
    {
        PartBegin,
        MboxLine,
        Headers,
        SkipHeaders,
        HeadersEnd,
        Leaf,
        Preamble,
        Epilogue,
        DelimiterRest,
        Closing,
        Swallow,
        Done,
    }

    private struct Multipart
    {
        public LineChecks Unreported;
        public bool HasParts;
        public bool IsClosed;
    }

    private readonly record struct PendingDefect(MimeDefect Defect, long Offset, int Depth);

    private void ResetState()
    {
        _pendingFirst = _pendingCount = 0;
        _state = State.PartBegin;
        _depth = 0;
        _parts = 1;
        _atLineStart = false;
        _scanned = 0;
    }

    /// <summary>One event, or false when the bytes do not decide any. Bytes that make no event (a preamble) may be consumed on the way.</summary>
    private bool Step(ReadOnlySpan<byte> bytes, bool isFinal, out int consumed, out MimeEvent e)
    {
        consumed = 0;
        while (true)
        {
            if (_pendingCount > 0)
            {
                e = TakePending();
                return true;
            }

            switch (_state)
            {
                case State.PartBegin:
                    BeginEntity();
                    e = new MimeEvent(MimeEventKind.PartBegin, _offset + consumed, _depth);
                    return true;

                case State.Headers:
                    switch (ReadHeader(bytes, isFinal, ref consumed, out e))
                    {
                        case StepResult.Event:
                            return true;
                        case StepResult.NeedMore:
                            return false;
                    }

                    break;

                case State.MboxLine:
                case State.DelimiterRest:
                    if (!SkipLine(bytes, isFinal, ref consumed))
                    {
                        e = default;
                        return false;
                    }

                    break;

                case State.SkipHeaders:
                    if (!SkipHeaders(bytes, isFinal, ref consumed))
                    {
                        e = default;
                        return false;
                    }

                    break;

                case State.HeadersEnd:
                    e = EndHeaders(_offset + consumed);
                    return true;

                case State.Leaf:
                case State.Preamble:
                case State.Epilogue:
                    switch (ReadContent(bytes, isFinal, ref consumed, out e))
                    {
                        case StepResult.Event:
                            return true;
                        case StepResult.NeedMore:
                            return false;
                    }

                    break;

                case State.Closing:
                    if (CloseOne(out e))
                    {
                        return true;
                    }

                    break;

                case State.Swallow:
                    consumed = bytes.Length;
                    if (!isFinal)
                    {
                        e = default;
                        return false;
                    }

                    Close(-1, _offset + consumed, State.Done);
                    break;

                default:
                    e = default;
                    return false;
            }
        }
    }

    /// <summary>Ends every entity deeper than the level, then goes on in the given state.</summary>
    private void Close(int level, long offset, State then)
    {
        _closeTo = level;
        _closeOffset = offset;
        _afterClosing = then;
        _state = State.Closing;
    }

    private bool CloseOne(out MimeEvent e)
    {
        if (_depth > _closeTo)
        {
            // The current entity is the innermost multipart itself, or a leaf inside of it.
            if (_boundaries.Count > _depth)
            {
                ref var multipart = ref _multiparts[_depth];
                var isClosed = multipart.IsClosed;
                var hasParts = multipart.HasParts;
                _boundaries.Pop();
                if (!hasParts)
                {
                    AddPending(MimeDefect.NoParts, _closeOffset, _depth);
                }

                if (!isClosed)
                {
                    AddPending(MimeDefect.MissingCloseDelimiter, _closeOffset, _depth);
                }

                if (_pendingCount > 0)
                {
                    e = TakePending();
                    return true;
                }
            }

            e = new MimeEvent(MimeEventKind.PartEnd, _closeOffset, _depth);
            _depth--;
            return true;
        }

        _state = _afterClosing;
        if (_state == State.Done)
        {
            e = new MimeEvent(MimeEventKind.MessageEnd, _closeOffset, 0);
            return true;
        }

        _unreported = _multiparts[_depth].Unreported;
        e = default;
        return false;
    }

    private void BeginEntity()
    {
        _depth = _boundaries.Count;
        _unreported = LineChecks.All;
        BeginHeaders();
        _state = State.Headers;
    }

    private void AddPending(MimeDefect defect, long offset, int depth)
    {
        if (_pendingCount < MaxPending)
        {
            _pending[(_pendingFirst + _pendingCount++) % MaxPending] = new PendingDefect(defect, offset, depth);
        }
    }

    private MimeEvent TakePending()
    {
        var pending = _pending[_pendingFirst];
        _pendingFirst = (_pendingFirst + 1) % MaxPending;
        _pendingCount--;
        return new MimeEvent(pending.Defect, pending.Offset, pending.Depth);
    }

    private bool TakeUnreported(LineChecks one)
    {
        if ((_unreported & one) == 0)
        {
            return false;
        }

        _unreported &= ~one;
        return true;
    }

    /// <summary>Consumes up to and with the next LF.</summary>
    private bool SkipLine(ReadOnlySpan<byte> bytes, bool isFinal, scoped ref int consumed)
    {
        var lf = bytes[consumed..].IndexOf((byte)'\n');
        if (lf < 0 && !isFinal)
        {
            consumed = bytes.Length;
            return false;
        }

        consumed = lf < 0 ? bytes.Length : consumed + lf + 1;
        _state = _state == State.MboxLine ? State.Headers : _afterRest;
        return true;
    }

    private enum StepResult : byte
    {
        Event,
        NeedMore,
        Continue,
    }
}
