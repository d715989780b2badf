namespace Mugai.Mime;

public sealed partial class MimeReader
{
    private int _headerBytes;
    private int _headerFields;
    private bool _mayBeMbox;
    private bool _sawContentType;
    private bool _sawTransferEncoding;
    private bool _sawDisposition;
    private bool _skipInsideLine;
    private TransferEncoding _encoding;
    private bool _isMultipart;
    private byte[] _boundary = new byte[BoundaryStack.MaxBoundaryBytes];
    private int _boundaryLength;
    private long _boundaryOffset;

    private void BeginHeaders()
    {
        BeginField();
        _headerBytes = 0;
        _headerFields = 0;
        _mayBeMbox = _depth == 0;
        _sawContentType = _sawTransferEncoding = _sawDisposition = _skipInsideLine = false;
        _encoding = TransferEncoding.SevenBit;
        _isMultipart = false;
        _boundaryLength = 0;
    }

    private StepResult ReadHeader(ReadOnlySpan<byte> bytes, bool isFinal, scoped ref int consumed, out MimeEvent e)
    {
        e = default;
        var rest = bytes[consumed..];
        if (rest.IsEmpty)
        {
            if (!isFinal)
            {
                return StepResult.NeedMore;
            }

            _state = State.HeadersEnd;
            return StepResult.Continue;
        }

        switch (rest[0])
        {
            case (byte)'\n':
                if (TakeUnreported(LineChecks.BareLf))
                {
                    AddPending(MimeDefect.BareLf, _offset + consumed, _depth);
                }

                consumed++;
                _state = State.HeadersEnd;
                return StepResult.Continue;

            case (byte)'\r' when rest.Length == 1 && !isFinal:
                return StepResult.NeedMore;

            case (byte)'\r' when rest.Length > 1 && rest[1] == '\n':
                consumed += 2;
                _state = State.HeadersEnd;
                return StepResult.Continue;

            case (byte)'-' when _boundaries.Count > 0:
                switch (StopsHeaders(rest, isFinal, _offset + consumed))
                {
                    case StepResult.NeedMore:
                        return StepResult.NeedMore;
                    case StepResult.Event:
                        _state = State.HeadersEnd;
                        return StepResult.Continue;
                }

                if (_pendingCount > 0)
                {
                    // The defect goes out before the field, complete or not.
                    return StepResult.Continue;
                }

                break;
        }

        return ReadField(rest, isFinal, ref consumed, out e);
    }

    /// <summary>A delimiter line among the fields ends the part. Event means yes, Continue means no.</summary>
    private StepResult StopsHeaders(ReadOnlySpan<byte> rest, bool isFinal, long offset)
    {
        if (_scanned > 0)
        {
            return StepResult.Continue;
        }

        if (rest.Length < 2)
        {
            return isFinal ? StepResult.Continue : StepResult.NeedMore;
        }

        if (rest[1] != '-')
        {
            return StepResult.Continue;
        }

        var line = MatchDelimiter(rest, isFinal);
        if (line.Match == DelimiterMatch.Unknown)
        {
            return StepResult.NeedMore;
        }

        if (line.Match == DelimiterMatch.Delimiter)
        {
            AddPending(MimeDefect.DelimiterInHeaders, offset, _depth);
            return StepResult.Event;
        }

        if (line.Match == DelimiterMatch.Text && TakeUnreported(LineChecks.DelimiterText))
        {
            AddPending(MimeDefect.DelimiterWithText, offset, _depth);
        }

        return StepResult.Continue;
    }

