using System.Text.Json;
using Mugai.Auditing;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Figures of days and hours.</summary>
public sealed partial class EmbeddedSpool : IOversight
{
    /// <summary>Acts that are told apart: names come from a short list, but the log is not the place to trust that.</summary>
    private const int MaxActs = 100;

    /// <inheritdoc/>
    public MachineState Machine => Hosting.Machine.Measure(_options.Path);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Tally>> CountAsync(string? tenant, DateOnly first, DateOnly last, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var (from, until) = (BeginOf(first), BeginOf(last.AddDays(1)));
        return new(Read<IReadOnlyList<Tally>>(reader =>
        {
            var tallies = reader.ListTallies(tenant, first, last);
            tallies.AddRange(reader.CountAudit(from, until).Select(count => new Tally(TallySections.Audit, count.Kind.ToString(), count.Count)));
            tallies.AddRange(CountActs(reader.SearchAudit(new AuditQuery { Kinds = [AuditKind.AdministratorActed], From = from, Until = until, Max = 100_000 })));
            return tallies;
        }));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Tally>> ListTalliesAsync(string? tenant, DateOnly first, DateOnly last, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<Tally>>(reader => reader.ListTallies(tenant, first, last)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HourCount>> CountByHourAsync(DateTimeOffset now, int hours, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var last = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var first = last.AddHours(1 - hours);
        return new(Read<IReadOnlyList<HourCount>>(reader =>
        {
            var counts = reader.CountHours(first);
            return [.. Enumerable.Range(0, hours).Select(hour => new HourCount(first.AddHours(hour), counts.GetValueOrDefault(hour)))];
        }));
    }

    private static DateTimeOffset BeginOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, TimeZoneInfo.Local.GetUtcOffset(local));
    }

    private static IEnumerable<Tally> CountActs(IEnumerable<AuditEntry> entries) => entries.Where(entry => !entry.Sealed).Select(ActOf).CountBy(act => act)
        .OrderByDescending(act => act.Value).Take(MaxActs).Select(act => new Tally(TallySections.Act, act.Key, act.Value));

    private static string ActOf(AuditEntry entry)
    {
        try
        {
            using var json = JsonDocument.Parse(entry.Payload);
            return json.RootElement.TryGetProperty("act", out var act) && act.GetString() is { Length: > 0 and < 60 } name ? name : "other";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "other";
        }
    }
}
