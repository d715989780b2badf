using System.Buffers;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// The bytes of a text file on their way to clean UTF-8. Pieces that are clean UTF-8 already go straight through; the others are
/// decoded, cleaned and encoded again. Which way a piece goes makes no difference to the bytes that come out.
/// </summary>
internal sealed class TextIntake(Utf8TextWriter writer, TableText? table, SanitizePolicy policy)
{
    // More than one control or undecodable character in sixteen is no text whatever the name says; a few are a damaged text.
    private const int BinaryShare = 16;
    private const int MinBinary = 4;
    private const int ExpectedChars = 4_096;

    private readonly PooledText _decoded = new(ExpectedChars);
    private readonly TextCleaner _cleaner = new(table is null ? writer : table);
    private CharsetDecoder? _chosen;
    private bool _begun;
    private bool _isUndecided;
    private bool _isUtf8;
    private long _characters;
    private bool _isKept;

    private CharsetDecoder Decoder => _chosen ??= CharsetDecoder.For("utf-8");

    /// <summary>No text, whatever the name said.</summary>
    public bool IsBinary
    {
        get
        {
            var bad = _cleaner.Controls + Decoder.Replacements;
            return bad >= MinBinary && bad * BinaryShare > _characters;
        }
    }

    /// <summary>True when what was written has other bytes than what was read, the mark and line ends aside: it may read as another format.</summary>
    public bool IsOther => _cleaner.Findings.Any() || Decoder.UsedCharset is not ("utf-8" or "us-ascii") || Decoder.Replacements > 0;

    /// <summary>Takes a chunk; returns how many of its last bytes were moved to its front, to come again with the next chunk.</summary>
    public int Take(Span<byte> chunk)
    {
        var bytes = Begin(chunk);
        if (!_isUtf8)
        {
            Decode(bytes, isFinal: false);
            return 0;
        }

        var whole = CleanUtf8.WholeLength(bytes);
        Pass(bytes[..whole]);
        bytes[whole..].CopyTo(chunk);
        return bytes.Length - whole;
    }

    /// <summary>The end of the file, with what <see cref="Take"/> kept.</summary>
    public void Complete(Span<byte> chunk)
    {
        Decode(Begin(chunk), isFinal: true);
        _cleaner.Complete();
        table?.Complete();
        writer.Complete();
        _decoded.Release();
    }

    public void Report(ISanitizeContext context)
    {
        foreach (var (code, action, count) in _cleaner.Findings)
        {
            context.Report("", code, action, count);
        }

        if (Decoder.Replacements > 0)
        {
            context.Report("", "text.undecodable", FindingAction.Replaced, (int)Math.Min(Decoder.Replacements, int.MaxValue));
        }

        if (!_isKept && Decoder.UsedCharset is not ("utf-8" or "us-ascii"))
        {
            context.Report("", "text.charset", FindingAction.Rewritten, 1, new UntrustedText(Decoder.UsedCharset));
        }
    }

    private Span<byte> Begin(Span<byte> chunk)
    {
        if (_begun)
        {
            return chunk;
        }

        _begun = true;
        var beginning = TextBeginning.Of(chunk);
        _isUndecided = beginning.Label is null;
        _isUtf8 = beginning.Label is null or "utf-8";
        _chosen = beginning.Label is null or "utf-8" ? null : CharsetDecoder.For(beginning.Label);
        if (policy.TextCharset == TextCharset.Keep && beginning.Label is null && IsShiftJis(chunk))
        {
            Keep();
        }
        else if (policy.TextMark == TextMark.Always || (policy.TextMark == TextMark.Auto && (table is not null || beginning.MarkLength > 0)))
        {
            // A spreadsheet takes a table without a mark for CP932; a text keeps the mark it had.
            writer.WriteUtf8("\uFEFF"u8);
        }

        return chunk[beginning.MarkLength..];
    }

    // Decided on the first chunk: a mark, or none, is the first thing that is written.
    private void Keep()
    {
        _isKept = true;
        _isUndecided = false;
        _isUtf8 = false;
        _chosen = CharsetDecoder.For("shift_jis");
        writer.SwitchToCp932();
    }

    private static bool IsShiftJis(ReadOnlySpan<byte> chunk)
    {
        if (Ascii(chunk) || TextBeginning.HasEscapes(chunk) || TextBeginning.IsUtf8(chunk))
        {
            return false;
        }

        var probe = CharsetDecoder.For(null);
        probe.Decode(chunk, isFinal: true, new ArrayBufferWriter<char>(chunk.Length));
        return probe.UsedCharset == "shift_jis";
    }

    private void Pass(Span<byte> bytes)
    {
        if (table is null && CleanUtf8.IsClean(bytes))
        {
            writer.WriteUtf8(bytes);
            _characters += bytes.Length;
            _isUndecided &= Ascii(bytes);
            return;
        }

        if (_isUndecided)
        {
            Decide(bytes);
        }

        Decode(bytes, isFinal: false);
    }

    // Up to here the file was ASCII, which every charset in question reads alike.
    private void Decide(ReadOnlySpan<byte> bytes)
    {
        if (TextBeginning.HasEscapes(bytes) || (!Ascii(bytes) && !TextBeginning.IsUtf8(bytes)))
        {
            _isUndecided = false;
            _isUtf8 = false;
            _chosen = CharsetDecoder.For(null);
        }
        else
        {
            _isUndecided = Ascii(bytes);
        }
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        _decoded.Clear();
        Decoder.Decode(bytes, isFinal, _decoded);
        _characters += _decoded.WrittenCount;
        _cleaner.Write(_decoded.WrittenSpan);
    }

    private static bool Ascii(ReadOnlySpan<byte> bytes) => System.Text.Ascii.IsValid(bytes);
}
