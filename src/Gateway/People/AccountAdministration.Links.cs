using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>
/// Links an account that is here already to somebody of the OpenID Connect provider. A person who has both is known by issuer and subject alone from then on; an administrator says that they are
/// the same, because a name or an address at the provider proves nothing.
/// </summary>
internal sealed partial class AccountAdministration
{
    /// <summary>OpenID Connect Core 1.0, 2: a subject has at most 255 ASCII characters.</summary>
    private const int MaxSubjectChars = 255;

    public async ValueTask<AccountResult> LinkAsync(string person, string subject, string actor, string reason, CancellationToken token)
    {
        var result = await store.ChangeAsync(
            (table, plan) =>
            {
                if (table.Find(person) is not { } account)
                {
                    return Unknown();
                }

                if (LinkFault(table, account, subject) is { } fault)
                {
                    return new AccountResult(null, null, [fault]);
                }

                // Its password opens it no more; the second factor, which is the person's, stays.
                var changed = account with
                {
                    Source = Account.Oidc, ExternalId = $"{options.Oidc.Issuer} {subject}", Password = null, TemporaryUntil = null, Failures = 0, LockedUntil = null, Stamp = account.Stamp + 1,
                };
                plan.Accounts.Add(changed);
                plan.Notes.Add(Note("linked", changed.Person, actor, reason, ("source", Account.Oidc)));
                return new AccountResult(changed.Person, null, []);
            },
            token).ConfigureAwait(false);
        if (result.Person is not null)
        {
            await sessions.EndAllAsync(person, null, "linked", actor, token).ConfigureAwait(false);
        }

        return result;
    }

    public async ValueTask<AccountResult> UnlinkAsync(string person, string actor, string reason, CancellationToken token)
    {
        var password = NewPassword();
        var hash = PasswordHash.OfRandom(password);
        var result = await store.ChangeAsync(
            (table, plan) =>
            {
                if (table.Find(person) is not { Source: Account.Oidc } account)
                {
                    return new AccountResult(null, null, [new(null, "このアカウントは認証基盤と結び付いていません。", "This account is not linked to the sign-in provider.")]);
                }

                var changed = account with
                {
                    Source = Account.Local, ExternalId = null, Password = hash, TemporaryUntil = clock.GetUtcNow() + options.TemporaryFor, Failures = 0, LockedUntil = null, Stamp = account.Stamp + 1,
                };
                plan.Accounts.Add(changed);
                plan.Notes.Add(Note("unlinked", changed.Person, actor, reason, ("source", Account.Local)));
                return new AccountResult(changed.Person, password, []);
            },
            token).ConfigureAwait(false);
        if (result.Person is not null)
        {
            await sessions.EndAllAsync(person, null, "unlinked", actor, token).ConfigureAwait(false);
        }

        return result;
    }

    private FieldFault? LinkFault(AccountTable table, Account account, string subject)
    {
        var oidc = options.Oidc;
        if (string.IsNullOrEmpty(oidc.Issuer))
        {
            return new("subject", "認証基盤（people.oidc）が設定されていません。", "No sign-in provider is configured (people.oidc).");
        }

        if (subject.Length is 0 or > MaxSubjectChars || !subject.All(letter => letter is > ' ' and <= '~'))
        {
            return new("subject", "サブジェクト（sub）は、空白を含まない半角 1～255 文字です。認証基盤の利用者情報で確認してください。", "A subject (sub) has 1 to 255 ASCII characters without blanks. Look it up at the provider.");
        }

        if (account.Source != Account.Local)
        {
            return new("subject", "このアカウントは、すでにほかの認証と結び付いています。", "This account is linked to a directory or a provider already.");
        }

        if (account.Person.Tenant != oidc.Tenant)
        {
            return new("subject", $"認証基盤の利用者の団体（{oidc.Tenant}）と、このアカウントの団体が異なります。", $"The provider's people are of the tenant '{oidc.Tenant}', this account is not.");
        }

        if (table.FindByExternalId(Account.Oidc, $"{oidc.Issuer} {subject}") is { } other)
        {
            return new("subject", $"このサブジェクトは、すでにアカウント「{other.Person.SignInName}」と結び付いています。", $"The subject is linked to the account '{other.Person.SignInName}' already.");
        }

        // Roles come from the provider's groups from now on: the last way in must not hang on a word at somebody else's.
        return IsLastAdministrator(table, account) ? LastAdministrator("subject") : null;
    }
}
