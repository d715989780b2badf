using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>
/// Names for clean files: one path segment that Windows, macOS and Linux take, that shows what it is, and whose extension is that of the
/// content. Japanese is kept whole. A clean name stays as it is.
/// </summary>
public static class FileNameCleaner
{
    // What a directory entry holds on Linux and on the file servers behind it; three bytes per kanji.
    private const int MaxBytes = 255;

    // A name of many kilobytes is cut before any work on it.
    private const int MaxInputChars = 1024;

    // What Windows takes off the end of a name, and the space that readers of mail take off as well.
    private static readonly char[] Ends = ['.', ' ', '\u3000'];

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT0",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>The name of a file written in <paramref name="output"/> from one that came as <paramref name="input"/>.</summary>
    /// <param name="name">The name it came under.</param>
    /// <param name="input">What it was; its extension is replaced when the family stays, and kept inside the name when it changes (a.pdf → a.pdf.txt).</param>
    /// <param name="output">What it is now.</param>
    /// <param name="fallback">The stem when nothing of the name is usable.</param>
    public static string Clean(UntrustedText name, FileFormat input, FileFormat output, string fallback = "attachment")
    {
        var stem = Segment(name.DangerousRaw);
        var written = FileNames.Extension(new UntrustedText(stem));
        var claimed = FileNames.Claimed(written);
        var extension = output.Extension;
        if (claimed == output)
        {
            extension = stem[^written.Length..];
            stem = stem[..^written.Length];
        }
        else if (claimed is not null && output.Family == input.Family)
        {
            stem = stem[..^written.Length];
        }

        stem = DisarmInnerExtensions(stem.TrimEnd(Ends)).Trim();
        if (stem.Length == 0 || stem == "_")
        {
            stem = fallback;
        }

        if (IsReserved(stem))
        {
            stem = "_" + stem;
        }

        return Cut(stem, MaxBytes - Encoding.UTF8.GetByteCount(extension)) + extension;
    }

    /// <summary>The name of a folder: one path segment under the same rules; empty when nothing of it is usable.</summary>
    public static string CleanFolder(string name)
    {
        var folder = Segment(name).Trim();
        return folder.Length == 0 ? "" : Cut(IsReserved(folder) ? "_" + folder : folder, MaxBytes);
    }

    private static bool IsReserved(string stem) =>
        Reserved.Contains(stem) || (stem.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && Reserved.Contains(stem[..dot].TrimEnd()));

    // One path segment of printable characters. A path is cut to its last part, as every mail client shows it.
    private static string Segment(string raw)
    {
        raw = raw.Length > MaxInputChars ? raw[^MaxInputChars..] : raw;
        var start = raw.AsSpan().TrimEnd("/\\").LastIndexOfAny('/', '\\') + 1;
        var clean = new StringBuilder(raw.Length);
        Span<char> utf16 = stackalloc char[2];
        foreach (var rune in raw.AsSpan(start).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) && rune.Value != 0x3000)
            {
                // Runs of white space push an extension out of sight.
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (rune.Value is '<' or '>' or ':' or '"' or '/' or '\\' or '|' or '?' or '*')
            {
                clean.Append('_');
            }
            else if (IsVisible(rune))
            {
                clean.Append(utf16[..rune.EncodeToUtf16(utf16)]);
            }
        }

        var text = clean.ToString().Trim(' ', '\u3000').TrimEnd(Ends);
        return KanaMarks.Compose(text);
    }

    // Bidi overrides, zero-width characters, variation tricks and controls are Cc, Cf or unassigned, fillers are letters that show nothing; private use is 外字 and stays.
    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && TextCharacters.IsPlain(rune) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // setup.exe.txt is a text, but Windows shows it as setup.exe where extensions are hidden.
    private static string DisarmInnerExtensions(string stem)
    {
        if (!stem.Contains('.', StringComparison.Ordinal))
        {
            return stem;
        }

        var parts = stem.Split('.');
        var clean = new StringBuilder(parts[0]);
        for (var i = 1; i < parts.Length; i++)
        {
            clean.Append(clean.Length > 0 && FileNames.IsNever("." + parts[i].TrimEnd()) ? '_' : '.').Append(parts[i]);
        }

        return clean.ToString();
    }

    private static string Cut(string stem, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(stem) <= maxBytes)
        {
            return stem;
        }

        var bytes = 0;
        var chars = 0;
        foreach (var rune in stem.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            chars += rune.Utf16SequenceLength;
        }

        return stem[..chars].TrimEnd(Ends);
    }
}
