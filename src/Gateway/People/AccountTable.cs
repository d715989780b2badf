using System.Collections.Immutable;

namespace Mugai.Gateway.People;

/// <summary>Accounts by what they are looked up by. Never changes; a sign-in's change costs a few nodes of the trees, not a copy.</summary>
internal sealed class AccountTable
{
    private static readonly AccountTable Empty = new(
        ImmutableDictionary<string, Account>.Empty, ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase),
        ImmutableDictionary.Create<string, ImmutableHashSet<string>>(StringComparer.OrdinalIgnoreCase));

    private readonly ImmutableDictionary<string, Account> _accounts;
    private readonly ImmutableDictionary<string, string> _signInNames;
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> _addresses;

    private AccountTable(ImmutableDictionary<string, Account> accounts, ImmutableDictionary<string, string> signInNames, ImmutableDictionary<string, ImmutableHashSet<string>> addresses)
    {
        _accounts = accounts;
        _signInNames = signInNames;
        _addresses = addresses;
    }

    public static AccountTable Of(IEnumerable<Account> accounts) => Empty.With(accounts);

    public IEnumerable<Account> All => _accounts.Values;

    public Account? Find(string id) => _accounts.GetValueOrDefault(id);

    public Account? FindBySignInName(string name) => _signInNames.TryGetValue(name, out var id) ? _accounts[id] : null;

    public Account? FindByExternalId(string source, string id) => All.FirstOrDefault(account => account.Source == source && account.ExternalId == id);

    public IEnumerable<Account> FindByAddress(string address) => _addresses.TryGetValue(address, out var ids) ? ids.Select(id => _accounts[id]) : [];

    /// <summary>The same with these accounts put in or exchanged.</summary>
    public AccountTable With(IEnumerable<Account> changed)
    {
        var accounts = _accounts.ToBuilder();
        var names = _signInNames.ToBuilder();
        var addresses = _addresses.ToBuilder();
        foreach (var account in changed)
        {
            var person = account.Person;
            if (accounts.TryGetValue(person.Id, out var before))
            {
                names.Remove(before.Person.SignInName);
                foreach (var address in before.Person.Addresses)
                {
                    addresses[address] = addresses[address].Remove(person.Id);
                }
            }

            accounts[person.Id] = account;
            names[person.SignInName] = person.Id;
            foreach (var address in person.Addresses)
            {
                addresses[address] = (addresses.TryGetValue(address, out var ids) ? ids : []).Add(person.Id);
            }
        }

        return new AccountTable(accounts.ToImmutable(), names.ToImmutable(), addresses.ToImmutable());
    }
}
