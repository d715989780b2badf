namespace Mugai.Mime;

public sealed partial class MimeReader
{
    // Longer "names" are text that happens to have no blank; the longest registered field name has 50 characters.
    private const int MaxNameBytes = 256;
    private const int NameWindow = MaxNameBytes * 2;

    // The field at the front of the unconsumed bytes: how far it was looked through, where its last line begins, what was seen.
    private int _scanned;
    private int _fieldLine;
    private int _bareCrAt;
    private int _bareLfAt;
    private int _nulAt;
    private int _blankLineAt;

    private void BeginField()
    {
        _scanned = 0;
        _fieldLine = 0;
        _bareCrAt = _bareLfAt = _nulAt = _blankLineAt = -1;
    }

    private StepResult ReadField(ReadOnlySpan<byte> rest, bool isFinal, scoped ref int consumed, out MimeEvent e)
    {
        e = default;
        var fieldOffset = _offset + consumed;
        var name = FindName(rest, isFinal, out var colon);
        if (name == NameResult.NeedMore)
        {
            return StepResult.NeedMore;
        }

        if (name == NameResult.NoField)
        {
            if (_mayBeMbox && (rest.StartsWith("From "u8) || rest.StartsWith(">From "u8)))
            {
                _mayBeMbox = false;
                AddPending(MimeDefect.MboxFromLine, fieldOffset, _depth);
                _state = State.MboxLine;
                return StepResult.Continue;
            }

            // The header section ends before this line; nothing is lost, it becomes body.
            AddPending(MimeDefect.BadHeaderLine, fieldOffset, _depth);
            _state = State.HeadersEnd;
            return StepResult.Continue;
        }

        if (!FindFieldEnd(rest, isFinal, out var end, out var limit))
        {
            return StepResult.NeedMore;
        }

        if (limit == MimeDefect.None && _headerFields >= _limits.MaxHeaderFields)
        {
            limit = MimeDefect.TooManyHeaderFields;
        }

        if (limit != MimeDefect.None)
        {
            AddPending(limit, fieldOffset, _depth);
            _state = State.SkipHeaders;
            BeginField();
            _skipInsideLine = true;
            return StepResult.Continue;
        }

        _mayBeMbox = false;
        e = CompleteField(rest, colon, end, fieldOffset);
        consumed += end;
        return StepResult.Event;
    }

    private MimeEvent CompleteField(ReadOnlySpan<byte> rest, int colon, int end, long fieldOffset)
    {
        _headerFields++;
        _headerBytes += end;
        var nameLength = colon;
        while (rest[nameLength - 1] is (byte)' ' or (byte)'\t')
        {
            nameLength--;
        }

        if (nameLength != colon)
        {
            AddPending(MimeDefect.SpaceBeforeColon, fieldOffset + nameLength, _depth);
        }

        ReportBytes(fieldOffset);
        var valueEnd = end;
        if (rest[valueEnd - 1] == '\n')
        {
            valueEnd--;
            if (valueEnd > colon + 1 && rest[valueEnd - 1] == '\r')
            {
                valueEnd--;
            }
        }

        var name = rest[..nameLength];
        var value = rest[(colon + 1)..valueEnd];
        if ((name[0] | 0x20) == 'c')
        {
            Interpret(name, value, fieldOffset);
        }

        BeginField();
        return new MimeEvent(MimeEventKind.HeaderField, fieldOffset, _depth, name, value);
    }

    private void ReportBytes(long fieldOffset)
    {
        if ((_bareCrAt & _bareLfAt & _nulAt & _blankLineAt) == -1)
        {
            return;
        }

        if (_bareCrAt >= 0 && TakeUnreported(LineChecks.BareCr))
        {
            AddPending(MimeDefect.BareCr, fieldOffset + _bareCrAt, _depth);
        }

        if (_bareLfAt >= 0 && TakeUnreported(LineChecks.BareLf))
        {
            AddPending(MimeDefect.BareLf, fieldOffset + _bareLfAt, _depth);
        }

        if (_nulAt >= 0 && TakeUnreported(LineChecks.Nul))
        {
            AddPending(MimeDefect.Nul, fieldOffset + _nulAt, _depth);
        }

        if (_blankLineAt >= 0)
        {
            AddPending(MimeDefect.WhitespaceHeaderLine, fieldOffset + _blankLineAt, _depth);
        }
    }

