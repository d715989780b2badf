namespace Mugai.People;

/// <summary>Somebody who may sign in, as everybody else sees them: no secret is in here.</summary>
public sealed record Person
{
    /// <summary>The tenant of people and mail where none is set up; where some are, its people run the installation.</summary>
    public const string DefaultTenant = "default";

    /// <summary>32 hex digits; names the person in the audit log and says nothing about them.</summary>
    public required string Id { get; init; }

    /// <summary>The municipality (団体).</summary>
    public required string Tenant { get; init; }

    /// <summary>What is typed at sign-in; unique on an installation, compared without regard to case.</summary>
    public required string SignInName { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string Name { get; init; }

    /// <summary>The department (所属), empty when there is none.</summary>
    public string Department { get; init; } = "";

    /// <summary>What the person may do.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The addresses whose mail the person may see. An address may belong to several people (課代表アドレス).</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The departments an approver decides for; <c>*</c>: all of the tenant. Empty: the own one.</summary>
    public IReadOnlyList<string> ApprovesFor { get; init; } = [];

    /// <summary><c>ja</c> or <c>en</c>; null when the browser decides.</summary>
    public string? Language { get; init; }

    /// <summary>False: may not sign in, gets no request to decide.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether the person has <paramref name="role"/>.</summary>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>Whether the person decides for <paramref name="department"/> in the own right.</summary>
    public bool DecidesFor(string department) => IsActive && Is(Role.Approver)
        && (ApprovesFor.Count == 0 ? Department == department : ApprovesFor.Contains("*") || ApprovesFor.Contains(department));
}
