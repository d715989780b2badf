using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.People;

namespace Mugai.Gateway.People;

/// <summary>Who is known and who decides for whom, read from the accounts.</summary>
internal sealed class PeopleDirectory : IPeople
{
    private readonly AccountStore _store;
    private readonly ISealedRows _rows;
    private readonly ConcurrentDictionary<string, Delegation> _delegations = new(StringComparer.Ordinal);

    public PeopleDirectory(AccountStore store, ISealedRows rows)
    {
        _store = store;
        _rows = rows;
        foreach (var row in rows.ReadRows(SealedRowKind.Delegation, out _))
        {
            _delegations[row.Id] = JsonSerializer.Deserialize(row.Plain, PeopleJson.Default.Delegation)!;
        }
    }

    public ValueTask<Person?> FindAsync(string id, CancellationToken token) => new(_store.Table.Find(id)?.Person);

    public ValueTask<IReadOnlyList<Person>> FindByAddressAsync(string address, CancellationToken token) =>
        new([.. _store.Table.FindByAddress(address).Select(account => account.Person).Where(person => person.IsActive)]);

    public ValueTask<IReadOnlyList<Person>> FindApproversAsync(string tenant, string department, DateOnly day, CancellationToken token)
    {
        var table = _store.Table;
        var all = table.All.Select(account => account.Person).Where(person => person.Tenant == tenant).ToList();
        var approvers = all.Where(person => person.DecidesFor(department)).ToList();
        if (approvers.Count == 0)
        {
            approvers = [.. all.Where(person => person.DecidesFor("*"))];
        }

        var deputies = approvers.SelectMany(approver => _delegations.Values.Where(delegation => delegation.From == approver.Id && delegation.Holds(day)))
            .Select(delegation => table.Find(delegation.To)?.Person).OfType<Person>().Where(person => person.IsActive);
        return new([.. approvers.Concat(deputies).DistinctBy(person => person.Id).OrderBy(person => person.SignInName, StringComparer.Ordinal)]);
    }

    public ValueTask<IReadOnlyList<Person>> ListAsync(string? tenant, CancellationToken token) =>
        new([.. _store.Table.All.Select(account => account.Person).Where(person => tenant is null || person.Tenant == tenant).OrderBy(person => person.SignInName, StringComparer.OrdinalIgnoreCase)]);

    public ValueTask<IReadOnlyList<Delegation>> FindDelegationsAsync(string person, DateOnly day, CancellationToken token) =>
        new([.. _delegations.Values.Where(delegation => (delegation.From == person || delegation.To == person) && delegation.LastDay >= day).OrderBy(delegation => delegation.FirstDay)]);

    public async ValueTask<bool> DelegateAsync(Delegation delegation, string actor, CancellationToken token)
    {
        var table = _store.Table;
        if (delegation.FirstDay > delegation.LastDay || delegation.From == delegation.To
            || table.Find(delegation.From) is not { Person: { IsActive: true } from } || table.Find(delegation.To) is not { Person: { IsActive: true } to} || from.Tenant != to.Tenant)
        {
            return false;
        }

        var row = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        await _rows.WriteRowsAsync(
            [new SealedRow(SealedRowKind.Delegation, row, JsonSerializer.SerializeToUtf8Bytes(delegation, PeopleJson.Default.Delegation))], [Note("begun", delegation, actor)], token).ConfigureAwait(false);
        _delegations[row] = delegation;
        return true;
    }

    public async ValueTask<bool> EndDelegationAsync(Delegation delegation, string actor, CancellationToken token)
    {
        if (_delegations.FirstOrDefault(pair => pair.Value == delegation).Key is not { } row)
        {
            return false;
        }

        await _rows.WriteRowsAsync([new SealedRow(SealedRowKind.Delegation, row, null)], [Note("ended", delegation, actor)], token).ConfigureAwait(false);
        return _delegations.TryRemove(row, out _);
    }

    private static AuditNote Note(string act, Delegation delegation, string actor) => PersonAudit.Note(
        AuditKind.Delegated, actor, delegation.From, ("act", act), ("to", delegation.To),
        ("firstDay", delegation.FirstDay.ToString("O", CultureInfo.InvariantCulture)), ("lastDay", delegation.LastDay.ToString("O", CultureInfo.InvariantCulture)));
}
