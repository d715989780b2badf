using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Mail;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// Writes the links of clean text as the policy says: defanged, as they are, or not at all, with marks where a link is not what it looks like. What it writes it leaves
/// alone the second time. Linear; text without links is not copied.
/// </summary>
internal sealed class TextLinks(LinkRules rules, HtmlFindings found)
{
    // What a browser takes of a link; the rest of a longer one says nothing about where it leads.
    private const int MaxParsedBytes = 2_048;

    private int _copied;

    /// <summary>Appends <paramref name="text"/> with its links rewritten to <paramref name="output"/>; false when nothing had to be written.</summary>
    public bool Rewrite(ReadOnlySpan<byte> text, BodyText output)
    {
        _copied = 0;
        var scanner = new LinkScanner(text);
        while (scanner.TryNext(out var link))
        {
            if (link.HasScheme && Scheme(text, link) is var scheme && scheme is not ("http" or "https" or "ftp"))
            {
                Disarm(text, link, scheme, output);
                continue;
            }

            Write(text, link, output);
        }

        if (_copied == 0)
        {
            return false;
        }

        output.Append(text[_copied..]);
        return true;
    }

    private static string Scheme(ReadOnlySpan<byte> text, in LinkSpan link)
    {
        var length = text[link.Start..].IndexOf((byte)':');
        return Encoding.ASCII.GetString(text.Slice(link.Start, length)).ToLowerInvariant();
    }

    // file://, smb://, ms-…:// and whatever else starts something: in no style a link.
    private void Disarm(ReadOnlySpan<byte> text, in LinkSpan link, string scheme, BodyText output)
    {
        if (scheme is "hxxp" or "hxxps" or "fxp")
        {
            return;
        }

        var colon = link.Start + scheme.Length;
        output.Append(text[_copied..colon]);
        output.Append("[:]"u8);
        _copied = colon + 1;
        found.Add(HtmlFindingKind.LinkScheme, scheme + ":");
    }

    private void Write(ReadOnlySpan<byte> text, in LinkSpan link, BodyText output)
    {
        var raw = Encoding.UTF8.GetString(text[link.Start..Math.Min(link.End, link.Start + MaxParsedBytes)]);
        var target = LinkTarget.Parse(link.HasScheme ? raw : "http://" + raw);
        if (target.Kind != LinkKind.Web)
        {
            return;
        }

        var style = rules.StyleFor(target);
        var end = link.End;
        var shown = link.Host > link.Authority ? null : ShownHost(text[link.Host..link.HostEnd]);
        var notes = Encoding.UTF8.GetBytes(LinkNotes.For(target, shown ?? "", rules.Language, out var kinds));
        var behind = end < text.Length && text[end] == '>' ? end + 1 : end;
        if (notes.Length > 0 && IsMarked(text, end, behind, target, notes))
        {
            (notes, kinds) = ([], LinkNoteKinds.None);
        }

        if (style == LinkStyle.Show && notes.Length == 0)
        {
            return;
        }

        Count(target, style, kinds);
        output.Append(text[_copied..link.Start]);
        switch (style)
        {
            case LinkStyle.Defang:
                Defang(text, link, output);
                break;
            case LinkStyle.Remove:
                output.Append(rules.Language switch { NoticeLanguage.Ja => "[リンク省略]", NoticeLanguage.En => "[link removed]", _ => "[リンク省略/link removed]" });
                break;
            default:
                output.Append(text[link.Start..end]);
                break;
        }

        output.Append(text[end..behind]);
        output.Append(notes);
        _copied = behind;
        // The end of a name was a scheme: "https://a.exahttps://b.example".
        if (style != LinkStyle.Show && text[behind..].StartsWith("://"u8))
        {
            output.Append("[:]"u8);
            _copied++;
        }
    }

    private static bool IsMarked(ReadOnlySpan<byte> text, int end, int behind, in LinkTarget target, ReadOnlySpan<byte> notes)
    {
        if (text[behind..].StartsWith(notes))
        {
            return true;
        }

        // As the text of HTML shows it: the other form of an internationalized name in parentheses, then the bracket of the link and the marks.
        var other = LinkTarget.OtherForm(target.Host);
        if (other.Length == 0)
        {
            return false;
        }

        var form = Encoding.UTF8.GetBytes(" (" + other + ")>");
        return text[end..].StartsWith(form);
    }

    private void Count(in LinkTarget target, LinkStyle style, LinkNoteKinds kinds)
    {
        if (rules.IsPortal(target.Host))
        {
            found.Add(HtmlFindingKind.ForgedNotice, target.Host);
        }

        if (style != LinkStyle.Show)
        {
            found.Add(HtmlFindingKind.LinkNeutralized);
        }

        CountNotes(found, target, kinds);
    }

    /// <summary>Counts what marks tell.</summary>
    public static void CountNotes(HtmlFindings found, in LinkTarget target, LinkNoteKinds kinds)
    {
        if (kinds.HasFlag(LinkNoteKinds.RealHost))
        {
            found.Add(HtmlFindingKind.LinkRealHost, target.Host);
        }

        if (kinds.HasFlag(LinkNoteKinds.Address))
        {
            found.Add(HtmlFindingKind.LinkAddress, target.Host);
        }

        if (kinds.HasFlag(LinkNoteKinds.Shortener))
        {
            found.Add(HtmlFindingKind.LinkShortener, target.Host + target.Rest);
        }

        if (kinds.HasFlag(LinkNoteKinds.Redirect))
        {
            found.Add(HtmlFindingKind.LinkRedirect, target.Host + " → " + LinkNotes.Redirected(target));
        }
    }

    private static string ShownHost(ReadOnlySpan<byte> host)
    {
        var name = Encoding.UTF8.GetString(host).ToLowerInvariant();
        var colon = name.StartsWith('[') ? -1 : name.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 ? name : name[..colon]).TrimEnd('.');
    }

    // http becomes hxxp, dots of the authority get brackets; of an address inside the address the scheme alone.
    private static void Defang(ReadOnlySpan<byte> text, in LinkSpan link, BodyText output)
    {
        if (link.HasScheme)
        {
            output.Append(Encoding.UTF8.GetBytes(LinkTarget.Defanged("   " + Encoding.UTF8.GetString(text[link.Start..link.Authority]))).AsSpan(3));
        }

        var authority = Encoding.UTF8.GetString(text[link.Authority..link.HostEnd]);
        output.Append(authority.Replace("[.]", ".", StringComparison.Ordinal).Replace("。", ".", StringComparison.Ordinal).Replace("．", ".", StringComparison.Ordinal)
            .Replace("｡", ".", StringComparison.Ordinal).Replace(".", "[.]", StringComparison.Ordinal));
        var rest = text[link.HostEnd..link.End];
        while (rest.IndexOf("://"u8) is var at and >= 0)
        {
            var scheme = at >= 5 && Ascii.EqualsIgnoreCase(rest[(at - 5)..at], "https"u8) ? 5 : at >= 4 && Ascii.EqualsIgnoreCase(rest[(at - 4)..at], "http"u8) ? 4 : 0;
            output.Append(rest[..(at - scheme)]);
            output.Append(scheme == 5 ? "hxxps://"u8 : scheme == 4 ? "hxxp://"u8 : "[:]//"u8);
            rest = rest[(at + 3)..];
        }

        output.Append(rest);
    }
}
