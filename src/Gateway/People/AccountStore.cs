using System.Text.Json;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.People;

namespace Mugai.Gateway.People;

/// <summary>
/// All accounts, read once and kept in memory: a municipality has thousands, not millions. A change is written with its audit entry first and holds
/// afterwards; changes come one after the other.
/// </summary>
internal sealed class AccountStore : IDisposable
{
    private readonly ISealedRows _rows;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile AccountTable _table;

    public AccountStore(ISealedRows rows)
    {
        _rows = rows;
        var accounts = rows.ReadRows(SealedRowKind.Person, out var damaged).Select(row => JsonSerializer.Deserialize(row.Plain, PeopleJson.Default.Account)!);
        Damaged = damaged;
        _table = AccountTable.Of(accounts);
    }

    /// <summary>Rows that did not verify at start.</summary>
    public int Damaged { get; }

    /// <summary>What holds now; a snapshot.</summary>
    public AccountTable Table => _table;

    /// <summary>
    /// Asks <paramref name="plan"/> for changes on what holds now, writes them with their entries and returns what it returned. A plan without changes and notes writes nothing.
    /// </summary>
    public async ValueTask<TAnswer> ChangeAsync<TAnswer>(Func<AccountTable, AccountPlan, TAnswer> plan, CancellationToken token)
    {
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var planned = new AccountPlan();
            var answer = plan(_table, planned);
            if (planned.Accounts.Count > 0 || planned.Notes.Count > 0 || planned.Rows.Count > 0)
            {
                var rows = planned.Accounts.Select(account =>
                    new SealedRow(SealedRowKind.Person, account.Person.Id, JsonSerializer.SerializeToUtf8Bytes(account, PeopleJson.Default.Account)));
                // Not to be taken back half way: once handed over, it is waited for.
                await _rows.WriteRowsAsync([.. rows, .. planned.Rows], planned.Notes, CancellationToken.None).ConfigureAwait(false);
                _table = _table.With(planned.Accounts);
            }

            return answer;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}

/// <summary>What a change wants written.</summary>
internal sealed class AccountPlan
{
    public List<Account> Accounts { get; } = [];

    /// <summary>Other rows of the same transaction.</summary>
    public List<SealedRow> Rows { get; } = [];

    public List<AuditNote> Notes { get; } = [];
}
