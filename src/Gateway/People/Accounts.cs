using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>
/// Signing in. Every way to fail looks alike from outside: an unknown name costs the same hash, a locked account gives the same answer, and tries on one name come
/// one after the other, so that a hundred at once are not a hundred tries before the lock.
/// </summary>
internal sealed partial class Accounts : IAccounts, IDisposable
{
    private const int Stripes = 64;

    private readonly AccountStore _store;
    private readonly SessionStore _sessions;
    private readonly PeopleOptions _options;
    private readonly byte[] _key;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ClientWatch _clients;
    private readonly SetUpCode _setUp;
    private readonly SemaphoreSlim[] _names = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Hashing is slow by purpose; mail must not wait for people who guess.</summary>
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    public Accounts(AccountStore store, SessionStore sessions, PeopleOptions options, byte[] key, TimeProvider clock, ILogger log)
    {
        _store = store;
        _sessions = sessions;
        _options = options;
        _key = key;
        _clock = clock;
        _log = log;
        _clients = new ClientWatch(options.LockClientAfter, options.LockFor, clock);
        _setUp = new SetUpCode();
        _directory = options.Ldap.Url is null ? null : new LdapDirectory(options.Ldap);
    }

    public int PasswordMinLength => _options.PasswordMinLength;

    public void Dispose()
    {
        _hashing.Dispose();
        foreach (var name in _names)
        {
            name.Dispose();
        }
    }

