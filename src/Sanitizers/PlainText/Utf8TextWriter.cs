using System.Buffers;
using System.Text;
using Mugai.Sanitizers.Privacy;

namespace Mugai.Sanitizers.PlainText;

/// <summary>Characters that are written to it reach a stream as UTF-8, in large pieces. A pair of surrogates may be split between two writes.</summary>
/// <param name="output">Where the bytes go.</param>
/// <param name="expected">About how many characters will come.</param>
/// <param name="numbers">Looks at the text on its way; null: nobody does.</param>
internal sealed class Utf8TextWriter(Stream output, long expected = 1_024, MyNumberCount? numbers = null) : IBufferWriter<char>
{
    private const int BufferChars = 16_384;

    private Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private readonly PooledText _text = new((int)Math.Clamp(expected, 64, BufferChars));

    public void Advance(int count) => _text.Advance(count);

    public Memory<char> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _text.GetMemory(sizeHint);
    }

    public Span<char> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _text.GetSpan(sizeHint);
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
        numbers?.TakeUtf8(bytes);
        output.Write(bytes);
    }

    /// <summary>Hands everything over.</summary>
    public void Complete()
    {
        Flush(isFinal: true);
        _text.Release();
    }

    private void Reserve(int sizeHint)
    {
        if (_text.Room < Math.Max(sizeHint, 1) && _text.WrittenCount + Math.Max(sizeHint, 1) > BufferChars)
        {
            Flush(isFinal: false);
        }
    }

    private void Flush(bool isFinal)
    {
        var text = _text.WrittenSpan;
        numbers?.Take(text);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(Math.Min(text.Length, BufferChars)));
        for (var from = 0; from < text.Length || isFinal; from += BufferChars)
        {
            var piece = text.Slice(from, Math.Min(BufferChars, Math.Max(0, text.Length - from)));
            var last = isFinal && from + piece.Length >= text.Length;
            output.Write(bytes, 0, _encoder.GetBytes(piece, bytes, last));
            if (last)
            {
                break;
            }
        }

        ArrayPool<byte>.Shared.Return(bytes);
        _text.Clear();
    }
}
