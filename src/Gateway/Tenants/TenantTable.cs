using System.Collections.Frozen;
using Mugai.Gateway.Smtp.Receiving.Recipients;

namespace Mugai.Gateway.Tenants;

/// <summary>The tenants of an installation, frozen. Without any, all mail is of one tenant, or of those that policy files name.</summary>
public sealed class TenantTable
{
    private readonly FrozenDictionary<string, Tenant> _byDomain;
    private readonly FrozenDictionary<string, Tenant> _byName;

    public TenantTable(IEnumerable<Tenant> tenants)
    {
        All = [.. tenants];
        _byName = All.ToFrozenDictionary(tenant => tenant.Name, StringComparer.Ordinal);
        _byDomain = All.SelectMany(tenant => tenant.Domains.Select(domain => (domain, tenant))).ToFrozenDictionary(pair => pair.domain, pair => pair.tenant, StringComparer.Ordinal);
    }

    public static TenantTable None { get; } = new([]);

    public IReadOnlyList<Tenant> All { get; }

    public bool IsEmpty => All.Count == 0;

    /// <summary>Whose mail it is, by the recipient; null when no tenant names the domain.</summary>
    public Tenant? Of(string address) => _byDomain.Count == 0 ? null : _byDomain.GetValueOrDefault(RecipientAddress.DomainOf(address));

    public Tenant? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whom notices to a tenant's people come from.</summary>
    public string NoticeSenderOf(string name, string hostname) => Find(name)?.NoticeSender ?? $"postmaster@{hostname}";

    /// <summary>For <see cref="FairGate"/>.</summary>
    public int ShareOf(string name) => Find(name)?.Share ?? 1;
}
