using Mugai.Policies;

namespace Mugai.Gateway.Tenants;

/// <summary>A tenant (団体): whose mail it is by the recipient's domain, and what is its own. What it does not say is as for the whole installation.</summary>
public sealed record Tenant
{
    /// <summary>The name of everybody whom no tenant names.</summary>
    public const string DefaultName = "default";

    /// <summary>Whose load our own test mails are. No tenant can have it: names are letters, digits and hyphens.</summary>
    public const string CanaryName = "/canary";

    /// <summary>In reports, the audit log, of people and held mail.</summary>
    public required string Name { get; init; }

    /// <summary>Its recipients' domains, each itself alone.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Its own policy files, asked before those of all; null: none.</summary>
    public string? Policies { get; init; }

    /// <summary>Policy files that its mail is also judged by in place of its own, without effect; null: none.</summary>
    public string? ShadowPolicies { get; init; }

    /// <summary>The language of notices where its own policy files do not say; null: as everywhere.</summary>
    public NoticeLanguage? Language { get; init; }

    /// <summary>The address that notices to its people come from; null: postmaster of the gateway.</summary>
    public string? NoticeSender { get; init; }

    /// <summary>Where its clean mail goes; null: where all goes.</summary>
    public string? NextHop { get; init; }

    /// <summary>Connections to its next hop; null: as many as to the one of all.</summary>
    public int? Connections { get; init; }

    /// <summary>TLS to its next hop; null: as to the one of all.</summary>
    public string? Tls { get; init; }

    /// <summary>Authority of its next hop's certificate; null: as for the one of all.</summary>
    public string? TlsCa { get; init; }

    /// <summary>How long its originals are kept where its policy does not say.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>How much it may have here.</summary>
    public TenantQuota Quota { get; init; } = new();

    /// <summary>How much of the machine it gets while there is not enough, beside the others.</summary>
    public int Share { get; init; } = 1;

    /// <summary>The file it stands in.</summary>
    public string File { get; init; } = "";
}

/// <summary>Above any of these, new recipients of the tenant get 452; null: no limit. What was taken is still delivered.</summary>
/// <param name="DiskBytes">Bytes of the originals kept for it.</param>
/// <param name="Messages">Mails kept for it.</param>
/// <param name="Waiting">Mails with a recipient who does not have it yet.</param>
public sealed record TenantQuota(long? DiskBytes = null, long? Messages = null, long? Waiting = null)
{
    public bool IsAny => DiskBytes is not null || Messages is not null || Waiting is not null;
}