    /// <summary>Past a limit: drops lines up to the end of the header section.</summary>
    private bool SkipHeaders(ReadOnlySpan<byte> bytes, bool isFinal, scoped ref int consumed)
    {
        while (true)
        {
            if (_skipInsideLine)
            {
                var lf = bytes[consumed..].IndexOf((byte)'\n');
                if (lf < 0)
                {
                    consumed = bytes.Length;
                    if (isFinal)
                    {
                        _state = State.HeadersEnd;
                    }

                    return isFinal;
                }

                consumed += lf + 1;
                _skipInsideLine = false;
            }

            var rest = bytes[consumed..];
            if (rest.IsEmpty || (rest[0] == '\r' && rest.Length == 1))
            {
                if (!isFinal)
                {
                    return false;
                }

                consumed = bytes.Length;
                _state = State.HeadersEnd;
                return true;
            }

            if (rest[0] == '\n' || (rest[0] == '\r' && rest[1] == '\n'))
            {
                consumed += rest[0] == '\n' ? 1 : 2;
                _state = State.HeadersEnd;
                return true;
            }

            if (rest[0] == '-' && _boundaries.Count > 0)
            {
                switch (StopsHeaders(rest, isFinal, _offset + consumed))
                {
                    case StepResult.NeedMore:
                        return false;
                    case StepResult.Event:
                        _state = State.HeadersEnd;
                        return true;
                }
            }

            _skipInsideLine = true;
        }
    }

    private void Interpret(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, long offset)
    {
        switch (name.Length)
        {
            case 12 when MimeText.EqualsIgnoreCase(name, "content-type"u8):
                if (_sawContentType)
                {
                    AddPending(MimeDefect.DuplicateContentType, offset, _depth);
                    return;
                }

                _sawContentType = true;
                TakeContentType(value, offset);
                return;

            case 19 when MimeText.EqualsIgnoreCase(name, "content-disposition"u8):
                if (_sawDisposition)
                {
                    AddPending(MimeDefect.DuplicateContentDisposition, offset, _depth);
                }

                _sawDisposition = true;
                return;

            case 25 when MimeText.EqualsIgnoreCase(name, "content-transfer-encoding"u8):
                if (_sawTransferEncoding)
                {
                    AddPending(MimeDefect.DuplicateTransferEncoding, offset, _depth);
                    return;
                }

                _sawTransferEncoding = true;
                _encoding = TransferEncodings.Parse(value);
                if (_encoding == TransferEncoding.Unknown)
                {
                    AddPending(MimeDefect.UnknownTransferEncoding, offset, _depth);
                }

                return;
        }
    }

    private void TakeContentType(ReadOnlySpan<byte> value, long offset)
    {
        var parameter = BoundaryParameter.Read(value);
        if (!parameter.IsMultipart)
        {
            return;
        }

        _isMultipart = true;
        _boundaryOffset = offset;
        _boundaryLength = parameter.Boundary.Length;
        parameter.Boundary.CopyTo(_boundary);
        if (parameter.IsDuplicate)
        {
            AddPending(MimeDefect.DuplicateBoundary, offset, _depth);
        }

        if (parameter.IsOdd)
        {
            AddPending(MimeDefect.OddBoundary, offset, _depth);
        }
    }

    private MimeEvent EndHeaders(long offset)
    {
        var structure = MimeStructure.Leaf;
        if (_isMultipart)
        {
            structure = BeginMultipart();
        }

        _atLineStart = true;
        _state = structure == MimeStructure.Multipart ? State.Preamble : State.Leaf;
        return new MimeEvent(structure, _encoding, offset, _depth);
    }

    private MimeStructure BeginMultipart()
    {
        if (_boundaryLength == 0)
        {
            AddPending(MimeDefect.MissingBoundary, _boundaryOffset, _depth);
            return MimeStructure.Leaf;
        }

        if (_depth >= _limits.MaxDepth)
        {
            AddPending(MimeDefect.TooDeep, _boundaryOffset, _depth);
            return MimeStructure.Leaf;
        }

        if (_encoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable or TransferEncoding.Uuencode)
        {
            AddPending(MimeDefect.EncodedMultipart, _boundaryOffset, _depth);
        }

        if (_boundaries.Push(_boundary.AsSpan(0, _boundaryLength)))
        {
            AddPending(MimeDefect.OverlappingBoundary, _boundaryOffset, _depth);
        }

        if (_depth == _multiparts.Length)
        {
            Array.Resize(ref _multiparts, _depth * 2);
        }

        _multiparts[_depth] = default;
        return MimeStructure.Multipart;
    }
}
