using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.People;

namespace Mugai.Gateway.People;

/// <summary>What the operator decided about accounts (<c>people:</c> in mugai.yaml).</summary>
public sealed record PeopleOptions
{
    /// <summary>Origin: 総務省's guideline and NIST SP 800-63B ask for 8 or more; twelve resists guessing without rules about signs.</summary>
    public int PasswordMinLength { get; init; } = 12;

    /// <summary>Roles that must have a second factor.</summary>
    public IReadOnlyList<Role> SecondFactor { get; init; } = [Role.Administrator, Role.Approver, Role.Auditor];

    public int LockAfter { get; init; } = 5;

    public TimeSpan LockFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Failed tries from one client address, whoever they were for, after which it is refused for <see cref="LockFor"/>.</summary>
    public int LockClientAfter { get; init; } = 50;

    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(12);

    public TimeSpan AdministratorSessionLength { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a temporary password opens the account.</summary>
    public TimeSpan TemporaryFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The directory that knows the people, if there is one.</summary>
    public LdapOptions Ldap { get; init; } = new();

    /// <summary>The provider that people sign in by, if there is one.</summary>
    public OidcOptions Oidc { get; init; } = new();

    /// <summary>The domains whose mail comes through here for a tenant (<c>smtp.recipientDomains</c>); only such an address may be somebody's. None, or <c>*</c>: any.</summary>
    public Func<string, IReadOnlyList<string>> DomainsOf { get; init; } = static _ => [];

    /// <summary>Whether an address may be somebody's of a tenant.</summary>
    public bool OwnsAddress(string tenant, string address) => DomainsOf(tenant) is not { Count: > 0 } domains || domains.Contains("*")
        || domains.Any(domain => RecipientAddress.CanonicalDomain(domain) == RecipientAddress.DomainOf(address));

    /// <summary>Accounts nobody used for so long are disabled; zero: never.</summary>
    public TimeSpan DisableUnusedAfter { get; init; } = TimeSpan.FromDays(90);
}
