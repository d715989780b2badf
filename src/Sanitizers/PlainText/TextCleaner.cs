using System.Buffers;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// Characters in by <see cref="Write"/> in chunks split anywhere, clean text out: line ends CRLF, controls, direction and invisible format
/// characters dropped and counted, lone surrogates replaced by U+FFFD and counted. <see cref="TextCharacters"/> says which is which.
/// Its own output passes through it unchanged.
/// </summary>
public sealed class TextCleaner
{
    // A long run of clean characters is handed over in pieces that a buffer can take.
    private const int MaxPiece = 16_384;

    private static readonly SearchValues<char> PlainAscii = SearchValues.Create([.. Enumerable.Range(' ', '\x7F' - ' ').Select(c => (char)c), '\t']);

    private readonly IBufferWriter<char> _output;
    private char _highSurrogate;
    private bool _afterCr;

    /// <summary>Writes to <paramref name="output"/>.</summary>
    public TextCleaner(IBufferWriter<char> output) => _output = output;

    /// <summary>Controls dropped.</summary>
    public long Controls { get; private set; }

    /// <summary>Direction controls dropped.</summary>
    public long BidiControls { get; private set; }

    /// <summary>Invisible format characters dropped.</summary>
    public long Invisibles { get; private set; }

    /// <summary>Halves of surrogate pairs replaced by U+FFFD.</summary>
    public long LoneSurrogates { get; private set; }

    /// <summary>True when nothing is held: no first half of a pair, no CR whose LF may follow.</summary>
    internal bool IsIdle => _highSurrogate == '\0' && !_afterCr;

    /// <summary>True once something other than white space was written: a text of headings alone is none.</summary>
    public bool HasText { get; private set; }

    /// <summary>Cleans the next characters.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        HasText = HasText || !text.IsWhiteSpace();
        Clean(text);
    }

    /// <summary>A line of ours between the texts of a file: the name of a sheet, the number of a slide.</summary>
    public void Heading(ReadOnlySpan<char> text) => Clean(text);

    private void Clean(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            i += RunLength(text[i..]);

            if (i > start)
            {
                Flush();
                Copy(text[start..i]);
            }

            if (i < text.Length)
            {
                Odd(text[i++]);
            }
        }
    }

    /// <summary>The text ends here.</summary>
    public void Complete() => Flush();

    /// <summary>What was dropped or replaced, as finding codes of docs/formats/text.md.</summary>
    public IEnumerable<(string Code, FindingAction Action, int Count)> Findings
    {
        get
        {
            if (Controls > 0)
            {
                yield return ("text.control", FindingAction.Removed, Saturate(Controls));
            }

            if (BidiControls > 0)
            {
                yield return ("text.bidi", FindingAction.Removed, Saturate(BidiControls));
            }

            if (Invisibles > 0)
            {
                yield return ("text.invisible", FindingAction.Removed, Saturate(Invisibles));
            }

            if (LoneSurrogates > 0)
            {
                yield return ("text.undecodable", FindingAction.Replaced, Saturate(LoneSurrogates));
            }
        }
    }

    private static int Saturate(long count) => (int)Math.Min(count, int.MaxValue);

    // Characters that stay, whole CRLFs among them, so that text without anything odd is copied in large pieces.
    private static int RunLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] <= '~')
            {
                var stop = text[i..].IndexOfAnyExcept(PlainAscii);
                i = stop < 0 ? text.Length : i + stop;
                if (i + 1 < text.Length && text[i] == '\r' && text[i + 1] == '\n')
                {
                    i += 2;
                }
                else if (i < text.Length && text[i] <= '~')
                {
                    break;
                }
            }
            else if (TextCharacters.PlainLength(text[i..]) is var run and > 0)
            {
                i += run;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    private void Odd(char c)
    {
        var afterCr = _afterCr;
        if (_highSurrogate is var high and not '\0' && char.IsLowSurrogate(c))
        {
            _highSurrogate = '\0';
            Pair(high, c);
            return;
        }

        Flush();
        switch (TextCharacters.Classify(c))
        {
            case CharacterClass.CarriageReturn:
                Copy("\r\n");
                _afterCr = true;
                break;
            case CharacterClass.LineFeed when afterCr:
                break;
            case CharacterClass.LineFeed or CharacterClass.OddLineEnd:
                Copy("\r\n");
                break;
            case CharacterClass.HighSurrogate:
                _highSurrogate = c;
                break;
            case CharacterClass.LowSurrogate:
                Lone();
                break;
            case CharacterClass.Bidi:
                BidiControls++;
                break;
            case CharacterClass.Invisible:
                Invisibles++;
                break;
            case CharacterClass.Control:
                Controls++;
                break;
            default:
                Copy([c]);
                break;
        }
    }

    private void Pair(char high, char low)
    {
        switch (TextCharacters.ClassifyPair(high, low))
        {
            case CharacterClass.Plain:
                Copy([high, low]);
                break;
            case CharacterClass.Invisible:
                Invisibles++;
                break;
            default:
                Controls++;
                break;
        }
    }

    private void Lone()
    {
        LoneSurrogates++;
        Copy("\uFFFD");
    }

    private void Flush()
    {
        _afterCr = false;
        if (_highSurrogate != '\0')
        {
            _highSurrogate = '\0';
            Lone();
        }
    }

    private void Copy(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var piece = text[..Math.Min(text.Length, MaxPiece)];
            piece.CopyTo(_output.GetSpan(piece.Length));
            _output.Advance(piece.Length);
            text = text[piece.Length..];
        }
    }
}
