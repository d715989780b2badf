using System.Globalization;
using Mugai.Auditing;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Figures by day and tenant, written in the transaction of what they count.</summary>
internal sealed partial class StoreTables
{
    private SqliteStatement _addTally = null!, _readTenant = null!;

    public void AddTally(string tenant, Tally tally) => _addTally
        .Bind(1, DayOf(DateOnly.FromDateTime(Now.ToLocalTime().DateTime))).Bind(2, tenant).Bind(3, $"{tally.Section}/{tally.Name}").Bind(4, tally.Count).Run();

    /// <summary>The same for a group of a message.</summary>
    public void AddTallies(MessageState state, int group, IReadOnlyList<Tally> tallies)
    {
        if (tallies.Count == 0)
        {
            return;
        }

        var tenant = _readTenant.Bind(1, state.Sequence).Bind(2, group).Step() ? _readTenant.Text(0) : "";
        _readTenant.Reset();
        foreach (var tally in tallies)
        {
            AddTally(tenant, tally);
        }
    }

    /// <summary>20261129.</summary>
    public static long DayOf(DateOnly day) => long.Parse(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private void PrepareTallies()
    {
        _addTally = Prepare("INSERT INTO tallies(day, tenant, name, count) VALUES (?1, ?2, ?3, ?4) ON CONFLICT(day, tenant, name) DO UPDATE SET count = count + excluded.count");
        _readTenant = Prepare("SELECT tenant FROM groups WHERE message = ?1 AND number = ?2");
    }
}
