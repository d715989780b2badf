using System.DirectoryServices.Protocols;
using Mugai.Auditing;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>People whose passwords a directory checks. Their accounts are made at their first sign-in and brought up to date at each.</summary>
internal sealed partial class Accounts
{
    private readonly LdapDirectory? _directory;

    public bool OwnsPassword(string person) => _store.Table.Find(person)?.Source == Account.Local;

    /// <summary>Null: the password does not fit, or there is no role. Throws <see cref="DirectoryUnavailableException"/> when the directory cannot be asked.</summary>
    private async ValueTask<DirectoryAnswer?> AskDirectoryAsync(string name, string password, CancellationToken token)
    {
        try
        {
            return await _directory!.AskAsync(name, password, token).ConfigureAwait(false) is { Draft: not null } answer ? answer : null;
        }
        catch (Exception unreachable) when (unreachable is LdapException or DirectoryOperationException or IOException or UnauthorizedAccessException)
        {
            PeopleLog.DirectoryUnreachable(_log, unreachable);
            throw new DirectoryUnavailableException("The directory did not answer.", unreachable);
        }
    }

    /// <summary>Checks the password in the directory and brings the account in line with it; null when it is refused.</summary>
    private async ValueTask<Account?> SignInByDirectoryAsync(Account? account, string name, string password, string client, CancellationToken token)
    {
        if (account is not null && (IsLocked(account) || !account.Person.IsActive))
        {
            await RefuseAsync(account.Person.Id, IsLocked(account) ? "locked" : "disabled", client, countsFor: false).ConfigureAwait(false);
            return null;
        }

        if (await AskDirectoryAsync(name, password, token).ConfigureAwait(false) is not { Draft: { } draft } answer)
        {
            await RefuseAsync(account?.Person.Id, account is null ? "unknown" : "password", client, countsFor: account is not null).ConfigureAwait(false);
            return null;
        }

        draft = draft with { Addresses = [.. draft.Addresses.Where(address => _options.OwnsAddress(draft.Tenant, address))] };
        var (known, refusal) = await _store.ChangeAsync<(Account?, string?)>(
            (table, plan) =>
            {
                // Who it is, the directory's entry says: a person who may sign in under several names has one account, with one lock and one second factor.
                var present = table.FindByExternalId(Account.Ldap, answer.ExternalId!) ?? table.FindBySignInName(draft.SignInName) ?? table.FindBySignInName(name);
                if (present is not null && (present.Source != Account.Ldap || IsLocked(present) || !present.Person.IsActive))
                {
                    return (null, present.Source != Account.Ldap ? "password" : IsLocked(present) ? "locked" : "disabled");
                }

                return (Follow(plan, present, draft with { SignInName = present?.Person.SignInName ?? draft.SignInName }, Account.Ldap, answer.ExternalId!), null);
            },
            token).ConfigureAwait(false);
        if (refusal is not null)
        {
            await RefuseAsync(null, refusal, client, countsFor: false).ConfigureAwait(false);
        }

        return known;
    }

    /// <summary>Makes or changes an account after what its source says; one that is as it says is left alone.</summary>
    private Account Follow(AccountPlan plan, Account? present, PersonDraft draft, string source, string externalId)
    {
        var before = present?.Person ?? new Person { Id = NewId(), Tenant = draft.Tenant, SignInName = draft.SignInName, Name = draft.Name };
        var after = AccountAdministration.Apply(draft, before);
        if (present is not null && AccountAdministration.Same(before, after) && present.ExternalId == externalId)
        {
            return present;
        }

        var changed = (present ?? new Account { Person = after, Source = source, CreatedAt = _clock.GetUtcNow() }) with { Person = after, ExternalId = externalId };
        plan.Accounts.Add(changed);
        plan.Notes.Add(PersonAudit.Note(
            AuditKind.AccountChanged, "system", after.Id, ("act", present is null ? "added" : "changed"), ("source", source), ("roles", string.Join(' ', after.Roles.Select(RoleNames.Of)))));
        return changed;
    }
}
