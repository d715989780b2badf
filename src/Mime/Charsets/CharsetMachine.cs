using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Mugai.Mime;

/// <summary>Decodes one charset. Every byte sequence that is no character becomes U+FFFD and is counted.</summary>
internal abstract class CharsetMachine
{
    /// <summary>Room beyond one character per byte: what a platform decoder still holds of earlier bytes comes out too.</summary>
    public const int Spare = 16;

    public long Replacements { get; protected set; }

    /// <summary>
    /// Decodes what it can of the source into a destination of at least source.Length + Spare characters. Bytes left over are the beginning
    /// of a character; with isFinal nothing is left.
    /// </summary>
    public abstract int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed);

    /// <summary>True when these bytes, whole characters of valid UTF-8 without shifts or marks, are the same characters here; they count as decoded.</summary>
    public virtual bool TryPass(ReadOnlySpan<byte> utf8) => false;

    public static CharsetMachine Create(CharsetLabel label) => label.Kind switch
    {
        CharsetKind.Utf8 => new Utf8Machine(),
        CharsetKind.Utf16 or CharsetKind.Utf16LittleEndian or CharsetKind.Utf16BigEndian => new Utf16Machine(label.Kind),
        CharsetKind.ShiftJis => new ShiftJisMachine(),
        CharsetKind.EucJp => new EucJpMachine(),
        CharsetKind.Iso2022Jp => new Iso2022JpMachine(),
        CharsetKind.CodePage => new CodePageMachine(label.CodePage),
        _ => new AsciiMachine(),
    };

    protected void Replace(Span<char> destination, ref int written)
    {
        destination[written++] = '\uFFFD';
        Replacements++;
    }

    /// <summary>Copies the ASCII run at the source position.</summary>
    protected static void CopyAscii(ReadOnlySpan<byte> source, Span<char> destination, ref int read, ref int written)
    {
        Ascii.ToUtf16(source[read..], destination[written..], out var count);
        read += count;
        written += count;
    }
}

internal sealed class AsciiMachine : CharsetMachine
{
    public override bool TryPass(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8);

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        consumed = 0;
        var written = 0;
        while (true)
        {
            CopyAscii(source, destination, ref consumed, ref written);
            if (consumed == source.Length)
            {
                return written;
            }

            consumed++;
            Replace(destination, ref written);
        }
    }
}

internal sealed class Utf8Machine : CharsetMachine
{
    private bool _begun;

    public override bool TryPass(ReadOnlySpan<byte> utf8)
    {
        _begun |= !utf8.IsEmpty;
        return true;
    }

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        consumed = 0;
        var written = 0;
        if (!_begun && source.StartsWith("\uFEFF"u8))
        {
            consumed = 3;
        }

        while (true)
        {
            var status = Utf8.ToUtf16(source[consumed..], destination[written..], out var read, out var wrote, replaceInvalidSequences: false, isFinal);
            consumed += read;
            written += wrote;
            _begun |= consumed > 0;
            if (status != OperationStatus.InvalidData)
            {
                return written;
            }

            // One replacement for the longest part that could have begun a character (Unicode 3.9, as browsers do).
            Rune.DecodeFromUtf8(source[consumed..], out _, out var bad);
            consumed += bad;
            Replace(destination, ref written);
        }
    }
}

internal sealed class Utf16Machine(CharsetKind kind) : CharsetMachine
{
    private bool _begun;

    // RFC 2781 4.3 wants big-endian without a mark; what is sent without one comes from Windows.
    private bool _bigEndian = kind == CharsetKind.Utf16BigEndian;

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        consumed = 0;
        var written = 0;
        while (consumed + 1 < source.Length)
        {
            var c = Unit(source, consumed);
            if (!_begun)
            {
                _begun = true;
                if (c is '\uFEFF' or '\uFFFE')
                {
                    _bigEndian ^= c == '\uFFFE';
                    consumed += 2;
                    continue;
                }
            }

            if (char.IsHighSurrogate(c))
            {
                if (consumed + 3 >= source.Length && !isFinal)
                {
                    return written;
                }

                if (consumed + 3 < source.Length && Unit(source, consumed + 2) is var low && char.IsLowSurrogate(low))
                {
                    destination[written++] = c;
                    destination[written++] = low;
                    consumed += 4;
                    continue;
                }
            }

            consumed += 2;
            if (char.IsSurrogate(c))
            {
                Replace(destination, ref written);
            }
            else
            {
                destination[written++] = c;
            }
        }

        if (isFinal && consumed < source.Length)
        {
            consumed++;
            Replace(destination, ref written);
        }

        return written;
    }

    private char Unit(ReadOnlySpan<byte> source, int i) =>
        (char)(_bigEndian ? (source[i] << 8) | source[i + 1] : (source[i + 1] << 8) | source[i]);
}

/// <summary>Charsets left to the platform's tables.</summary>
internal sealed class CodePageMachine(int codePage) : CharsetMachine
{
    private readonly Decoder _decoder = CodePagesEncodingProvider.Instance
        .GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!.GetDecoder();

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        _decoder.Convert(source, destination, isFinal, out consumed, out var written, out _);
        Replacements += destination[..written].Count('\uFFFD');
        return written;
    }
}
