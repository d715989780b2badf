using System.Buffers;
using System.Text;
using Mugai.Frames;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// The hosts that links in a text lead to, whatever the policy made of the links: who asks later who received one gets an answer. One pass; what stands behind the authority is not read.
/// </summary>
internal static class LinkHosts
{
    /// <summary>An authority that is longer leads nowhere (RFC 1035 2.3.4 allows 255 octets); with room for a user name and brackets around dots.</summary>
    private const int MaxAuthorityBytes = 1024;

    private static readonly SearchValues<byte> AuthorityEnds = SearchValues.Create(" \t\r\n/?#<>\"'\\()"u8);

    /// <summary>Each once, at most <see cref="MailFacts.MaxLinkHosts"/>.</summary>
    public static IReadOnlyList<string> Extract(ReadOnlySpan<byte> text)
    {
        var hosts = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var scheme = -1;
        for (var at = 0; hosts.Count < MailFacts.MaxLinkHosts;)
        {
            if (scheme < at)
            {
                var next = text[at..].IndexOf("://"u8);
                scheme = next < 0 ? text.Length : at + next;
            }

            var bare = text[at..scheme].IndexOf("www."u8);
            if (bare < 0 && scheme == text.Length)
            {
                break;
            }

            at = bare < 0 ? scheme + 3 : at + bare;
            var authority = text[at..Math.Min(text.Length, at + MaxAuthorityBytes)];
            var end = authority.IndexOfAny(AuthorityEnds);
            authority = end < 0 ? authority : authority[..end];
            at = Math.Min(text.Length, at + Math.Max(1, authority.Length));
            var written = Encoding.UTF8.GetString(authority).Replace("[.]", ".", StringComparison.Ordinal);
            if (LinkTarget.Parse("http://" + written) is { Kind: LinkKind.Web, Host: var named } && NameOf(named) is { Length: > 0 and <= FrameLimits.MaxHostBytes } host && known.Add(host))
            {
                hosts.Add(host);
            }
        }

        return hosts;
    }

    /// <summary>The host as DNS knows it: without a port, an internationalized one in Punycode. Empty when it is none that a link could lead to.</summary>
    private static string NameOf(string host)
    {
        var port = host.StartsWith('[') ? -1 : host.IndexOf(':', StringComparison.Ordinal);
        var name = (port < 0 ? host : host[..port]).TrimEnd('.');
        name = Ascii.IsValid(name) ? name : LinkTarget.OtherForm(name);
        return name.Contains('.', StringComparison.Ordinal) || name.StartsWith('[') ? name : "";
    }
}
