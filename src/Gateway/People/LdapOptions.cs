using Mugai.People;

namespace Mugai.Gateway.People;

/// <summary>A directory that knows the people (<c>people.ldap</c>): LDAP or Active Directory. Without a URL there is none.</summary>
public sealed record LdapOptions
{
    /// <summary><c>ldaps://HOST:PORT</c>, or <c>ldap://</c>, which goes over to TLS at once (StartTLS).</summary>
    public string? Url { get; init; }

    /// <summary>A folder of the certificates to trust (<c>openssl rehash</c>); null: the system's.</summary>
    public string? CaFolder { get; init; }

    /// <summary>No TLS. Whoever listens on the way reads every password.</summary>
    public bool DangerPlaintext { get; init; }

    public string BindDn { get; init; } = "";

    public string? BindPasswordFile { get; init; }

    public string Base { get; init; } = "";

    /// <summary>Finds the entry of a sign-in name.</summary>
    public string Filter { get; init; } = "(&(objectClass=person)(|(uid={name})(sAMAccountName={name})))";

    /// <summary>Finds the groups of an entry.</summary>
    public string GroupFilter { get; init; } = "(|(member={dn})(uniqueMember={dn})(memberUid={name}))";

    /// <summary>Role → group; <c>*</c>: everybody whose password fits.</summary>
    public IReadOnlyDictionary<Role, string> Groups { get; init; } = new Dictionary<Role, string>();

    /// <summary>Department → group of those who decide for it; the department <c>*</c>: for all.</summary>
    public IReadOnlyDictionary<string, string> Approvers { get; init; } = new Dictionary<string, string>();

    public string Tenant { get; init; } = Person.DefaultTenant;
}
