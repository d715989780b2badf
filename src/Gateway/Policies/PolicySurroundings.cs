using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Policies;

/// <summary>What of the installation its policies depend on.</summary>
public sealed record PolicySurroundings
{
    /// <summary>What mails from outside may not point to; empty: nothing.</summary>
    public string PortalHost { get; init; } = "";

    /// <summary>Whose mail it is, by the recipient's domain.</summary>
    public TenantTable Tenants { get; init; } = TenantTable.None;

    /// <summary>Domains that mail is taken in for, beside those of tenants; <c>*</c> names none.</summary>
    public IReadOnlyList<string> RecipientDomains { get; init; } = [];

    /// <summary>Whose word on senders counts (RFC 8601 authserv-id).</summary>
    public IReadOnlyList<string> TrustedAuthservIds { get; init; } = [];

    /// <summary>Something is there that scans for viruses.</summary>
    public bool HasScanners { get; init; }

    /// <summary>Internal: the sender's domain is the recipient's tenant's; another tenant is somebody else.</summary>
    public MailDirection DirectionOf(string sender, string recipient)
    {
        var tenant = Tenants.Of(sender);
        var isOurs = tenant is not null || RecipientDomains.Contains(RecipientAddress.DomainOf(sender));
        return isOurs && tenant == Tenants.Of(recipient) ? MailDirection.Internal : MailDirection.Inbound;
    }
}
