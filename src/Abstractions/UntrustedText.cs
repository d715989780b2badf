using System.Globalization;
using System.Text;

namespace Mugai;

/// <summary>
/// Text that came from outside: a subject, a file name, an address, a server's reply. It reaches logs, portal, notices and
/// reports only through <see cref="ForLog"/> and <see cref="ForDisplay"/>, so that no control character, bidi override or
/// endless string gets there unseen (invariant 9).
/// </summary>
public readonly record struct UntrustedText
{
    private const int MaxLogChars = 256;
    private const int MaxDisplayChars = 512;

    private readonly string? _raw;

    /// <summary>Marks <paramref name="raw"/> as text from outside. Null counts as empty.</summary>
    public UntrustedText(string? raw) => _raw = raw;

    /// <summary>No text.</summary>
    public static UntrustedText Empty => default;

    /// <summary>True when there is no text at all.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_raw);

    /// <summary>The characters as they came. Only for comparing, encoding into a wire format or handing on as untrusted.</summary>
    public string DangerousRaw => _raw ?? "";

    /// <summary>For a log line: printable ASCII and letters stay, everything else becomes \uXXXX; at most 256 characters.</summary>
    public string ForLog() => Clean(MaxLogChars, escape: true);

    /// <summary>For a person: controls and direction marks are dropped, line breaks become spaces; at most 512 characters.</summary>
    public string ForDisplay() => Clean(MaxDisplayChars, escape: false);

    /// <inheritdoc/>
    public override string ToString() => ForLog();

    private string Clean(int max, bool escape)
    {
        var raw = _raw;
        if (string.IsNullOrEmpty(raw))
        {
            return "";
        }

        var clean = new StringBuilder(Math.Min(raw.Length, max) + 1);
        foreach (var rune in raw.EnumerateRunes())
        {
            if (clean.Length >= max)
            {
                clean.Append('…');
                break;
            }

            if (IsPlain(rune))
            {
                clean.Append(rune.ToString());
            }
            else if (escape)
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    // Letters and marks that show nothing: Hangul and Khmer fillers, the joiner of graphemes.
    private static bool IsFiller(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0;

    private static bool IsPlain(Rune rune) => rune.Value == ' ' || (!IsFiller(rune) && IsShown(rune));

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.SpaceSeparator => rune.Value == 0x3000,
        _ => true,
    };
}
