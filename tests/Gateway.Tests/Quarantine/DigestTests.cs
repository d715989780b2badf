using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.People;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tests.Auditing;
using Mugai.Gateway.Tests.Spooling;
using Mugai.People;
using Mugai.Portal.People;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Quarantine;

/// <summary>What people are told of their held mail, when, and how often.</summary>
public sealed class DigestTests : IAsyncLifetime, IDisposable
{
    private static readonly DigestOptions Options = new() { At = [new TimeOnly(8, 30), new TimeOnly(13, 0)], TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") };

    private readonly StoreFolder _folder = new();
    private readonly SettableTime _time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.FromHours(9)));
    private readonly List<SpooledMessage> _sent = [];
    private EmbeddedSpool _spool = null!;
    private PeopleHost _people = null!;

    public async Task InitializeAsync()
    {
        await OpenAsync();
        await _people.Administration.AddAsync(new PersonDraft("city", "sato", "Sato", "", [Role.Staff], ["taro@city.example.lg.jp"], []), "os:test", "test", CancellationToken.None);
        await _people.Administration.AddAsync(new PersonDraft("city", "kato", "Kato", "", [Role.Staff], ["kato@city.example.lg.jp"], []), "os:test", "test", CancellationToken.None);
        await _people.Administration.AddAsync(new PersonDraft("other", "mori", "Mori", "", [Role.Staff], ["taro@city.example.lg.jp"], []), "os:test", "test", CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _people.DisposeAsync();
        await _spool.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HeldMail_IsToldAtItsHours_OnceEach_ThroughARestart()
    {
        var held = await HoldAsync();
        await SweepAsync(); // the first start: begins with the next hour
        Assert.Empty(_sent);
        _time.Now = _time.Now.AddMinutes(29);
        await SweepAsync();
        Assert.Empty(_sent);
        _time.Now = _time.Now.AddMinutes(1);
        await SweepAsync();
        var told = Assert.Single(_sent);
        Assert.Equal("taro@city.example.lg.jp", Assert.Single(told.Envelope.Recipients).Address);
        var text = await ReadAsync(told);
        Assert.Contains($"https://mugai.example/m/{held}", text, StringComparison.Ordinal);
        Assert.Contains("2026-11-20 10:00 held", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sender@", text, StringComparison.Ordinal);

        await ReopenAsync();
        await SweepAsync();
        _time.Now = _time.Now.AddHours(4);
        await SweepAsync();
        Assert.Single(_sent);
        _time.Now = _time.Now.AddDays(3); // stopped for days: the last hour alone is made up for
        await SweepAsync();
        await SweepAsync();
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task NothingHeld_NothingTold_AndNoHours_NoDigest()
    {
        await SweepAsync();
        _time.Now = _time.Now.AddDays(1);
        await SweepAsync();
        await HoldAsync();
        await SweepAsync(); // held after the hour: told at the next one
        Assert.Empty(_sent);
        _time.Now = _time.Now.AddDays(1);
        await SweepAsync(new DigestOptions());
        Assert.Empty(_sent);
        await SweepAsync();
        Assert.Single(_sent);
    }

    [Fact]
    public void Hours_FollowTheZone_AlsoWhereTheClockIsChanged()
    {
        var berlin = new DigestOptions { At = [new TimeOnly(2, 30)], TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), berlin.LastBefore(new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero)).ToUniversalTime());
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 4, 0, 0, TimeSpan.Zero), Options.LastBefore(new DateTimeOffset(2026, 11, 29, 23, 0, 0, TimeSpan.Zero)).ToUniversalTime());
    }

    private async Task<MessageId> HoldAsync()
    {
        var id = (await _spool.CommitAsync("mail")).Id;
        await _spool.StepAsync(id, 0, RecipientEvent.Held);
        return id;
    }

    private async Task<string> ReadAsync(SpooledMessage mail)
    {
        await using var stream = await _spool.OpenOriginalAsync(mail.Id, CancellationToken.None);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        var raw = Encoding.UTF8.GetString(bytes.ToArray());
        var body = raw[(raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return raw.Contains("base64", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal))) : body;
    }

    private async Task SweepAsync(DigestOptions? options = null)
    {
        var marks = new Marks(_spool);
        await new Digest(options ?? Options, _spool, _people.People, new NoticeMail(_spool, _spool, marks, _ => "postmaster@gw.example", "gw.example", _sent.Add, _time), marks, "https://mugai.example", _time).SweepAsync(CancellationToken.None);
    }

    private async Task OpenAsync()
    {
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, _time);
        _people = PeopleHost.Open(_spool, _spool.PeopleKey, new PeopleOptions { SecondFactor = [] }, _time, NullLoggerFactory.Instance);
    }

    private async Task ReopenAsync()
    {
        await DisposeAsync();
        await OpenAsync();
    }
}
