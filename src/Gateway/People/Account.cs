using System.Text.Json.Serialization;
using Mugai.People;

namespace Mugai.Gateway.People;

/// <summary>A person with everything that proves it is them. Kept as one sealed row; never leaves this folder.</summary>
internal sealed record Account
{
    public required Person Person { get; init; }

    /// <summary>Where the password is checked: <c>local</c>, <c>ldap</c> or <c>oidc</c>.</summary>
    public string Source { get; init; } = Local;

    /// <summary>The name at the source: an LDAP DN, an OIDC issuer and subject.</summary>
    public string? ExternalId { get; init; }

    /// <summary>See <see cref="PasswordHash"/>; null: no password opens it.</summary>
    public string? Password { get; init; }

    /// <summary>When a temporary password stops working; null: the password is the person's own choice.</summary>
    public DateTimeOffset? TemporaryUntil { get; init; }

    /// <summary>The TOTP secret; null: no second factor.</summary>
    public byte[]? Secret { get; init; }

    /// <summary>The last time step whose code was used; a code at or before it is refused (RFC 6238 5.2).</summary>
    public long LastStep { get; init; }

    /// <summary>Digests of recovery codes that were not used yet.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];

    /// <summary>Failed tries since the last sign-in or lock.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignIn { get; init; }

    /// <summary>When it was last enabled again.</summary>
    public DateTimeOffset? EnabledAt { get; init; }

    /// <summary>Counts changes of password and second factor; a sign-in that is under way does not outlive one.</summary>
    public int Stamp { get; init; }

    public const string Local = "local";
    public const string Ldap = "ldap";
    public const string Oidc = "oidc";
}

/// <summary>A session as it is kept; its row's name is a digest of the session's id, so that the database opens none.</summary>
internal sealed record StoredSession(string Person, DateTimeOffset Begun, DateTimeOffset LastSeen, string Client);

[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(StoredSession))]
[JsonSerializable(typeof(Delegation))]
[JsonSerializable(typeof(StoredImport))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class PeopleJson : JsonSerializerContext;
