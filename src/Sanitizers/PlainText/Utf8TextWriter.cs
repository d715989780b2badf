using System.Buffers;
using System.Text;

namespace Mugai.Sanitizers.PlainText;

/// <summary>Characters that are written to it reach a stream as UTF-8, in large pieces. A pair of surrogates may be split between two writes.</summary>
/// <param name="output">Where the bytes go.</param>
/// <param name="expected">About how many characters will come.</param>
internal sealed class Utf8TextWriter(Stream output, long expected = 1_024) : IBufferWriter<char>
{
    private const int BufferChars = 16_384;

    private Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private byte[] _bytes = [];

    // Most members of an archive are smaller than a full buffer, and ten thousand of those cost more to clear than the texts to clean.
    private char[] _chars = new char[(int)Math.Clamp(expected, 64, BufferChars)];
    private int _count;

    public void Advance(int count) => _count += count;

    public Memory<char> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _chars.AsMemory(_count);
    }

    public Span<char> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _chars.AsSpan(_count);
    }

    /// <summary>From here on in CP932 (Windows code page 932), where what it does not have becomes 〓, as Japanese typesetters write a missing character. Only ASCII may have been written before.</summary>
    public void SwitchToCp932()
    {
        Flush(isFinal: false);
        _encoder = CodePagesEncodingProvider.Instance.GetEncoding(932, new EncoderReplacementFallback("〓"), DecoderFallback.ReplacementFallback)!.GetEncoder();
    }

    /// <summary>Bytes that are UTF-8 already.</summary>
    public void WriteUtf8(ReadOnlySpan<byte> bytes)
    {
        Flush(isFinal: false);
        output.Write(bytes);
    }

    /// <summary>Hands everything over.</summary>
    public void Complete() => Flush(isFinal: true);

    private void Reserve(int sizeHint)
    {
        if (_chars.Length - _count >= Math.Max(sizeHint, 1))
        {
            return;
        }

        var needed = _count + Math.Max(sizeHint, 1);
        if (needed <= BufferChars)
        {
            Array.Resize(ref _chars, Math.Min(BufferChars, Math.Max(needed, 2 * _chars.Length)));
            return;
        }

        Flush(isFinal: false);
        if (_chars.Length < sizeHint)
        {
            _chars = new char[sizeHint];
        }
    }

    private void Flush(bool isFinal)
    {
        var largest = Encoding.UTF8.GetMaxByteCount(Math.Min(_count, BufferChars));
        if (_bytes.Length < largest)
        {
            _bytes = new byte[largest];
        }

        for (var from = 0; from < _count || isFinal; from += BufferChars)
        {
            var piece = _chars.AsSpan(from, Math.Min(BufferChars, Math.Max(0, _count - from)));
            var last = isFinal && from + piece.Length >= _count;
            output.Write(_bytes, 0, _encoder.GetBytes(piece, _bytes, last));
            if (last)
            {
                break;
            }
        }

        _count = 0;
    }
}
