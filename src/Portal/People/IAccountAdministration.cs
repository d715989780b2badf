using Mugai.People;

namespace Mugai.Portal.People;

/// <summary>Accounts as an administrator sees and changes them. Every act is on record, with actor and reason, when the call returns.</summary>
public interface IAccountAdministration
{
    /// <summary>All accounts of a tenant (null: of all), by sign-in name.</summary>
    IReadOnlyList<AccountFacts> List(string? tenant);

    /// <summary>One account, or null.</summary>
    AccountFacts? Find(string person);

    /// <summary>Makes an account with a temporary password; what is wrong instead, when something is.</summary>
    ValueTask<AccountResult> AddAsync(PersonDraft draft, string actor, string reason, CancellationToken token);

    /// <summary>Changes what is known of a person and what they may do. Their sessions go on with the new roles.</summary>
    ValueTask<AccountResult> ChangeAsync(string person, PersonDraft draft, string actor, string reason, CancellationToken token);

    /// <summary>Disables an account and ends its sessions, or enables it again. Nobody disables the last administrator.</summary>
    ValueTask<AccountResult> SetActiveAsync(string person, bool active, string actor, string reason, CancellationToken token);

    /// <summary>Gives a new temporary password and, when asked for, takes the second factor away; sessions end and a lock is lifted.</summary>
    ValueTask<AccountResult> ResetAsync(string person, bool secondFactor, string actor, string reason, CancellationToken token);

    /// <summary>
    /// Links an account of ours to the person with this <c>sub</c> at the OpenID Connect provider: they sign in there from then on, and their roles are those of its groups. Sessions end. Refused
    /// when the subject is linked already, and for the last administrator.
    /// </summary>
    ValueTask<AccountResult> LinkAsync(string person, string subject, string actor, string reason, CancellationToken token);

    /// <summary>Takes the link away: the account has a temporary password of ours again. Sessions end.</summary>
    ValueTask<AccountResult> UnlinkAsync(string person, string actor, string reason, CancellationToken token);

    /// <summary>Reads a list of people and says what it would change on its day, or everything that is wrong with it. Changes nothing.</summary>
    ImportPreview Preview(string tenant, string csv);

    /// <summary>Takes a list: at once when its day is today or past, else on its day. Null: it is not good any more.</summary>
    ValueTask<ImportOutcome?> ImportAsync(string tenant, string csv, DateOnly day, string actor, string reason, CancellationToken token);

    /// <summary>Lists that wait for their day.</summary>
    IReadOnlyList<PlannedImport> Planned(string? tenant);

    /// <summary>Takes a waiting list back; false when there is none of this id.</summary>
    ValueTask<bool> CancelAsync(string import, string actor, string reason, CancellationToken token);
}

/// <summary>An account as administrators and auditors see it.</summary>
/// <param name="Person">Who.</param>
/// <param name="Source">Where the password is checked: <c>local</c>, <c>ldap</c>, <c>oidc</c>.</param>
/// <param name="SecondFactor">Whether a second factor is set up.</param>
/// <param name="LockedUntil">Set while it is locked.</param>
/// <param name="TemporaryUntil">Set while the password is a temporary one.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastSignIn">When it was last used.</param>
public sealed record AccountFacts(
    Person Person, string Source, bool SecondFactor, DateTimeOffset? LockedUntil, DateTimeOffset? TemporaryUntil, DateTimeOffset CreatedAt, DateTimeOffset? LastSignIn);

/// <summary>What an administrator writes about a person.</summary>
public sealed record PersonDraft(
    string Tenant, string SignInName, string Name, string Department, IReadOnlyList<Role> Roles, IReadOnlyList<string> Addresses, IReadOnlyList<string> ApprovesFor);

/// <summary>What came of an administrator's act.</summary>
/// <param name="Person">The account; null when nothing was changed.</param>
/// <param name="TemporaryPassword">Shown this once, when one was made.</param>
/// <param name="Faults">Field and wording of everything that is wrong.</param>
public sealed record AccountResult(Person? Person, string? TemporaryPassword, IReadOnlyList<FieldFault> Faults);

/// <summary>Something wrong with a field, in both languages.</summary>
public sealed record FieldFault(string? Field, string Ja, string En);

/// <summary>What a list would do.</summary>
public sealed record ImportPreview(IReadOnlyList<ImportLine> Changes, IReadOnlyList<ImportFault> Faults, int Unchanged);

/// <summary>One person of a list.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Act">What happens to the account.</param>
/// <param name="SignInName">Whose.</param>
/// <param name="Name">The name in the list.</param>
/// <param name="Fields">What changes: field, before, after.</param>
public sealed record ImportLine(int Line, ImportAct Act, string SignInName, string Name, IReadOnlyList<(string Field, string Before, string After)> Fields);

/// <summary>What a line of a list does.</summary>
public enum ImportAct
{
    /// <summary>A new account.</summary>
    Add,

    /// <summary>An account changes.</summary>
    Change,

    /// <summary>An account is disabled.</summary>
    Disable,
}

/// <summary>Something wrong with a list.</summary>
public sealed record ImportFault(int Line, string Ja, string En);

/// <summary>A list that waits for its day.</summary>
public sealed record PlannedImport(string Id, string Tenant, DateOnly Day, int Lines, DateTimeOffset PlannedAt, string Actor, string Csv);

/// <summary>What taking a list did.</summary>
/// <param name="Planned">Set when it waits for its day.</param>
/// <param name="TemporaryPasswords">Sign-in name, name and temporary password of each new account; shown this once.</param>
/// <param name="Added">New accounts.</param>
/// <param name="Changed">Changed ones.</param>
/// <param name="Disabled">Disabled ones.</param>
public sealed record ImportOutcome(
    PlannedImport? Planned, IReadOnlyList<(string SignInName, string Name, string Password)> TemporaryPasswords, int Added, int Changed, int Disabled);
