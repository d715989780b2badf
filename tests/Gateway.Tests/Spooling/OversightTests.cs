using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tests.Auditing;
using Mugai.Portal;
using Mugai.Portal.Oversight;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Figures of days and hours: of their tenant, after the mails are gone, whatever the clock did.</summary>
public sealed class OversightTests : IAsyncLifetime, IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SettableTime _time = new(new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero));
    private EmbeddedSpool _spool = null!;

    public async Task InitializeAsync() => _spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, _time);

    public async Task DisposeAsync() => await _spool.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Figures_OutlastTheirMails_AndAreOfTheirTenant()
    {
        var mail = await _spool.CommitAsync("mail");
        await _spool.ApplyAsync(new SpoolChange
        {
            Message = mail.Id, Report = "{}"u8.ToArray(), Tallies = [new Tally(TallySections.Outcome, "Rebuilt", 1), new Tally(TallySections.Reason, "encrypted", 2)],
        }, CancellationToken.None);
        await ((IRequestRows)_spool).AddAsync(RequestFor(mail.Id), CancellationToken.None);
        await _spool.StepAsync(mail.Id, 0, RecipientEvent.Delivered);
        await _spool.EraseAsync(mail.Id, "os:admin", default, CancellationToken.None);

        var day = DateOnly.FromDateTime(_time.Now.ToLocalTime().DateTime);
        var tallies = await _spool.CountAsync("city", day, day, CancellationToken.None);
        Assert.Contains(new Tally(TallySections.Outcome, "Rebuilt", 1), tallies);
        Assert.Contains(new Tally(TallySections.Reason, "encrypted", 2), tallies);
        Assert.Contains(new Tally(TallySections.Request, "Download/Asked", 1), tallies);
        Assert.Contains(new Tally(TallySections.Audit, "Erased", 1), tallies);
        Assert.DoesNotContain(await _spool.CountAsync("other", day, day, CancellationToken.None), tally => tally.Section is TallySections.Outcome or TallySections.Request);
        Assert.DoesNotContain(await _spool.CountAsync("city", day.AddDays(1), day.AddDays(9), CancellationToken.None), tally => tally.Count > 0);
    }

    [Fact]
    public async Task Entries_AreCountedByTheirTime_AlsoWhereTheClockWasSetBack()
    {
        async Task ActAsync(int count, string act)
        {
            for (var i = 0; i < count; i++)
            {
                await _spool.RecordAsync(new AuditNote(AuditKind.AdministratorActed, "os:admin", System.Text.Encoding.UTF8.GetBytes($"{{\"act\":\"{act}\"}}")), CancellationToken.None);
            }
        }

        await ActAsync(3, "audit.export");
        _time.Now = _time.Now.AddMonths(1);
        await ActAsync(2, "quarantine.list");
        _time.Now = _time.Now.AddMonths(-1).AddHours(1);
        await ActAsync(4, "audit.export");
        _time.Now = _time.Now.AddMonths(2);
        await ActAsync(1, "quarantine.list");
        async Task<long> CountAsync(int month, string section, string name) =>
            (await _spool.CountAsync(null, new DateOnly(2026, month, 1), new DateOnly(2026, month, 28), CancellationToken.None)).SingleOrDefault(tally => tally.Section == section && tally.Name == name)?.Count ?? 0;
        Assert.Equal(7, await CountAsync(11, TallySections.Audit, "AdministratorActed"));
        Assert.Equal(7, await CountAsync(11, TallySections.Act, "audit.export"));
        Assert.Equal(2, await CountAsync(12, TallySections.Act, "quarantine.list"));
    }

    [Fact]
    public async Task Hours_AreAllThere_TheEmptyOnesToo()
    {
        _time.Now = new DateTimeOffset(2026, 11, 20, 3, 30, 0, TimeSpan.Zero);
        await _spool.CommitAsync("mail"); // received 2026-11-20 01:00 UTC
        var hours = await _spool.CountByHourAsync(_time.Now, 24, CancellationToken.None);
        Assert.Equal(24, hours.Count);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero), hours[^1].Begin);
        Assert.Equal([0, 1, 0, 0], hours.TakeLast(4).Select(hour => hour.Mails));
        Assert.True(_spool.Machine.TotalBytes > 0);
    }

    [Fact]
    public void Summary_IsInBothLanguages_ShowsZeros_AndRunsNoFormula()
    {
        Tally[] tallies = [new(TallySections.Outcome, "Blocked", 3), new(TallySections.Reason, "scanner", 2), new(TallySections.Request, "Download/Refused", 1), new(TallySections.Act, "=1+1", 1)];
        var ja = MonthlySummary.ToCsv(MonthlySummary.Of(tallies, PortalText.Ja), "2026-11", PortalText.Ja);
        Assert.Contains("\"ウイルス検査で検出\",2", ja, StringComparison.Ordinal);
        Assert.Contains("\"却下\",0", ja, StringComparison.Ordinal);
        var en = MonthlySummary.ToCsv(MonthlySummary.Of(tallies, PortalText.En), "2026-11", PortalText.En);
        Assert.Contains("Refused\",1", en, StringComparison.Ordinal);
        Assert.Contains("\"'=1+1\"", en, StringComparison.Ordinal);
    }

    private static ReleaseRequest RequestFor(MessageId message) => new()
    {
        Id = MessageId.New(), State = RequestState.Asked, Recipient = 0, MadeAt = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.MaxValue,
        Asked = new NewRequest { Message = message, Person = "a", Tenant = "city", Department = "", Addresses = [], Way = ReleaseWay.Download },
    };
}
