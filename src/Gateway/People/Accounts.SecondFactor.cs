using System.Collections.Concurrent;
using Mugai.Auditing;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>Passwords and second factors of one's own.</summary>
internal sealed partial class Accounts
{
    private const string Issuer = "Mugai";
    private static readonly TimeSpan OfferTime = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (byte[] Secret, DateTimeOffset Until)> _offers = new(StringComparer.Ordinal);

    public async ValueTask<(PendingSignIn? Pending, IReadOnlyList<PasswordFault> Faults)> ReplacePasswordAsync(
        PendingSignIn pending, string password, string client, CancellationToken token)
    {
        if (NextStep(pending) != SignInStep.NewPassword || Find(pending) is not { } account)
        {
            return (null, []);
        }

        var faults = await CheckNewAsync(account, password, token).ConfigureAwait(false);
        if (faults.Count > 0)
        {
            return (pending, faults);
        }

        return await SetPasswordAsync(account, password, client, token).ConfigureAwait(false) is { } changed ? (pending with { Stamp = changed.Stamp }, []) : (null, []);
    }

    public async ValueTask<IReadOnlyList<PasswordFault>> ChangePasswordAsync(string person, string current, string password, string session, string client, CancellationToken token)
    {
        if (_store.Table.Find(person) is not { Source: Account.Local } account || !await ConfirmPasswordAsync(person, current, client, token).ConfigureAwait(false))
        {
            return [PasswordFault.WrongCurrent];
        }

        var faults = await CheckNewAsync(account, password, token).ConfigureAwait(false);
        if (faults.Count == 0)
        {
            await SetPasswordAsync(account, password, client, token).ConfigureAwait(false);
            await _sessions.EndAllAsync(person, except: session, "passwordChanged", PersonAudit.Actor(person), token).ConfigureAwait(false);
        }

        return faults;
    }

    public async ValueTask<bool> ConfirmPasswordAsync(string person, string password, string client, CancellationToken token)
    {
        if (_store.Table.Find(person) is not { } account || _clients.IsRefused(client))
        {
            return false;
        }

        // One try of a person at a time, as at the sign-in: what is checked was counted before.
        var stripe = _names[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(account.Person.SignInName) % Stripes];
        await stripe.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (_store.Table.Find(person) is { } current && password.Length <= PasswordRules.MaxLength && !IsLocked(current) && await IsOwnPasswordAsync(current, password, token).ConfigureAwait(false))
            {
                return true;
            }

            await RefuseAsync(person, "currentPassword", client, countsFor: true).ConfigureAwait(false);
            return false;
        }
        catch (DirectoryUnavailableException)
        {
            return false;
        }
        finally
        {
            stripe.Release();
        }
    }

    public bool HasOffer(string person) => _offers.TryGetValue(person, out var offer) && offer.Until >= _clock.GetUtcNow();

    public Enrolment BeginEnrolment(string person)
    {
        var now = _clock.GetUtcNow();
        foreach (var (other, offer) in _offers)
        {
            if (offer.Until < now)
            {
                _offers.TryRemove(other, out _);
            }
        }

        var (secret, _) = _offers.GetOrAdd(person, _ => (Totp.NewSecret(), now + OfferTime));
        var name = _store.Table.Find(person)?.Person.SignInName ?? "";
        return new Enrolment(string.Join(' ', Totp.ToBase32(secret).Chunk(4).Select(four => new string(four))), Totp.UriOf(Issuer, name, secret));
    }

    public async ValueTask<IReadOnlyList<string>?> ConfirmEnrolmentAsync(string person, string code, string client, CancellationToken token)
    {
        if (!_offers.TryGetValue(person, out var offer) || offer.Until < _clock.GetUtcNow() || Totp.FindStep(offer.Secret, code, _clock.GetUtcNow(), 0) is not { } step)
        {
            return null;
        }

        var codes = NewRecoveryCodes(person, out var digests);
        var note = PersonAudit.Note(AuditKind.AccountChanged, PersonAudit.Actor(person), person, ("act", "secondFactorEnrolled"), ("client", client));
        // The stamp stays: the sign-in that demanded the factor goes on with it. The step is used up by this.
        var changed = await ChangeAsync(person, account => account with { Secret = offer.Secret, LastStep = step, RecoveryCodes = digests }, [note], token).ConfigureAwait(false);
        _offers.TryRemove(person, out _);
        return changed is null ? null : codes;
    }

    public async ValueTask<IReadOnlyList<string>> RenewRecoveryCodesAsync(string person, string client, CancellationToken token)
    {
        var codes = NewRecoveryCodes(person, out var digests);
        var note = PersonAudit.Note(AuditKind.AccountChanged, PersonAudit.Actor(person), person, ("act", "recoveryCodesRenewed"), ("client", client));
        await ChangeAsync(person, account => account.Secret is null ? null : account with { RecoveryCodes = digests }, [note], token).ConfigureAwait(false);
        return codes;
    }

    public (bool Enrolled, int RecoveryCodes) SecondFactorOf(string person) =>
        _store.Table.Find(person) is { } account ? (account.Secret is not null, account.RecoveryCodes.Count) : (false, 0);

    public async ValueTask SetLanguageAsync(string person, string? language, CancellationToken token) =>
        await ChangeAsync(person, account => account with { Person = account.Person with { Language = language } }, [], token).ConfigureAwait(false);

    private async ValueTask<bool> IsOwnPasswordAsync(Account account, string password, CancellationToken token) => account.Source == Account.Local
        ? await FitsAsync(account, password, token).ConfigureAwait(false)
        : account.Source == Account.Ldap && _directory is not null && await AskDirectoryAsync(account.Person.SignInName, password, token).ConfigureAwait(false) is not null;

    private async ValueTask<IReadOnlyList<PasswordFault>> CheckNewAsync(Account account, string password, CancellationToken token)
    {
        var isSame = password.Length <= PasswordRules.MaxLength && await FitsAsync(account, password, token).ConfigureAwait(false);
        return PasswordRules.Check(password, account.Person, PasswordMinLength, isSame);
    }

    private async ValueTask<Account?> SetPasswordAsync(Account account, string password, string client, CancellationToken token)
    {
        var person = account.Person.Id;
        var hash = await HashAsync(password, token).ConfigureAwait(false);
        var note = PersonAudit.Note(AuditKind.AccountChanged, PersonAudit.Actor(person), person, ("act", "passwordChanged"), ("client", client));
        return await ChangeAsync(
            person, old => old with { Password = hash, TemporaryUntil = null, Failures = 0, Stamp = old.Stamp + 1 }, [note], token).ConfigureAwait(false);
    }

    private List<string> NewRecoveryCodes(string person, out IReadOnlyList<string> digests)
    {
        List<string> codes = [.. Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.New())];
        digests = [.. codes.Select(code => RecoveryCode.Digest(_key, person, code))];
        return codes;
    }
}
