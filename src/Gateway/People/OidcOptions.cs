using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>A provider that people sign in by (<c>people.oidc</c>): OpenID Connect. Without an issuer there is none.</summary>
public sealed record OidcOptions
{
    /// <summary>The issuer's URL, as its metadata gives it.</summary>
    public string? Issuer { get; init; }

    public string ClientId { get; init; } = "";

    /// <summary>Null: a public client, held by PKCE alone.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>PEM certificates that the provider's must come from; null: the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>What the button calls it.</summary>
    public string Name { get; init; } = "";

    public IReadOnlyList<string> Scopes { get; init; } = ["profile", "email"];

    public ProviderClaims Claims { get; init; } = new();

    /// <summary>Role → group; <c>*</c>: everybody the provider vouches for.</summary>
    public IReadOnlyDictionary<Role, string> Groups { get; init; } = new Dictionary<Role, string>();

    /// <summary>Department → group of those who decide for it; the department <c>*</c>: for all.</summary>
    public IReadOnlyDictionary<string, string> Approvers { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of <c>amr</c> that count as a second factor; none: ours is asked for.</summary>
    public IReadOnlyList<string> SecondFactorMethods { get; init; } = [];

    public string Tenant { get; init; } = Person.DefaultTenant;
}
