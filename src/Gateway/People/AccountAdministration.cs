using System.Security.Cryptography;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>What administrators do to accounts, the same from the pages, from the socket and on the store of a stopped server.</summary>
internal sealed partial class AccountAdministration(AccountStore store, SessionStore sessions, PeopleOptions options, TimeProvider clock) : IAccountAdministration
{
    /// <summary>No 0/O, 1/l/I: it is read out or copied from paper. Sixteen letters, 93 bits.</summary>
    private const string PasswordAlphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private const int PasswordLetters = 16;

    public IReadOnlyList<AccountFacts> List(string? tenant) =>
        [.. store.Table.All.Where(account => tenant is null || account.Person.Tenant == tenant).OrderBy(account => account.Person.SignInName, StringComparer.OrdinalIgnoreCase).Select(FactsOf)];

    public AccountFacts? Find(string person) => store.Table.Find(person) is { } account ? FactsOf(account) : null;

    public async ValueTask<AccountResult> AddAsync(PersonDraft draft, string actor, string reason, CancellationToken token)
    {
        var password = NewPassword();
        var hash = PasswordHash.OfRandom(password);
        return await store.ChangeAsync(
            (table, plan) =>
            {
                if (Check(draft, null, table) is { Count: > 0 } faults)
                {
                    return new AccountResult(null, null, faults);
                }

                var account = Make(draft, hash);
                plan.Accounts.Add(account);
                plan.Notes.Add(Note("added", account.Person, actor, reason));
                return new AccountResult(account.Person, password, []);
            },
            token).ConfigureAwait(false);
    }

    public ValueTask<AccountResult> ChangeAsync(string person, PersonDraft draft, string actor, string reason, CancellationToken token) => store.ChangeAsync(
        (table, plan) =>
        {
            if (table.Find(person) is not { } account)
            {
                return Unknown();
            }

            var faults = Check(draft, account, table);
            if (!draft.Roles.Contains(Role.Administrator) && IsLastAdministrator(table, account))
            {
                faults.Add(LastAdministrator("roles"));
            }

            if (faults.Count > 0)
            {
                return new AccountResult(null, null, faults);
            }

            var changed = account with { Person = Apply(draft, account.Person) };
            if (!Same(changed.Person, account.Person))
            {
                plan.Accounts.Add(changed);
                plan.Notes.Add(Note("changed", changed.Person, actor, reason, ("fields", string.Join(' ', Differences(account.Person, changed.Person).Select(difference => difference.Field)))));
            }

            return new AccountResult(changed.Person, null, []);
        },
        token);

    public async ValueTask<AccountResult> SetActiveAsync(string person, bool active, string actor, string reason, CancellationToken token)
    {
        var result = await store.ChangeAsync(
            (table, plan) =>
            {
                if (table.Find(person) is not { } account)
                {
                    return Unknown();
                }

                if (!active && IsLastAdministrator(table, account))
                {
                    return new AccountResult(null, null, [LastAdministrator(null)]);
                }

                // Who comes back counts as new: unused accounts are disabled by their last use.
                var changed = account with
                {
                    Person = account.Person with { IsActive = active }, Stamp = account.Stamp + 1, Failures = 0, LockedUntil = null, EnabledAt = active ? clock.GetUtcNow() : account.EnabledAt,
                };
                plan.Accounts.Add(changed);
                plan.Notes.Add(Note(active ? "enabled" : "disabled", changed.Person, actor, reason));
                return new AccountResult(changed.Person, null, []);
            },
            token).ConfigureAwait(false);
        if (result.Person is not null && !active)
        {
            await sessions.EndAllAsync(person, null, "disabled", actor, token).ConfigureAwait(false);
        }

        return result;
    }

