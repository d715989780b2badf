using System.Buffers;
using Mugai.Mime;

namespace Mugai.Sanitizers.Svg;

/// <summary>Characters of a stream in a charset that XML processors need not know: Shift_JIS, EUC-JP, ISO-2022-JP, windows-1252.</summary>
internal sealed class DecodedReader(Stream content, CharsetDecoder decoder) : TextReader
{
    private readonly byte[] _bytes = new byte[16 * 1024];
    private readonly ArrayBufferWriter<char> _chars = new();
    private int _at;
    private bool _isEnd;

    public override int Peek() => _at < _chars.WrittenCount || Fill() ? _chars.WrittenSpan[_at] : -1;

    public override int Read()
    {
        var next = Peek();
        _at += next < 0 ? 0 : 1;
        return next;
    }

    public override int Read(Span<char> buffer)
    {
        if (_at >= _chars.WrittenCount && !Fill())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _chars.WrittenCount - _at);
        _chars.WrittenSpan.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    private bool Fill()
    {
        _chars.ResetWrittenCount();
        _at = 0;
        while (!_isEnd && _chars.WrittenCount == 0)
        {
            var count = content.Read(_bytes);
            _isEnd = count == 0;
            decoder.Decode(_bytes.AsSpan(0, count), _isEnd, _chars);
        }

        return _chars.WrittenCount > 0;
    }
}
