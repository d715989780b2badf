using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Telemetry.Alerts;
using Mugai.Gateway.Telemetry.Metrics;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry;

/// <summary>A server that mail goes to.</summary>
/// <param name="Part">Its name as a part.</param>
/// <param name="Key">The key of the configuration.</param>
/// <param name="Hop">The server.</param>
internal sealed record WatchedHop(string Part, string Key, INextHop Hop);

/// <summary>What is watched.</summary>
internal sealed record WatchedGateway(
    GatewayConfig Config, EmbeddedSpool Spool, WorkerSandbox Sandbox, IReadOnlyList<NativeLibrary> Libraries, IReadOnlyList<WatchedHop> Hops, Func<PolicyState> Policies, Func<int> InHand,
    Action<SpooledMessage> Kept);

/// <summary>Everything that watches one gateway: parts, gauges, alerts.</summary>
internal sealed class Watching : IAsyncDisposable
{
    /// <summary>Counting the whole store costs more than a look should.</summary>
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(5);

    private readonly WatchedGateway _gateway;
    private readonly TimeProvider _clock;
    private readonly Meter _meter = new("Mugai.Gateway");
    private readonly Watch _watch;
    private readonly INextHop? _via;
    private QueueFigures _queue = new(0, null);
    private QuarantineFigures? _figures;
    private long _countedAt;

    public Watching(WatchedGateway gateway, IEnumerable<HealthProbe> more, INextHop? via, ILogger log, TimeProvider clock)
    {
        (_gateway, _clock, _via) = (gateway, clock, via);
        var (config, alerts) = (gateway.Config, gateway.Config.Alerts);
        var certificates = new CertificatePart(CertificatesOf(config), alerts.CertificateEnds, clock);
        Board = new HealthBoard(
            [
                StorageParts.Storage(() => (gateway.Spool.Space, gateway.Spool.FreeBytes), config.Storage.Path, alerts.DiskFree), StorageParts.Queue(CountQueueAsync, alerts.QueueAge, clock),
                .. gateway.Hops.Select(hop => new HopPart(hop.Part, hop.Key, hop.Hop, alerts.HopDown, clock).Probe),
                new WorkerParts(() => gateway.Sandbox.LostSoFar, alerts.WorkersLost, clock).Probe, WorkerParts.Libraries(gateway.Libraries), StorageParts.Policies(gateway.Policies),
                new AuditPart(((Mugai.Auditing.IAuditLog)gateway.Spool).VerifyAsync, clock).Probe, certificates.Probe, new ClockPart(KernelClock.Read, clock).Probe, .. more,
            ],
            clock, log);
        _watch = new Watch(Board, alerts, new AlertFile(config.Storage.Path, log), new AlertPost(alerts, config.Smtp.Hostname, via, gateway.Spool, gateway.Kept, clock, log), clock, log);
        Observe(certificates);
    }

    /// <summary>How the parts stand.</summary>
    public HealthBoard Board { get; }

    /// <summary>One look at everything.</summary>
    public async ValueTask LookAsync(CancellationToken token)
    {
        if (_figures is null || _clock.GetElapsedTime(_countedAt) >= CountEvery)
        {
            _figures = await _gateway.Spool.CountAsync(_clock.GetUtcNow(), token).ConfigureAwait(false);
            _countedAt = _clock.GetTimestamp();
        }

        await _watch.LookAsync(token).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        if (_via is not null)
        {
            await _via.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static List<WatchedCertificate> CertificatesOf(GatewayConfig config)
    {
        var certificates = new List<WatchedCertificate>();
        if (config.Smtp.TlsCertificate is { } smtp)
        {
            certificates.Add(new("smtp", "smtp.tls.certificate", smtp));
        }

        if (config.Portal.TlsCertificate is { } portal)
        {
            certificates.Add(new("portal", "portal.tls.certificate", portal));
        }

        return certificates;
    }

    private async ValueTask<QueueFigures> CountQueueAsync(CancellationToken token) => _queue = await _gateway.Spool.CountQueueAsync(token).ConfigureAwait(false);

    private void Observe(CertificatePart certificates)
    {
        Board.Observe(_meter);
        MetricRegister.QueueMails.Observe(_meter, () => _queue.Count);
        MetricRegister.QueueAge.Observe(_meter, () => _queue.Oldest is { } oldest ? Math.Max(0, (_clock.GetUtcNow() - oldest).TotalSeconds) : 0);
        MetricRegister.QueueHeld.Observe(_meter, () => _figures?.Held);
        MetricRegister.QueueWaiting.Observe(_meter, () => _figures?.Waiting);
        MetricRegister.RequestsOpen.Observe(_meter, () => _figures?.OpenRequests);
        MetricRegister.StoredMails.Observe(_meter, () => _figures?.Mails);
        MetricRegister.QueueInHand.Observe(_meter, () => _gateway.InHand());
        MetricRegister.StorageFree.Observe(_meter, () => _gateway.Spool.FreeBytes);
        MetricRegister.AlertsOpen.Observe(_meter, () => _watch.Open);
        MetricRegister.CertificateLeft.Observe(_meter, certificates.Measure);
    }
}
