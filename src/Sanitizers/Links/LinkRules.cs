using Mugai.Policies;
using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Links;

/// <summary>How each link of a mail or page stands in what is written, by the policy, by where it leads and by whose mail it is.</summary>
internal sealed class LinkRules
{
    private readonly SanitizePolicy _policy;
    private readonly LinkStyle _style;

    /// <param name="policy">The policy.</param>
    /// <param name="authors">Addresses of the mail's From field; none for files. Only a mail of one author can be excepted.</param>
    public LinkRules(SanitizePolicy policy, IReadOnlyList<string>? authors = null)
    {
        _policy = policy;
        _style = policy.Links != LinkStyle.Show && authors is [var author] && IsAmong(author[(author.LastIndexOf('@') + 1)..].ToLowerInvariant(), policy.ShowLinksFrom)
            ? LinkStyle.Show : policy.Links;
    }

    /// <summary>The language of marks.</summary>
    public NoticeLanguage Language => _policy.Language;

    /// <summary>The policy's style, the author considered.</summary>
    public LinkStyle Style => _style;

    public LinkStyle StyleFor(in LinkTarget target) => target.Kind switch
    {
        LinkKind.Mail => _policy.ShowMailLinks && _style != LinkStyle.Remove ? LinkStyle.Show : LinkStyle.Remove,
        LinkKind.Phone => _policy.ShowPhoneLinks && _style != LinkStyle.Remove ? LinkStyle.Show : LinkStyle.Remove,
        LinkKind.Web when IsPortal(target.Host) => _style == LinkStyle.Remove ? LinkStyle.Remove : LinkStyle.Defang,
        LinkKind.Web when !target.HidesHost && IsAmong(WithoutPort(target.Host), _policy.ShowLinksTo) => LinkStyle.Show,
        _ => _style,
    };

    /// <summary>True when the host of a link may change its style.</summary>
    public bool KnowsHosts => _policy.PortalHost.Length > 0 || _policy.ShowLinksTo.Count > 0;

    /// <summary>True for the portal that notices of ours lead to: only the gateway writes such links.</summary>
    public bool IsPortal(string host) => _policy.PortalHost.Length > 0 && IsBelow(WithoutPort(host), _policy.PortalHost);

    private static bool IsAmong(string host, IReadOnlyList<string> hosts)
    {
        foreach (var known in hosts)
        {
            if (IsBelow(host, known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBelow(string host, string known) => host.Length == known.Length
        ? host.Equals(known, StringComparison.OrdinalIgnoreCase)
        : host.Length > known.Length && host.EndsWith(known, StringComparison.OrdinalIgnoreCase) && host[^(known.Length + 1)] == '.';

    private static string WithoutPort(string host) => host.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? host[..colon] : host;
}
