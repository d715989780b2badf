namespace Mugai.Portal.People;

/// <summary>The OpenID Connect provider that people sign in by, as the portal needs it.</summary>
public sealed record ProviderOptions
{
    /// <summary>The issuer's URL, exactly as its metadata gives it (OpenID Connect Discovery 1.0, 4.3).</summary>
    public required string Issuer { get; init; }

    /// <summary>The client that is registered there.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret; null: a public client, held by PKCE alone.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What the button calls the provider; empty: by its kind.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is asked for beside <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["profile", "email"];

    /// <summary>The claims that hold what a person is known by.</summary>
    public ProviderClaims Claims { get; init; } = new();

    /// <summary>Where people reach the first listener; null: where each request came to.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>How the provider is asked: what it is trusted by stands in here. Null: as the system does.</summary>
    public HttpMessageHandler? Backchannel { get; init; }
}

/// <summary>Names of claims, which providers choose.</summary>
public sealed record ProviderClaims
{
    /// <summary>What becomes the sign-in name.</summary>
    public string SignInName { get; init; } = "preferred_username";

    /// <summary>The name that is shown.</summary>
    public string Name { get; init; } = "name";

    /// <summary>The department.</summary>
    public string Department { get; init; } = "department";

    /// <summary>The groups that give roles.</summary>
    public string Groups { get; init; } = "groups";
}

/// <summary>What a provider vouched for, after the token and the answer of its userinfo endpoint were checked.</summary>
/// <param name="Issuer">Who vouches.</param>
/// <param name="Subject">Who it is there, for good; an address or a name may pass to somebody else.</param>
/// <param name="SignInName">As the provider writes it; empty when it says none.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Department">Empty when it says none.</param>
/// <param name="Groups">Groups.</param>
/// <param name="Address">An address the provider has verified; null when it says none.</param>
/// <param name="Methods">How the person proved who they are (amr, RFC 8176).</param>
public sealed record ProviderIdentity(
    string Issuer, string Subject, string SignInName, string Name, string Department, IReadOnlyList<string> Groups, string? Address, IReadOnlyList<string> Methods);

/// <summary>What came of a sign-in by the provider: a sign-in under way, or why not.</summary>
public sealed record ProviderAnswer(PendingSignIn? Pending, ProviderRefusal? Why);

/// <summary>Why a sign-in by the provider came to nothing. Told to the person: they have proved who they are, or nobody has.</summary>
public enum ProviderRefusal
{
    /// <summary>The provider does not answer.</summary>
    Unavailable,

    /// <summary>It was cancelled there, took too long, or what came back was used before or is not good.</summary>
    NotFinished,

    /// <summary>No group of theirs gives a role.</summary>
    NoRole,

    /// <summary>The account is disabled or locked.</summary>
    Closed,

    /// <summary>Their sign-in name belongs to an account that is not the provider's.</summary>
    NameTaken,
}
