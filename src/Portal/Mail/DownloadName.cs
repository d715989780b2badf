using System.Text;

namespace Mugai.Portal.Mail;

/// <summary>
/// The name under which a browser saves a file. The name comes from the mail, by way of a worker: here it becomes one that is no path, shows what it is, and means the same to every system.
/// How it stands in the header (RFC 6266, RFC 5987) is the framework's business.
/// </summary>
public static class DownloadName
{
    private const int MaxChars = 120;
    private const string Forbidden = "\\/:*?\"<>|";

    /// <summary>A safe name; never empty.</summary>
    public static string Of(UntrustedText name)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.ForDisplay().EnumerateRunes())
        {
            safe.Append(rune.Value < 0x80 && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        }

        // A leading point hides a file, trailing points and spaces are dropped by Windows.
        var text = safe.ToString().Trim(' ', '.');
        return text.Length == 0 ? "file" : Shorten(text);
    }

    private static string Shorten(string text)
    {
        if (text.Length <= MaxChars)
        {
            return text;
        }

        var extension = text.LastIndexOf('.') is var point && point > text.Length - 12 && point > 0 ? text[point..] : "";
        var stem = text[..(MaxChars - extension.Length)];
        return (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + extension;
    }
}
