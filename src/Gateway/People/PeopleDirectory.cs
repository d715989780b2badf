using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Mugai.Auditing;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Spooling;
using Mugai.People;

namespace Mugai.Gateway.People;

/// <summary>Who is known and who decides for whom, read from the accounts.</summary>
internal sealed class PeopleDirectory : IPeople
{
    private const int MaxDays = 366;

    private readonly AccountStore _store;
    private readonly ISealedRows _rows;
    private readonly PeopleOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Delegation> _delegations = new(StringComparer.Ordinal);

    public PeopleDirectory(AccountStore store, ISealedRows rows, PeopleOptions options, TimeProvider clock)
    {
        _store = store;
        _rows = rows;
        _options = options;
        _clock = clock;
        foreach (var row in rows.ReadRows(SealedRowKind.Delegation, out _))
        {
            _delegations[row.Id] = JsonSerializer.Deserialize(row.Plain, PeopleJson.Default.Delegation)!;
        }
    }

    public ValueTask<Person?> FindAsync(string id, CancellationToken token) => new(_store.Table.Find(id)?.Person);

    public ValueTask<IReadOnlyList<Person>> FindByAddressAsync(string address, CancellationToken token) =>
        new([.. _store.Table.FindByAddress(address).Select(account => account.Person).Where(person => person.IsActive)]);

    public ValueTask<IReadOnlyList<Decider>> FindApproversAsync(string tenant, string department, DateOnly day, CancellationToken token)
    {
        var table = _store.Table;
        var all = table.All.Select(account => account.Person).Where(person => person.Tenant == tenant).ToList();
        var approvers = all.Where(person => person.DecidesFor(department)).ToList();
        if (approvers.Count == 0)
        {
            approvers = [.. all.Where(person => person.DecidesFor("*"))];
        }

        // One step and no more: who stands in for an approver hands nothing on.
        var deputies = approvers.SelectMany(approver => _delegations.Values.Where(delegation => delegation.From == approver.Id && delegation.Holds(day)))
            .Select(delegation => (Person: table.Find(delegation.To)?.Person, For: delegation.From)).Where(deputy => deputy.Person is { IsActive: true } person && person.Tenant == tenant);
        return new([.. approvers.Select(approver => (Person: (Person?)approver, For: approver.Id)).Concat(deputies).GroupBy(each => each.Person!.Id)
            .Select(rights => new Decider(rights.First().Person!, [.. rights.Select(each => each.For).Distinct()])).OrderBy(decider => decider.Person.SignInName, StringComparer.Ordinal)]);
    }

    public ValueTask<IReadOnlyList<Person>> ListAsync(string? tenant, CancellationToken token) =>
        new([.. _store.Table.All.Select(account => account.Person).Where(person => tenant is null || person.Tenant == tenant).OrderBy(person => person.SignInName, StringComparer.OrdinalIgnoreCase)]);

    public ValueTask<IReadOnlyList<Delegation>> FindDelegationsAsync(string person, DateOnly day, CancellationToken token) =>
        new([.. _delegations.Values.Where(delegation => (delegation.From == person || delegation.To == person) && delegation.LastDay >= day).OrderBy(delegation => delegation.FirstDay)]);

    public async ValueTask<DelegationOutcome> DelegateAsync(Delegation delegation, string actor, CancellationToken token)
    {
        if (Check(delegation) is not DelegationOutcome.Done and var fault)
        {
            return fault;
        }

        var row = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        await _rows.WriteRowsAsync(
            [new SealedRow(SealedRowKind.Delegation, row, JsonSerializer.SerializeToUtf8Bytes(delegation, PeopleJson.Default.Delegation))], [Note("begun", delegation, actor)], token).ConfigureAwait(false);
        _delegations[row] = delegation;
        return DelegationOutcome.Done;
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

    private DelegationOutcome Check(Delegation delegation)
    {
        var table = _store.Table;
        if (table.Find(delegation.From)?.Person is not { IsActive: true } from || !from.Is(Role.Approver))
        {
            return DelegationOutcome.NotAnApprover;
        }

        if (delegation.From == delegation.To || table.Find(delegation.To) is not { Person.IsActive: true } to || from.Tenant != to.Person.Tenant)
        {
            return DelegationOutcome.NotAllowed;
        }

        if (delegation.FirstDay > delegation.LastDay || delegation.LastDay < _clock.Today() || delegation.LastDay.DayNumber - delegation.FirstDay.DayNumber > MaxDays)
        {
            return DelegationOutcome.WrongDays;
        }

        // Deciding is what the factor is demanded for, whoever decides. Accounts of a provider bring theirs along.
        if (_options.SecondFactor.Contains(Role.Approver) && to is { Secret: null, Source: Account.Local or Account.Ldap })
        {
            return DelegationOutcome.NoSecondFactor;
        }

        return _delegations.Values.Any(other => other.From == delegation.From && other.To == delegation.To && other.FirstDay <= delegation.LastDay && delegation.FirstDay <= other.LastDay)
            ? DelegationOutcome.Overlaps : DelegationOutcome.Done;
    }

    private static AuditNote Note(string act, Delegation delegation, string actor) => PersonAudit.Note(
        AuditKind.Delegated, actor, delegation.From, ("act", act), ("to", delegation.To),
        ("firstDay", delegation.FirstDay.ToString("O", CultureInfo.InvariantCulture)), ("lastDay", delegation.LastDay.ToString("O", CultureInfo.InvariantCulture)));
}
