using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// What a reader should know of a link's target before trusting it, as short marks behind it. They hold no address that a mail program would make a link of,
/// and a link that has its marks already gets no second ones.
/// </summary>
internal static class LinkNotes
{
    private const int MaxHostChars = 80;

    private static readonly char[] Trimmed = [':', ' '];

    /// <summary>The marks for <paramref name="target"/>; empty for an ordinary one. What they tell is counted.</summary>
    /// <param name="target">The real target.</param>
    /// <param name="shown">The host as the text around shows it; null when the real one is shown.</param>
    /// <param name="language">The language of the marks.</param>
    /// <param name="kinds">What they tell.</param>
    public static string For(in LinkTarget target, string? shown, NoticeLanguage language, out LinkNoteKinds kinds)
    {
        kinds = LinkNoteKinds.None;
        if (target.Kind != LinkKind.Web)
        {
            return "";
        }

        var host = WithoutPort(target.Host);
        var redirected = Redirected(target);
        var isAddress = host.StartsWith('[') || HostAddress.Dotted(host) is not null;
        var isShortener = KnownHosts.IsShortener(host);
        if (shown is null && !isAddress && !isShortener && redirected.Length == 0)
        {
            return "";
        }

        var notes = new StringBuilder();
        if (shown is not null && (target.HidesHost || shown != host))
        {
            kinds |= LinkNoteKinds.RealHost;
            Append(notes, language, "実際の宛先: ", "real host: ", Both(host));
        }
        else if (Both(host) is var both && both.Length > Safe(host).Length && shown is not null)
        {
            kinds |= LinkNoteKinds.RealHost;
            Append(notes, language, "国際化ドメイン: ", "internationalized: ", both);
        }

        if (isAddress)
        {
            kinds |= LinkNoteKinds.Address;
            Append(notes, language, "IPアドレスの宛先", "an IP address", "");
        }

        if (isShortener)
        {
            kinds |= LinkNoteKinds.Shortener;
            Append(notes, language, "短縮URL: 行き先不明", "short URL, target unknown", "");
        }

        if (redirected is { Length: > 0 } next && !LinkLabel.SameSite(next, host))
        {
            kinds |= LinkNoteKinds.Redirect;
            Append(notes, language, "転送先: ", "redirects to: ", Safe(WithoutPort(next)));
        }

        return notes.ToString();
    }

    /// <summary>The host of an address that stands inside the address, as redirectors and link scanners carry it; empty when there is none.</summary>
    public static string Redirected(in LinkTarget target)
    {
        var rest = target.Rest;
        if (!rest.AsSpan().ContainsAny(':', '%'))
        {
            return "";
        }

        for (var at = 0; (at = rest.IndexOf("http", at, StringComparison.OrdinalIgnoreCase)) >= 0; at += 4)
        {
            var text = rest.AsSpan(at);
            if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            {
                return LinkTarget.Parse(text).Host;
            }

            if (text.StartsWith("https%3a%2f%2f", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http%3a%2f%2f", StringComparison.OrdinalIgnoreCase))
            {
                var end = text.IndexOfAny('&', '#');
                return LinkTarget.Parse(Uri.UnescapeDataString((end < 0 ? text : text[..end]).ToString())).Host;
            }
        }

        return "";
    }

    /// <summary>A host in a form that is no link: with brackets around its dots, both forms of an internationalized one.</summary>
    private static string Both(string host) => LinkTarget.OtherForm(host) is { Length: > 0 } other ? Safe(host) + " = " + Safe(other) : Safe(host);

    private static string Safe(string host)
    {
        var cut = host.Length > MaxHostChars ? string.Concat("…", host.AsSpan(char.IsLowSurrogate(host[^MaxHostChars]) ? host.Length - MaxHostChars + 1 : host.Length - MaxHostChars)) : host;
        return cut.Replace(".", "[.]", StringComparison.Ordinal);
    }

    private static void Append(StringBuilder notes, NoticeLanguage language, string ja, string en, string what) => _ = language switch
    {
        NoticeLanguage.Ja => notes.Append('【').Append(ja).Append(what).Append('】'),
        NoticeLanguage.En => notes.Append(" [").Append(en).Append(what).Append(']'),
        _ => notes.Append('【').Append(ja).Append(what).Append(" / ").Append(en.TrimEnd(Trimmed)).Append('】'),
    };

    private static string WithoutPort(string host) => !host.StartsWith('[') && host.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? host[..colon] : host;
}
