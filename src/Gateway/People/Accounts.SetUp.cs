using Mugai.Auditing;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>The first account.</summary>
internal sealed partial class Accounts
{
    public bool NeedsSetUp => !_store.Table.All.Any();

    /// <summary>Says the set-up code in the log when there is nobody yet.</summary>
    public void TellSetUpCode(string portal)
    {
        if (NeedsSetUp)
        {
            PeopleLog.SetUp(_log, $"{portal}/setup", _setUp.Text);
        }
    }

    public async ValueTask<SetUpResult> SetUpAsync(string code, string signInName, string name, string address, string password, string client, CancellationToken token)
    {
        if (!NeedsSetUp || _clients.IsRefused(client) || !_setUp.Fits(code))
        {
            await RefuseAsync(null, "setUpCode", client, countsFor: false).ConfigureAwait(false);
            return Refused();
        }

        if (address.Length > 0 && AddressDomains.Check(_options, Person.DefaultTenant, address) is { } wrong)
        {
            return new SetUpResult(null, null, [], new FieldFault("address", wrong.Ja, wrong.En));
        }

        var person = new Person
        {
            Id = NewId(), Tenant = Person.DefaultTenant, SignInName = TypedText.HalfWidth(signInName), Name = name, Roles = [Role.Administrator], Addresses = address.Length > 0 ? [address] : [],
        };
        if (PasswordRules.Check(password, person, PasswordMinLength, isSame: false) is { Count: > 0 } faults)
        {
            return new SetUpResult(null, null, faults);
        }

        var account = new Account { Person = person, Password = await HashAsync(password, token).ConfigureAwait(false), CreatedAt = _clock.GetUtcNow() };
        var made = await _store.ChangeAsync(
            (table, plan) =>
            {
                if (table.All.Any())
                {
                    return false;
                }

                plan.Accounts.Add(account);
                plan.Notes.Add(PersonAudit.Note(AuditKind.AccountChanged, PersonAudit.Actor(person.Id), person.Id, ("act", "setUp"), ("roles", RoleNames.Administrator), ("client", client)));
                return true;
            },
            token).ConfigureAwait(false);
        return made ? new SetUpResult(new PendingSignIn(person.Id, account.Stamp, CodeGiven: false), null, []) : Refused();
    }

    private SetUpResult Refused() => new(null, _setUp.IsSpent ? SetUpRefusal.SpentCode : SetUpRefusal.WrongCode, []);

    public static string NewId() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
