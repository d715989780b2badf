using System.Buffers;
using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// A stream of bytes in a known or detected charset as characters, without its byte-order mark. Memory is flat. <see cref="Reset"/> starts the count of
/// characters that may be asked for in one go: a parser that holds a whole token in memory cannot be fed an endless one.
/// </summary>
internal sealed class DecodedText : TextReader
{
    private const int ChunkBytes = 32_768;

    private readonly Stream _content;
    private readonly Budget _budget;
    private readonly long _maxToken;
    private readonly byte[] _bytes = new byte[ChunkBytes];
    private readonly ArrayBufferWriter<char> _chars = new(ChunkBytes);
    private readonly CharsetDecoder _decoder;
    private int _at;
    private int _from;
    private int _read;
    private bool _isFinal;
    private long _token;

    /// <param name="content">At 0.</param>
    /// <param name="charset">Tells the charset from the first chunk.</param>
    /// <param name="budget">Pays for the bytes.</param>
    /// <param name="maxToken">Characters between two calls of <see cref="Reset"/>.</param>
    public DecodedText(Stream content, Func<byte[], int, TextBeginning> charset, Budget budget, long maxToken = long.MaxValue)
    {
        _content = content;
        _budget = budget;
        _maxToken = maxToken;
        _read = content.ReadAtLeast(_bytes, ChunkBytes, throwOnEndOfStream: false);
        var beginning = charset(_bytes, _read);
        _from = beginning.MarkLength;
        _decoder = CharsetDecoder.For(beginning.Label);
    }

    public string UsedCharset => _decoder.UsedCharset;

    public long Replacements => _decoder.Replacements;

    /// <summary>The next token begins.</summary>
    public void Reset() => _token = 0;

    /// <summary>Reports what the decoding came to.</summary>
    public void Report(ISanitizeContext context)
    {
        if (_decoder.Replacements > 0)
        {
            context.Report("", "text.undecodable", FindingAction.Replaced, (int)Math.Min(_decoder.Replacements, int.MaxValue));
        }

        if (_decoder.UsedCharset is not ("utf-8" or "us-ascii"))
        {
            context.Report("", "text.charset", FindingAction.Rewritten, 1, new UntrustedText(_decoder.UsedCharset));
        }
    }

    public override int Peek() => Fill() ? _chars.WrittenSpan[_at] : -1;

    public override int Read() => Fill() ? _chars.WrittenSpan[_at++] : -1;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty || !Fill())
        {
            return 0;
        }

        var some = _chars.WrittenSpan[_at..];
        some = some[..Math.Min(some.Length, buffer.Length)];
        some.CopyTo(buffer);
        _at += some.Length;
        _token += some.Length;
        return _token <= _maxToken ? some.Length : throw new BudgetExceededException(Reason.Budget, "one token");
    }

    public override int ReadBlock(Span<char> buffer)
    {
        var count = 0;
        int read;
        while (count < buffer.Length && (read = Read(buffer[count..])) > 0)
        {
            count += read;
        }

        return count;
    }

    private bool Fill()
    {
        while (_at == _chars.WrittenCount && !_isFinal)
        {
            _chars.ResetWrittenCount();
            _at = 0;
            _isFinal = _read == 0;
            _budget.ChargeBytes(_read);
            _decoder.Decode(_bytes.AsSpan(_from, _read - _from), _isFinal, _chars);
            _from = 0;
            _read = _isFinal ? 0 : _content.Read(_bytes, 0, ChunkBytes);
        }

        return _at < _chars.WrittenCount;
    }
}