    public async ValueTask<AccountResult> ResetAsync(string person, bool secondFactor, string actor, string reason, CancellationToken token)
    {
        var password = NewPassword();
        var hash = PasswordHash.OfRandom(password);
        var result = await store.ChangeAsync(
            (table, plan) =>
            {
                if (table.Find(person) is not { } account)
                {
                    return Unknown();
                }

                var isLocal = account.Source == Account.Local;
                var changed = account with
                {
                    Password = isLocal ? hash : account.Password, TemporaryUntil = isLocal ? clock.GetUtcNow() + options.TemporaryFor : null,
                    Failures = 0, LockedUntil = null, Stamp = account.Stamp + 1,
                };
                changed = secondFactor ? changed with { Secret = null, LastStep = 0, RecoveryCodes = [] } : changed;
                plan.Accounts.Add(changed);
                plan.Notes.Add(Note("reset", changed.Person, actor, reason, ("secondFactor", secondFactor ? "removed" : "kept")));
                return new AccountResult(changed.Person, isLocal ? password : null, []);
            },
            token).ConfigureAwait(false);
        if (result.Person is not null)
        {
            await sessions.EndAllAsync(person, null, "reset", actor, token).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>Disables accounts that nobody used for the time the operator set; returns how many. The last administrator stays.</summary>
    public async ValueTask<int> DisableUnusedAsync(CancellationToken token)
    {
        if (options.DisableUnusedAfter == TimeSpan.Zero)
        {
            return 0;
        }

        var before = clock.GetUtcNow() - options.DisableUnusedAfter;
        var unused = store.Table.All.Where(account => account.Person.IsActive && LastUse(account) < before).Select(account => account.Person.Id).ToList();
        var count = 0;
        foreach (var person in unused)
        {
            count += (await SetActiveAsync(person, false, "system", "unused", token).ConfigureAwait(false)).Person is null ? 0 : 1;
        }

        return count;
    }

    private static DateTimeOffset LastUse(Account account)
    {
        var last = account.LastSignIn ?? account.CreatedAt;
        return account.EnabledAt is { } enabled && enabled > last ? enabled : last;
    }

    private static string NewPassword() => RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLetters);

    private Account Make(PersonDraft draft, string? hash)
    {
        var empty = new Person { Id = Accounts.NewId(), Tenant = draft.Tenant, SignInName = draft.SignInName, Name = draft.Name };
        return new Account { Person = Apply(draft, empty), Password = hash, TemporaryUntil = clock.GetUtcNow() + options.TemporaryFor, CreatedAt = clock.GetUtcNow() };
    }

    internal static Person Apply(PersonDraft draft, Person person) => person with
    {
        Tenant = draft.Tenant, SignInName = TypedText.HalfWidth(draft.SignInName), Name = draft.Name, Department = draft.Department,
        Roles = [.. draft.Roles.Distinct().Order()], Addresses = [.. draft.Addresses.Distinct(StringComparer.OrdinalIgnoreCase)],
        ApprovesFor = draft.Roles.Contains(Role.Approver) ? [.. draft.ApprovesFor.Distinct()] : [],
    };

    private static bool IsLastAdministrator(AccountTable table, Account account) => account.Person is { IsActive: true } person && person.Is(Role.Administrator)
        && !table.All.Any(other => other.Person is { IsActive: true } && other.Person.Id != person.Id && other.Person.Is(Role.Administrator));

    private List<FieldFault> Check(PersonDraft draft, Account? present, AccountTable table)
    {
        var faults = new List<FieldFault>();
        Add("signInName", PersonFields.CheckSignInName(draft.SignInName));
        Add("name", PersonFields.CheckName(draft.Name));
        Add("department", PersonFields.CheckDepartment(draft.Department));
        foreach (var address in draft.Addresses)
        {
            // What somebody has already stays theirs when the domains change; it is told of when it is typed anew.
            Add("addresses", PersonFields.CheckAddress(address) ?? (present?.Person.Addresses.Contains(address, StringComparer.OrdinalIgnoreCase) == true ? null : AddressDomains.Check(options, draft.Tenant, address)));
        }

        foreach (var department in draft.ApprovesFor.Where(department => department != "*"))
        {
            Add("approvesFor", PersonFields.CheckDepartment(department));
        }

        if (draft.Roles.Count == 0)
        {
            faults.Add(new("roles", "役割を 1 つ以上選んでください。", "Choose at least one role."));
        }

        if (table.FindBySignInName(TypedText.HalfWidth(draft.SignInName)) is { } other && other.Person.Id != present?.Person.Id)
        {
            faults.Add(new("signInName", $"サインイン名「{draft.SignInName}」はすでに使われています。", $"The sign-in name '{draft.SignInName}' is taken."));
        }

        return faults;

        void Add(string field, (string Ja, string En)? fault)
        {
            if (fault is { } words)
            {
                faults.Add(new(field, words.Ja, words.En));
            }
        }
    }

    private static AccountResult Unknown() => new(null, null, [new(null, "このアカウントはありません。", "There is no such account.")]);

    private static FieldFault LastAdministrator(string? field) => new(
        field, "最後の管理者です。先に別の管理者を追加してください。", "This is the last administrator. Make another one first.");

    private static AuditNote Note(string act, Person person, string actor, string reason, params ReadOnlySpan<(string, string?)> more) => PersonAudit.Note(
        AuditKind.AccountChanged, actor, person.Id,
        [("act", act), ("roles", string.Join(' ', person.Roles.Select(RoleNames.Of))), ("reason", reason), .. more]);

    private AccountFacts FactsOf(Account account) => new(
        account.Person, account.Source, account.Secret is not null, account.LockedUntil is { } until && until > clock.GetUtcNow() ? until : null, account.TemporaryUntil, account.CreatedAt, account.LastSignIn);

    internal static bool Same(Person a, Person b) => !Differences(a, b).Any();

    /// <summary>What differs, in the words of the list's columns.</summary>
    private static IEnumerable<(string Field, string Before, string After)> Differences(Person before, Person after) =>
        PeopleList.FieldsOf(before).Zip(PeopleList.FieldsOf(after)).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => (pair.First.Column, pair.First.Value, pair.Second.Value));
}
