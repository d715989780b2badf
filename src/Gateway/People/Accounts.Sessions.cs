using Mugai.Auditing;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>Sessions of people.</summary>
internal sealed partial class Accounts
{
    public async ValueTask<string?> BeginSessionAsync(PendingSignIn pending, string client, CancellationToken token)
    {
        if (NextStep(pending) != SignInStep.Done)
        {
            return null;
        }

        var session = SessionStore.NewId();
        var begun = await _store.ChangeAsync(
            (table, plan) =>
            {
                if (Find(pending) is not { } account)
                {
                    return false;
                }

                var now = _clock.GetUtcNow();
                plan.Accounts.Add(account with { Failures = 0, LockedUntil = null, LastSignIn = now });
                plan.Rows.Add(_sessions.Begin(session, account.Person.Id, client, now));
                plan.Notes.Add(PersonAudit.Note(AuditKind.SignedIn, PersonAudit.Actor(account.Person.Id), account.Person.Id, ("client", client), ("secondFactor", pending.CodeGiven ? "yes" : "no")));
                return true;
            },
            token).ConfigureAwait(false);
        return begun ? session : null;
    }

    public Person? UseSession(string session)
    {
        if (_sessions.Find(session) is not { } found || _store.Table.Find(found.Person) is not { Person: { IsActive: true } person })
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var length = person.Is(Role.Administrator) ? _options.AdministratorSessionLength : _options.SessionLength;
        if (now - found.Begun >= length || now - found.LastSeen >= _options.IdleTimeout)
        {
            return null;
        }

        _sessions.Touch(session, now);
        return person;
    }

    public ValueTask EndSessionAsync(string session, string client, CancellationToken token) => _sessions.EndAsync(session, client, token);
}