    /// <summary>A name of printable ASCII, perhaps blanks, a colon.</summary>
    private static NameResult FindName(ReadOnlySpan<byte> rest, bool isFinal, out int colon)
    {
        var window = rest.Length > NameWindow ? rest[..NameWindow] : rest;
        colon = window.IndexOfAnyExcept(MimeText.FieldName);
        if (colon > 0 && window[colon] == ':')
        {
            return colon > MaxNameBytes ? NameResult.NoField : NameResult.Field;
        }

        if (colon == 0 || colon > MaxNameBytes || (colon < 0 && window.Length > MaxNameBytes))
        {
            return NameResult.NoField;
        }

        if (colon > 0)
        {
            var blanks = window[colon..].IndexOfAnyExcept((byte)' ', (byte)'\t');
            if (blanks >= 0)
            {
                colon += blanks;
                return blanks > 0 && window[colon] == ':' ? NameResult.Field : NameResult.NoField;
            }
        }

        return isFinal || window.Length == NameWindow ? NameResult.NoField : NameResult.NeedMore;
    }

    /// <summary>
    /// The end of the field with its folded lines, or a limit passed on the way. Goes on where the call before stopped, so that a field
    /// that comes byte by byte is looked through once.
    /// </summary>
    private bool FindFieldEnd(ReadOnlySpan<byte> rest, bool isFinal, out int end, out MimeDefect limit)
    {
        var i = _scanned;
        limit = MimeDefect.None;
        while (true)
        {
            var hop = rest[i..].IndexOfAny((byte)'\n', (byte)'\r', (byte)0);
            if (hop < 0)
            {
                end = rest.Length;
                limit = LimitAt(end);
                _scanned = end;
                return isFinal || limit != MimeDefect.None;
            }

            i += hop;
            switch (rest[i])
            {
                case 0:
                    _nulAt = _nulAt < 0 ? i : _nulAt;
                    i++;
                    continue;

                case (byte)'\r' when i + 1 == rest.Length && !isFinal:
                    end = i;
                    _scanned = i;
                    limit = LimitAt(i);
                    return limit != MimeDefect.None;

                case (byte)'\r' when i + 1 == rest.Length || rest[i + 1] != '\n':
                    _bareCrAt = _bareCrAt < 0 ? i : _bareCrAt;
                    i++;
                    continue;

                case (byte)'\r':
                    i++;
                    break;

                default:
                    _bareLfAt = _bareLfAt < 0 ? i : _bareLfAt;
                    break;
            }

            // rest[i] is the LF of a line of this field.
            end = i + 1;
            limit = LimitAt(end);
            if (limit != MimeDefect.None)
            {
                return true;
            }

            if (end == rest.Length && !isFinal)
            {
                // The next byte says whether the field goes on. Come back to this line's end.
                _scanned = rest.Length > 1 && rest[i - 1] == '\r' ? i - 1 : i;
                return false;
            }

            if (_fieldLine > 0 && _blankLineAt < 0 && !rest[_fieldLine..end].ContainsAnyExcept(MimeText.Blanks))
            {
                _blankLineAt = _fieldLine;
            }

            if (end == rest.Length || rest[end] is not ((byte)' ' or (byte)'\t'))
            {
                return true;
            }

            i = end;
            _fieldLine = end;
        }
    }

    /// <summary>Decided by positions alone, so that every way of cutting the input comes to the same.</summary>
    private MimeDefect LimitAt(int end)
    {
        var byHeader = (long)_limits.MaxHeaderBytes - _headerBytes;
        var byLine = (long)_fieldLine + _limits.MaxLineBytes;
        return end <= Math.Min(byHeader, byLine) ? MimeDefect.None
            : byHeader <= byLine ? MimeDefect.HeaderTooLong : MimeDefect.HeaderLineTooLong;
    }

    private enum NameResult : byte
    {
        Field,
        NoField,
        NeedMore,
    }
}