    public async ValueTask<PendingSignIn?> CheckPasswordAsync(string signInName, string password, string client, CancellationToken token)
    {
        if (signInName.Length > MaxNameLength || password.Length > PasswordRules.MaxLength || _clients.IsRefused(client))
        {
            return null;
        }

        signInName = TypedText.HalfWidth(signInName);
        var stripe = _names[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(signInName) % Stripes];
        await stripe.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var account = _store.Table.FindBySignInName(signInName);
            var fits = await FitsAsync(account, password, token).ConfigureAwait(false);
            if (_directory is not null && (account is null || account.Source == Account.Ldap))
            {
                return await SignInByDirectoryAsync(account, signInName, password, client, token).ConfigureAwait(false) is { } known
                    ? new PendingSignIn(known.Person.Id, known.Stamp, CodeGiven: false) : null;
            }

            var refusal = WhyRefused(account, fits);
            if (refusal is not null)
            {
                await RefuseAsync(account?.Person.Id, refusal, client, countsFor: account is not null && refusal == "password").ConfigureAwait(false);
                return null;
            }

            if (account!.TemporaryUntil is null && PasswordHash.IsOld(account.Password!))
            {
                var renewed = await HashAsync(password, token).ConfigureAwait(false);
                await ChangeAsync(account.Person.Id, old => old with { Password = renewed }, [], token).ConfigureAwait(false);
            }

            return new PendingSignIn(account.Person.Id, account.Stamp, CodeGiven: false);
        }
        finally
        {
            stripe.Release();
        }
    }

    public SignInStep? NextStep(PendingSignIn pending)
    {
        if (Find(pending) is not { } account)
        {
            return null;
        }

        return account.Secret is not null && !pending.CodeGiven ? SignInStep.Code
            : account.TemporaryUntil is not null ? SignInStep.NewPassword
            : account.Secret is null && !pending.CodeGiven && NeedsSecondFactor(account) ? SignInStep.Enrol
            : SignInStep.Done;
    }

    public async ValueTask<PendingSignIn?> CheckCodeAsync(PendingSignIn pending, string code, string client, CancellationToken token)
    {
        if (_clients.IsRefused(client))
        {
            return null;
        }

        var (taken, account) = await _store.ChangeAsync<(bool, Account?)>(
            (table, plan) =>
            {
                if (Find(pending) is not { } current || current.Secret is null || IsLocked(current))
                {
                    return (false, null);
                }

                if (Totp.FindStep(current.Secret, code, _clock.GetUtcNow(), current.LastStep) is { } step)
                {
                    plan.Accounts.Add(current with { LastStep = step });
                    return (true, current);
                }

                var digest = RecoveryCode.Digest(_key, current.Person.Id, code);
                if (!current.RecoveryCodes.Contains(digest))
                {
                    // Counted where it is checked: a hundred at once are not a hundred tries.
                    CountFailure(plan, current, client);
                    return (false, current);
                }

                plan.Accounts.Add(current with { RecoveryCodes = [.. current.RecoveryCodes.Where(left => left != digest)] });
                plan.Notes.Add(PersonAudit.Note(AuditKind.AccountChanged, PersonAudit.Actor(current.Person.Id), current.Person.Id, ("act", "recoveryCodeUsed"), ("client", client)));
                return (true, current);
            },
            token).ConfigureAwait(false);
        if (!taken)
        {
            await RefuseAsync(account?.Person.Id, "code", client, countsFor: false).ConfigureAwait(false);
            return null;
        }

        return pending with { CodeGiven = true };
    }

    private const int MaxNameLength = 256;

    private async ValueTask<bool> FitsAsync(Account? account, string password, CancellationToken token)
    {
        await _hashing.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => PasswordHash.Fits(account?.Password, password), token).ConfigureAwait(false);
        }
        finally
        {
            _hashing.Release();
        }
    }

    private async ValueTask<string> HashAsync(string password, CancellationToken token)
    {
        await _hashing.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => PasswordHash.Of(password), token).ConfigureAwait(false);
        }
        finally
        {
            _hashing.Release();
        }
    }

    /// <summary>Null: the account may go on. What is said here is for the audit log alone.</summary>
    private string? WhyRefused(Account? account, bool fits) => account switch
    {
        null => "unknown",
        _ when IsLocked(account) => "locked",
        { Person.IsActive: false } => "disabled",
        _ when !fits => "password",
        _ when account.TemporaryUntil is { } until && until < _clock.GetUtcNow() => "temporaryPasswordExpired",
        _ => null,
    };

    private bool IsLocked(Account account) => account.LockedUntil is { } until && until > _clock.GetUtcNow();

    private bool NeedsSecondFactor(Account account) => account.Person.Roles.Any(_options.SecondFactor.Contains);

    private Account? Find(PendingSignIn pending) =>
        _store.Table.Find(pending.Person) is { Person.IsActive: true } account && account.Stamp == pending.Stamp ? account : null;

    /// <summary>Puts a refusal on record and counts it for the account and the client.</summary>
    private async ValueTask RefuseAsync(string? person, string why, string client, bool countsFor)
    {
        var closed = _clients.Failed(client);
        await _store.ChangeAsync(
            (table, plan) =>
            {
                plan.Notes.Add(PersonAudit.Note(AuditKind.SignInRefused, "system", person, ("why", why), ("client", client)));
                if (closed)
                {
                    plan.Notes.Add(PersonAudit.Note(AuditKind.LockedOut, "system", null, ("client", client)));
                }

                if (countsFor && person is not null && table.Find(person) is { } account)
                {
                    CountFailure(plan, account, client);
                }

                return 0;
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private void CountFailure(AccountPlan plan, Account account, string client)
    {
        var locks = account.Failures + 1 >= _options.LockAfter;
        plan.Accounts.Add(locks
            ? account with { Failures = 0, LockedUntil = _clock.GetUtcNow() + _options.LockFor }
            : account with { Failures = account.Failures + 1 });
        if (locks)
        {
            plan.Notes.Add(PersonAudit.Note(AuditKind.LockedOut, "system", account.Person.Id, ("client", client)));
        }
    }

    /// <summary>Changes an account and puts it on record; null when it is gone.</summary>
    private ValueTask<Account?> ChangeAsync(string person, Func<Account, Account?> change, IReadOnlyList<AuditNote> notes, CancellationToken token) => _store.ChangeAsync(
        (table, plan) =>
        {
            if (table.Find(person) is not { } account || change(account) is not { } changed)
            {
                return null;
            }

            plan.Accounts.Add(changed);
            plan.Notes.AddRange(notes);
            return changed;
        },
        token);
}
