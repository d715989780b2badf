namespace Mugai.Sanitizers.PlainText;

/// <summary>Lines of a stream, LF or CRLF, as bytes in flat memory. A line longer than the buffer comes in pieces.</summary>
internal sealed class ByteLines(Stream content)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;
    private int _end;
    private int _searched;
    private bool _isOver;
    private int _length;

    /// <summary>The line or piece that <see cref="Read"/> found, without its line end. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_at - _length - Skipped, _length);

    /// <summary>The line begins with this piece.</summary>
    public bool IsBegin { get; private set; } = true;

    /// <summary>The line ends with this piece.</summary>
    public bool IsEnd { get; private set; } = true;

    private int Skipped { get; set; }

    /// <summary>Moves to the next piece; false at the end.</summary>
    public bool Read()
    {
        IsBegin = IsEnd;
        while (true)
        {
            var lf = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (lf >= 0)
            {
                return Give(_searched + lf, 1, isEnd: true);
            }

            _searched = _end;
            if (_isOver)
            {
                return _end > _at && Give(_end, 0, isEnd: true);
            }

            if (_end - _at == _buffer.Length)
            {
                // A CR at the edge may belong to a line end.
                return Give(_buffer[_end - 1] == '\r' ? _end - 1 : _end, 0, isEnd: false);
            }

            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            _end -= _at;
            _searched -= _at;
            _at = 0;
            var read = content.Read(_buffer, _end, _buffer.Length - _end);
            _isOver = read == 0;
            _end += read;
        }
    }

    private bool Give(int end, int lineFeed, bool isEnd)
    {
        _length = end - _at;
        Skipped = lineFeed;
        if (isEnd && _length > 0 && _buffer[end - 1] == '\r')
        {
            _length--;
            Skipped++;
        }

        _at = end + lineFeed;
        _searched = _at;
        IsEnd = isEnd;
        return true;
    }
}
