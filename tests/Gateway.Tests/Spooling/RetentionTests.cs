using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Gateway.Tests.Telemetry;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Originals go when their time is over, and never because a clock is wrong.</summary>
public sealed class RetentionTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    private readonly StoreFolder _folder = new();
    private readonly WatchedClock _clock = new();
    private readonly LogLines _log = new();
    private KernelClock? _kernel = new KernelClock(true, TimeSpan.Zero);
    private EmbeddedSpool _spool = null!;
    private Retention _retention = null!;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await _spool.DisposeAsync();

    public void Dispose()
    {
        _retention.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Originals_GoWhenTheirTimeIsOver()
    {
        var mail = await DeliveredAsync();
        await LiveAsync(TimeSpan.FromDays(29));
        Assert.NotNull(await _spool.FindAsync(mail, CancellationToken.None));
        await LiveAsync(TimeSpan.FromDays(2));
        Assert.Null(await _spool.FindAsync(mail, CancellationToken.None));
        Assert.Null(_retention.Pause);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ClockThatIsSetForward_ErasesNothing_AndIsToldOf(bool whileStopped)
    {
        var mail = await DeliveredAsync();
        await LiveAsync(TimeSpan.FromHours(2));
        if (whileStopped)
        {
            await _spool.DisposeAsync();
        }

        _clock.Set(TimeSpan.FromDays(60));
        if (whileStopped)
        {
            await StartAsync();
        }

        await LiveAsync(TimeSpan.FromDays(2));
        Assert.NotNull(await _spool.FindAsync(mail, CancellationToken.None));
        Assert.Equal(60, Math.Round(_retention.Pause!.JumpedBy!.Value.TotalDays));
        var part = await _retention.Probe.LookAsync(CancellationToken.None);
        Assert.Equal(PartState.Warning, part.State);
        Assert.Contains("confirm-clock", part.Complaint!.DoJa, StringComparison.Ordinal);
        Assert.Single(_log.Lines, line => line.Text.Contains("cannot be believed", StringComparison.Ordinal));

        // Set right again, it is doubted anew, and nothing was lost.
        _clock.Set(TimeSpan.FromDays(-60));
        await LiveAsync(TimeSpan.FromDays(2));
        Assert.NotNull(_retention.Pause);
        await LiveAsync(TimeSpan.FromDays(2));
        Assert.Null(_retention.Pause);
        Assert.NotNull(await _spool.FindAsync(mail, CancellationToken.None));
    }

    [Fact]
    public async Task AdministratorWhoFindsTheClockRight_EndsTheDoubt_OnRecord()
    {
        var mail = await DeliveredAsync();
        await LiveAsync(TimeSpan.FromHours(2));
        await _spool.DisposeAsync();
        _clock.Set(TimeSpan.FromDays(40)); // a machine that stood still for a move
        await StartAsync();
        await _retention.SweepAsync(CancellationToken.None);
        Assert.NotNull(await _spool.FindAsync(mail, CancellationToken.None));
        await _retention.ConfirmClockAsync("os:admin", new UntrustedText("電波時計と比べた"), CancellationToken.None);
        Assert.Null(_retention.Pause);
        await _retention.SweepAsync(CancellationToken.None);
        Assert.Null(await _spool.FindAsync(mail, CancellationToken.None));
        var entry = Assert.Single(await _spool.SearchAsync(new AuditQuery { Kinds = [AuditKind.AdministratorActed] }, CancellationToken.None));
        Assert.Contains("retention.confirm-clock", System.Text.Encoding.UTF8.GetString(entry.Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClockThatGoesOnSteadily_IsBelievedAgain_AlsoThroughRestarts()
    {
        await LiveAsync(TimeSpan.FromHours(1));
        _clock.Set(TimeSpan.FromDays(5));
        await LiveAsync(TimeSpan.FromDays(2));
        await _spool.DisposeAsync();
        _clock.Set(TimeSpan.FromHours(3)); // stopped for the night
        await StartAsync();
        await LiveAsync(TimeSpan.FromHours(10));
        Assert.NotNull(_retention.Pause);
        await LiveAsync(TimeSpan.FromHours(12));
        Assert.Null(_retention.Pause);
    }

    [Fact]
    public async Task ClockThatNothingKeeps_IsDoubtedUntilItWasSteady_OrUntilItIsKept()
    {
        await LiveAsync(TimeSpan.FromHours(1));
        _kernel = new KernelClock(false, TimeSpan.FromSeconds(16));
        await LiveAsync(TimeSpan.FromHours(1));
        Assert.Null(_retention.Pause!.JumpedBy);
        _kernel = new KernelClock(true, TimeSpan.Zero);
        await LiveAsync(TimeSpan.FromHours(1));
        Assert.Null(_retention.Pause);
        _kernel = new KernelClock(false, TimeSpan.FromSeconds(16));
        await LiveAsync(TimeSpan.FromDays(2));
        Assert.NotNull(_retention.Pause);
        await LiveAsync(TimeSpan.FromDays(2));
        Assert.Null(_retention.Pause);
    }

    [Fact]
    public async Task ManySmallSteps_AreAJumpTogether()
    {
        for (var i = 0; i < 4; i++)
        {
            await LiveAsync(TimeSpan.FromHours(1));
            Assert.Null(_retention.Pause);
            _clock.Set(TimeSpan.FromHours(7));
        }

        await LiveAsync(TimeSpan.FromHours(1));
        Assert.NotNull(_retention.Pause);
    }

    private async Task StartAsync()
    {
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, _clock);
        _retention = new Retention(_spool, _spool, new ClockTrust(new Marks(_spool), () => _kernel, _clock), s_kept, _ => new(_clock.GetUtcNow().AddYears(-1)), _clock, _log);
    }

    private async Task<MessageId> DeliveredAsync()
    {
        var envelope = SpoolExtensions.Envelope("taro@city.example.lg.jp") with { ReceivedAt = _clock.GetUtcNow() };
        var mail = await _spool.CommitAsync("mail"u8.ToArray(), envelope, SpoolExtensions.OneGroup, [0]);
        await _spool.StepAsync(mail.Id, 0, RecipientEvent.Delivered);
        return mail.Id;
    }

    /// <summary>Time passes, with the hourly look at what is due.</summary>
    private async Task LiveAsync(TimeSpan time)
    {
        for (var lived = TimeSpan.Zero; lived < time; lived += TimeSpan.FromHours(1))
        {
            _clock.Pass(TimeSpan.FromHours(1));
            await _retention.SweepAsync(CancellationToken.None);
        }
    }
}
