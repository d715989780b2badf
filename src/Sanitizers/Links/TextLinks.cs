using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Mail.Bodies;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// Writes the links of clean text as the policy says: defanged, as they are, or not at all, with marks where a link is not what it looks like. What it writes it leaves
/// alone the second time: only single characters change (a dot, a scheme, a colon), wherever in a link they stand, so that it does not matter whether what stands before them
/// still is one. Linear; text without links is not copied.
/// </summary>
internal sealed class TextLinks(LinkRules rules, HtmlFindings found)
{
    // What a browser takes of a link; the rest of a longer one says nothing about where it leads.
    private const int MaxParsedBytes = 2_048;

    private readonly OrdinaryLinks _ordinary = new(rules);
    private byte[] _marks = [];
    private int _copied;
    private int _marksAt;

    // Behind the address that is being written: what is found before it stands inside its path.
    private int _outerEnd;

    /// <summary>Appends <paramref name="text"/> with its links rewritten to <paramref name="output"/>; false when nothing had to be written.</summary>
    public bool Rewrite(ReadOnlySpan<byte> text, BodyText output)
    {
        _copied = _outerEnd = 0;
        _marks = [];
        var begin = output.Count;
        var scanner = new LinkScanner(text);
        while (scanner.TryNext(out var link))
        {
            var scheme = link.HasScheme ? WrittenScheme.Of(text[link.Start..]) : WrittenScheme.None;
            if (scheme is null)
            {
                // file://, smb://, ms-…:// and whatever else starts something: in no style a link.
                Disarm(text, link, output);
                scanner.BackTo(link);
            }
            else if (link.Start + scheme.Length < _outerEnd || scheme.IsDefanged)
            {
                Inner(text, link, scheme, output);
            }
            else if (Outer(text, link, scheme, output) is var end and > 0)
            {
                scanner.SkipTo(end);
            }
        }

        if (_copied == 0 && _marks.Length == 0 && output.Count == begin)
        {
            return false;
        }

        CopyTo(text.Length, text, output);
        return true;
    }

    private void Disarm(ReadOnlySpan<byte> text, in LinkSpan link, BodyText output)
    {
        var colon = link.Start + text[link.Start..].IndexOf((byte)':');
        if (link.Start >= _outerEnd)
        {
            found.Add(HtmlFindingKind.LinkScheme, Encoding.ASCII.GetString(text[link.Start..colon]).ToLowerInvariant() + ":");
        }

        Replace(colon, colon + 1, "[:]"u8, text, output);
    }

    // An address inside the path of another one, or one that was defanged by somebody before: its scheme and its dots, and no mark.
    private void Inner(ReadOnlySpan<byte> text, in LinkSpan link, WrittenScheme scheme, BodyText output)
    {
        var before = output.Count - _copied;
        Defang(text, link, scheme, output);
        if (link.Start >= _outerEnd)
        {
            // What is defanged already is written as we do it.
            if (output.Count - _copied != before)
            {
                found.Add(HtmlFindingKind.LinkNeutralized);
            }

            _outerEnd = link.End;
        }
    }

    /// <summary>Writes a link of the sender's. Returns where to go on; 0 when its path is to be looked through.</summary>
    private int Outer(ReadOnlySpan<byte> text, in LinkSpan link, WrittenScheme scheme, BodyText output)
    {
        if (_ordinary.IsOrdinary(text, link))
        {
            return Write(text, link, scheme, rules.Style, output);
        }

        var raw = Encoding.UTF8.GetString(text[link.Start..Math.Min(link.End, link.Start + MaxParsedBytes)]);
        var target = LinkTarget.Parse(link.HasScheme ? raw : "http://" + raw);
        if (target.Kind != LinkKind.Web)
        {
            // A scheme that nothing follows is no link, but it might become one.
            return Write(text, link, scheme, rules.Style, output);
        }

        var style = rules.StyleFor(target);
        var shown = link.Host > link.Authority ? null : ShownHost(text[link.Host..link.HostEnd]);
        var marks = Encoding.UTF8.GetBytes(LinkNotes.For(target, shown ?? "", rules.Language, out var kinds));
        var behind = link.End < text.Length && text[link.End] == '>' ? link.End + 1 : link.End;
        if (marks.Length > 0 && IsMarked(text, link.End, behind, target, marks))
        {
            (marks, kinds) = ([], LinkNoteKinds.None);
        }

        if (rules.IsPortal(target.Host))
        {
            found.Add(HtmlFindingKind.ForgedNotice, target.Host);
        }

        CountNotes(found, target, kinds);
        var end = Write(text, link, scheme, style, output);
        if (marks.Length > 0)
        {
            if (_marks.Length > 0)
            {
                CopyTo(Math.Max(_copied, _marksAt), text, output);
            }

            (_marks, _marksAt) = (marks, behind);
        }

        return end;
    }

    private int Write(ReadOnlySpan<byte> text, in LinkSpan link, WrittenScheme scheme, LinkStyle style, BodyText output)
    {
        _outerEnd = link.End;
        if (style == LinkStyle.Show)
        {
            return link.End;
        }

        found.Add(HtmlFindingKind.LinkNeutralized);
        if (style == LinkStyle.Defang)
        {
            Defang(text, link, scheme, output);
            return 0;
        }

        Replace(Math.Max(_copied, link.Start), link.End, rules.Language switch
        {
            NoticeLanguage.Ja => "[リンク省略]"u8,
            NoticeLanguage.En => "[link removed]"u8,
            _ => "[リンク省略/link removed]"u8,
        }, text, output);
        return link.End;
    }

    // http becomes hxxp, dots of the authority get brackets.
    private void Defang(ReadOnlySpan<byte> text, in LinkSpan link, WrittenScheme scheme, BodyText output)
    {
        if (link.HasScheme && !scheme.IsDefanged)
        {
            Replace(link.Start, link.Start + scheme.Length, scheme.Defanged, text, output);
        }

        // The dots of an IPv6 literal stay: no program looks for a name there.
        var end = link.Host < link.HostEnd && text[link.Host] == '[' && LinkScanner.IsLiteral(text[link.Host..link.HostEnd]) ? link.Host : link.HostEnd;
        var at = Math.Max(link.Authority, _copied);
        while (at < end && text[at..end].IndexOfAny(LinkScanner.DotLeads) is var hop and >= 0)
        {
            at += hop;
            var length = text[at] == '.' ? 1 : LinkScanner.WideDotLength(text[at..end]);
            var isDone = length == 1 && at > 0 && text[at - 1] == '[' && at + 1 < text.Length && text[at + 1] == ']';
            if (length > 0 && !isDone)
            {
                Replace(at, at + length, "[.]"u8, text, output);
            }

            at += Math.Max(length, 1);
        }
    }

    private void Replace(int from, int to, ReadOnlySpan<byte> with, ReadOnlySpan<byte> text, BodyText output)
    {
        if (from < _copied)
        {
            return;
        }

        CopyTo(from, text, output);
        output.Append(with);
        _copied = to;
    }

    private void CopyTo(int to, ReadOnlySpan<byte> text, BodyText output)
    {
        if (_marks.Length > 0 && _marksAt <= to)
        {
            output.Append(text[_copied.._marksAt]);
            output.Append(_marks);
            _copied = _marksAt;
            _marks = [];
        }

        output.Append(text[_copied..to]);
        _copied = to;
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
}
