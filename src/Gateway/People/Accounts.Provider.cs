using Mugai.Auditing;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>People a provider vouches for. Their accounts are known by issuer and subject, made at their first sign-in and brought up to date at each.</summary>
internal sealed partial class Accounts
{
    public bool ChecksPassword(string person) => _store.Table.Find(person)?.Source is Account.Local or Account.Ldap;

    public async ValueTask<ProviderAnswer> SignInByProviderAsync(ProviderIdentity identity, string client, CancellationToken token)
    {
        // Of another issuer the same subject is somebody else. A blank stands in no URL.
        var externalId = $"{identity.Issuer} {identity.Subject}";
        var (draft, why) = (DraftOf(identity), (ProviderRefusal?)null);
        var known = identity.Subject.Length == 0 || _clients.IsRefused(client) ? null : await _store.ChangeAsync(
            (table, plan) =>
            {
                var present = table.FindByExternalId(Account.Oidc, externalId);
                why = draft.Roles.Count == 0 ? ProviderRefusal.NoRole
                    : present is not null && (IsLocked(present) || !present.Person.IsActive) ? ProviderRefusal.Closed
                    // Never by name or address: whoever may choose theirs at the provider would choose an administrator's.
                    : table.FindBySignInName(TypedText.HalfWidth(draft.SignInName)) is { } other && other != present ? ProviderRefusal.NameTaken
                    : PersonFields.CheckSignInName(draft.SignInName) is not null ? ProviderRefusal.NoRole
                    : null;
                return why is null ? Follow(plan, present, draft with { Addresses = draft.Addresses.Count > 0 ? draft.Addresses : present?.Person.Addresses ?? [] }, Account.Oidc, externalId) : null;
            },
            token).ConfigureAwait(false);
        if (known is not null)
        {
            return new(new PendingSignIn(known.Person.Id, known.Stamp, identity.Methods.Any(_options.Oidc.SecondFactorMethods.Contains)), null);
        }

        await RefuseAsync(null, why switch { ProviderRefusal.NoRole => "noRole", ProviderRefusal.NameTaken => "nameTaken", _ => "closed" }, client, countsFor: false).ConfigureAwait(false);
        return new(null, why ?? ProviderRefusal.Closed);
    }

    public async ValueTask FailByProviderAsync(ProviderRefusal why, Exception? failure, string client, CancellationToken token)
    {
        if (why == ProviderRefusal.Unavailable)
        {
            // Nobody's fault: no try is counted.
            PeopleLog.ProviderUnreachable(_log, failure);
            return;
        }

        PeopleLog.ProviderRefused(_log, new UntrustedText(failure?.Message ?? "").ForLog());
        await RefuseAsync(null, "provider", client, countsFor: false).ConfigureAwait(false);
    }

    private PersonDraft DraftOf(ProviderIdentity identity)
    {
        var oidc = _options.Oidc;
        var (roles, approvesFor) = RoleGroups.RolesOf(oidc.Groups, oidc.Approvers, identity.Groups.ToHashSet(StringComparer.Ordinal));
        var name = identity.SignInName.Length > 0 ? identity.SignInName : identity.Subject;
        return new(
            oidc.Tenant, name, PersonFields.CheckName(identity.Name) is null ? identity.Name : name, PersonFields.CheckDepartment(identity.Department) is null ? identity.Department : "", roles,
            identity.Address is { } address && PersonFields.CheckAddress(address) is null && _options.OwnsAddress(oidc.Tenant, address) ? [address] : [], approvesFor);
    }
}
