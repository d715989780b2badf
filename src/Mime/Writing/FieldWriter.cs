using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// Writes one header field, folded so that lines hold 76 characters where a place to fold exists. What it is given may come from
/// outside: CR, LF, NUL and other controls become spaces here, so that no value can end its field.
/// </summary>
internal ref struct FieldWriter
{
    /// <summary>RFC 2047 2: lines with encoded words hold 76 characters at most.</summary>
    private const int MaxLine = 76;

    // A word without a blank that is longer goes into encoded words, which can be folded; RFC 5322 2.1.1 ends lines at 998.
    private const int MaxPlainWord = 900;
    private const string WordStart = "=?UTF-8?B?";
    private const string WordEnd = "?=";

    private readonly IBufferWriter<byte> _output;
    private int _column;

    public FieldWriter(IBufferWriter<byte> output, string name)
    {
        if (name.Length == 0 || Encoding.UTF8.GetBytes(name).AsSpan().ContainsAnyExcept(MimeText.FieldName))
        {
            throw new ArgumentException("Not a header field name.", nameof(name));
        }

        _output = output;
        Write(name);
        Write(":");
    }

    public void End()
    {
        _output.Write("\r\n"u8);
        _column = 0;
    }

    /// <summary>Text that is folded at its blanks; encoded when it is not printable ASCII or would read as an encoded word.</summary>
    public void Unstructured(string value)
    {
        var clean = Clean(value).Trim();
        if (NeedsWords(clean))
        {
            Words(clean);
        }
        else
        {
            Plain(clean);
        }
    }

    /// <summary>ASCII words at whose blanks lines may be folded. Runs of blanks stay as they are.</summary>
    public void Plain(string ascii)
    {
        if (ascii.Length == 0)
        {
            return;
        }

        var start = 0;
        Write(" ");
        while (start < ascii.Length)
        {
            var end = start;
            while (end < ascii.Length && ascii[end] == ' ')
            {
                end++;
            }

            var word = ascii.IndexOf(' ', end);
            word = word < 0 ? ascii.Length : word;

            // The blanks before a word begin the folded line. The first word stays behind the field's name.
            if (start > 0 && _column + word - start > MaxLine)
            {
                Fold();
            }

            Write(ascii.AsSpan(start, word - start));
            start = word;
        }
    }

    /// <summary>One structured piece (an address, a parameter) before which a line may be folded.</summary>
    public void Piece(string ascii)
    {
        if (_column + 1 + ascii.Length > MaxLine && _column > 1)
        {
            Fold();
        }

        Write(" ");
        Write(ascii);
    }

    /// <summary>A piece that belongs to the one before (a comma).</summary>
    public void Attached(string ascii) => Write(ascii);

    /// <summary>Encoded words of whole characters, one per line as far as needed.</summary>
    public void Words(string text)
    {
        foreach (var word in SplitWords(text, MaxLine - 1 - _column))
        {
            Piece(word);
        }
    }

    /// <summary>Encoded words of at most 75 characters; the first fits into the room when that is sensible.</summary>
    public static List<string> SplitWords(string text, int firstRoom)
    {
        var words = new List<string>();
        var room = firstRoom < 30 ? MaxLine - 1 : firstRoom;
        var bytes = new ArrayBufferWriter<byte>();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            var limit = (Math.Min(room, MaxLine - 1) - WordStart.Length - WordEnd.Length) / 4 * 3;
            if (bytes.WrittenCount + length > limit)
            {
                words.Add(WordStart + Convert.ToBase64String(bytes.WrittenSpan) + WordEnd);
                bytes.ResetWrittenCount();
                room = MaxLine - 1;
            }

            bytes.Write(utf8[..length]);
        }

        if (bytes.WrittenCount > 0)
        {
            words.Add(WordStart + Convert.ToBase64String(bytes.WrittenSpan) + WordEnd);
        }

        return words;
    }

    public static bool NeedsWords(string clean)
    {
        if (clean.AsSpan().ContainsAnyExceptInRange(' ', '~') || clean.Contains("=?", StringComparison.Ordinal))
        {
            return true;
        }

        var start = 0;
        while (clean.Length - start > MaxPlainWord)
        {
            var blank = clean.IndexOf(' ', start);
            if (blank < 0 || blank - start > MaxPlainWord)
            {
                return true;
            }

            start = blank + 1;
        }

        return false;
    }

    /// <summary>Controls become spaces (a line end one of them).</summary>
    public static string Clean(string value)
    {
        if (!value.AsSpan().ContainsAnyInRange('\0', '\x1F') && !value.AsSpan().ContainsAnyInRange('\x7F', '\x9F'))
        {
            return value;
        }

        var clean = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\n' && i > 0 && value[i - 1] == '\r')
            {
                continue;
            }

            clean.Append(CharUnicodeInfo.GetUnicodeCategory(value[i]) == UnicodeCategory.Control ? ' ' : value[i]);
        }

        return clean.ToString();
    }

    private void Fold()
    {
        _output.Write("\r\n"u8);
        _column = 0;
    }

    private void Write(ReadOnlySpan<char> ascii)
    {
        var span = _output.GetSpan(ascii.Length);
        Ascii.FromUtf16(ascii, span, out var written);
        if (written != ascii.Length)
        {
            // Unreachable by design: whatever is no ASCII was encoded before.
            throw new ArgumentException("A header must be ASCII.", nameof(ascii));
        }

        _output.Advance(written);
        _column += written;
    }
}
