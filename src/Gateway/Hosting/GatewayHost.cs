using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Api;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Commands;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.People;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Notifications;
using Mugai.Gateway.Smtp.Receiving;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Telemetry;
using Mugai.Gateway.Telemetry.Canary;
using Mugai.Gateway.Telemetry.Forwarding;
using Mugai.Gateway.Telemetry.Integrity;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Gateway.Tenants;
using Mugai.Policies;
using Mugai.Portal.Oversight;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Hosting;

/// <summary>
/// A whole gateway in one process: the only place that knows who stands beside whom. Parts start from the inside out (spool, workers, next
/// hop, dispatcher, SMTP, web) and stop the other way round, so that nothing is taken that cannot be kept and nothing is lost that was taken.
/// </summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private static readonly TimeSpan ReceivingGrace = TimeSpan.FromSeconds(15);
    /// <summary>As many outputs as are usually on their way at one time; 16 MiB each at most.</summary>
    private static readonly int ScratchFilesKept = Math.Max(4, 2 * Environment.ProcessorCount);

    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForwardInterval = TimeSpan.FromSeconds(1);

    /// <summary>Mail goes first.</summary>
    private static readonly TimeSpan FilesCheckedAfter = TimeSpan.FromMinutes(1);

    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _expiry = Task.CompletedTask;

    private GatewayHost(ILoggerFactory loggers)
    {
        _loggers = loggers;
        _log = loggers.CreateLogger("Mugai");
    }

    public SmtpServer Smtp { get; private set; } = null!;

    public WebApplication Web { get; private set; } = null!;

    public ISpool Spool { get; private set; } = null!;

    public LivePolicies Policies { get; private set; } = null!;

    public static async Task<GatewayHost> StartAsync(Setup setup, ILoggerFactory loggers, CancellationToken token)
    {
        var host = new GatewayHost(loggers);
        try
        {
            await host.StartPartsAsync(setup, token).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        HostLog.Stopping(_log);
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (Smtp is not null)
        {
            using var grace = new CancellationTokenSource(ReceivingGrace);
            await Smtp.StopAsync(grace.Token).ConfigureAwait(false);
        }

        await _expiry.ConfigureAwait(false);
        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            await _parts[i].DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
        HostLog.Stopped(_log);
    }

    private async Task StartPartsAsync(Setup setup, CancellationToken token)
    {
        var config = setup.Config;
        var clock = TimeProvider.System;
        if (config.Monitoring.Events.To is not null)
        {
            var forwarder = Keep(new EventForwarder(config.Monitoring.Events, config.Smtp.Hostname, _loggers, clock));
            _loggers.AddProvider(forwarder);
        }

        var export = Keep(OpenTelemetryExport.Start(config.Monitoring, config.Smtp.Hostname));
        var spool = Keep(await EmbeddedSpool.OpenAsync(SpoolOptionsFor(config), _loggers.CreateLogger("Mugai.Spool"), clock, token).ConfigureAwait(false));
        Spool = spool;
        Policies = Keep(await LivePolicies.StartAsync(
            setup.Policies, setup.PolicyPlaces, problems => setup.ReloadPolicies(problems), spool, spool, clock, _loggers.CreateLogger("Mugai.Policies"), token).ConfigureAwait(false));

        if (config.Workers.DangerUnsandboxed)
        {
            HostLog.Unsandboxed(_log);
        }

        var traffic = Keep(new TenantTraffic(setup.TenantCount));
        var scratchFolder = Path.Combine(config.Storage.Path, "scratch");
        var sandbox = Keep(await WorkerSandbox.StartAsync(setup.SandboxOptions with { ScratchFolder = scratchFolder, ReservedPlaces = setup.TenantCount > 1 ? ReservedWorkers(setup) : 0, SpareWorkers = 1, Rehearsal = new CanaryMail().Write(config.Smtp.Hostname, clock.GetUtcNow()), WarmWorkers = setup.TenantCount > 1 ? Math.Min(setup.TenantCount, setup.SandboxOptions.PoolSize + 1) : 0, ShareOf = setup.Tenants.ShareOf, IsCrowded = traffic.IsCrowded }, _loggers.CreateLogger("Mugai.Sandbox"), clock, token).ConfigureAwait(false));
        // Looked for beside the start of the rest, which does not need to know.
        var search = NativeLibrary.FindAsync(setup.SandboxOptions.WorkerPath, token);
        var hops = new Hops(config, setup.Tenants, setup.TenantCount, _loggers, clock);
        var nextHop = Keep(hops.NextHop());
        var bounceHop = hops.BounceHop() is { } hop ? Keep(hop) : null;
        var internetHop = hops.InternetHop() is { } outside ? Keep(outside) : null;
        var schedule = new RetrySchedule(new RetryLimits { Expiry = config.Delivery.ExpireAfter }, clock);
        var options = new DispatcherOptions { Tenants = setup.TenantCount, ShareOf = setup.Tenants.ShareOf };
        var scratch = Keep(new ScratchFiles(scratchFolder, ScratchFilesKept, clock));
        Dispatcher? dispatcher = null;
        var notices = new SenderNotices(
            spool, new DsnPolicy([.. config.Smtp.RecipientDomains, .. setup.Tenants.All.SelectMany(tenant => tenant.Domains)], bounceHop is not null), config.Smtp.Hostname, setup.Tenants, clock, kept => dispatcher?.Hint(kept),
            _loggers.CreateLogger("Mugai.Notifications"));
        var (policies, journeyOptions) = ((PolicyOfRevision)Policies.FindAsync, JourneyOptionsFor(setup, options, scratch));
        var chooser = new PolicyChoice(spool, sandbox, scratch, policies);
        var holds = new PasswordHolds(
            spool, sandbox, policies, journeyOptions, clock, kept => dispatcher?.Hint(kept), _loggers.CreateLogger("Mugai.Dispatcher"));
        var scanLog = _loggers.CreateLogger("Mugai.Scanning");
        var scanners = Keep(Scanners.Open(config.Scan, clock, scanLog));
        var gate = new ScanGate(scanners, scanLog);
        var scanWait = Keep(new ScanWait(spool, scanners, () => dispatcher?.ScanNow(), clock, scanLog));
        await scanWait.StartAsync(token).ConfigureAwait(false);
        var canaries = config.Canary.IsOn ? new CanaryGate() : null;
        var canary = canaries is null ? null : Keep(new CanaryFlight(config.Canary, canaries, () => Smtp.EndPoints[0], config.Smtp, spool, sandbox, scratchFolder, clock, _loggers.CreateLogger("Mugai.Watch")));
        canary?.Observe();
        var shadow = Keep(new ShadowPolicies(setup.ShadowPlaces, setup.LoadShadow, setup.HasShadow, clock, _loggers.CreateLogger("Mugai.Policies")));
        var journey = new MailJourney(
            spool, spool, sandbox, nextHop, bounceHop, internetHop, canary?.Hop, notices, holds, gate, scanWait, schedule, policies, chooser, new ShadowJudge(shadow, Policies, clock, _loggers.CreateLogger("Mugai.Policies")), journeyOptions, clock, _loggers.CreateLogger("Mugai.Dispatcher"));
        dispatcher = Keep(new Dispatcher(spool, journey, options, traffic, clock, _loggers.CreateLogger<Dispatcher>()));
        dispatcher.Start();
        if (config.Smtp.RecipientDomains.Count == 0 && setup.Tenants.IsEmpty)
        {
            HostLog.NoDomains(_log);
        }

        var people = Keep(PeopleHost.Open(spool, spool.PeopleKey, config.PeopleOptions, clock, _loggers));
        Policies.DepartmentsOf = people.DepartmentsOf;
        var usage = new TenantUsage(setup.Tenants);
        await usage.CountAsync(spool, clock, token).ConfigureAwait(false);
        var recipients = hops.RecipientCheck(usage, _parts.Add);
        var check = canaries?.Before(recipients) ?? recipients;
        Smtp = Keep(new SmtpServer(
            Receiving.OptionsFor(config, scanners, canaries), spool, check, new Receiving.Grouping(Policies, canaries, clock), new Receiving.Arrivals(dispatcher, usage), traffic, _loggers, clock));
        await Smtp.StartAsync(token).ConfigureAwait(false);
        people.Start(config.Portal.Url);
        string SenderOf(string tenant) => setup.Tenants.NoticeSenderOf(tenant, config.Smtp.Hostname);
        var releases = new Releases(
            spool, spool, spool, sandbox, holds, gate, Policies, journeyOptions, internetHop is null ? null : new InternetMailbox(config.Release.InternetDomain), SenderOf, kept => dispatcher.Hint(kept), clock);
        var marks = new Marks(spool);
        var noticeMail = new NoticeMail(spool, spool, marks, SenderOf, config.Smtp.Hostname, kept => dispatcher.Hint(kept), clock);
        var deciders = new Deciders(spool, people.People, (mail, recipient) => releases.PolicyFor(Policies.Current, mail, recipient).Policy.Release, clock);
        var requestNotices = new RequestNotices(noticeMail, people.People, journeyOptions.LinkPrefix);
        var requests = new Requests(spool, spool, people.People, releases, deciders, requestNotices, way => Offers(config, scanners, way), clock);
        var reminders = new Reminders(spool, deciders, requestNotices, marks, clock);
        var digest = new Digest(config.Digest, spool, people.People, noticeMail, marks, journeyOptions.LinkPrefix, clock);
        var previews = new Previews(spool, spool, releases, setup.SandboxOptions.PageProgram, scratch, clock);
        var auditForwarder = config.Audit.ForwardTo is { } collector ? StartForwarder(collector, spool, marks, config, clock) : null;
        var retention = new Retention(spool, spool, new ClockTrust(marks, KernelClock.Read, clock), config.QuarantineRetention, CutBeforeAsync, clock, _loggers.CreateLogger("Mugai.Spool"));
        ValueTask<DateTimeOffset> CutBeforeAsync(CancellationToken stopping) => clock.GetUtcNow() - config.AuditRetention is var old && auditForwarder is null ? new(old) : auditForwarder.CutBeforeAsync(old, stopping);
        var receipts = new Receipts(spool, spool, spool.Signer, clock);
        var libraries = await search.ConfigureAwait(false);
        NativeLibrary.Report(libraries, _loggers.CreateLogger("Mugai.Sandbox"));
        GatewayHealth Health() => new(spool.Space, dispatcher.InHand, GatewayConfig.EngineVersion, _stopping.IsCancellationRequested, libraries, Policies.State, scanners.States, scanWait.Count);
        var queue = new QueueActions(spool, clock, new MailFlow(() => Array.ForEach([nextHop, bounceHop, internetHop], hop => hop?.EndRest()), dispatcher.ScanNow));
        var watched = new WatchedGateway(config, spool, sandbox, libraries, WatchedHops(nextHop, bounceHop, internetHop), () => Policies.State, () => dispatcher.InHand, kept => dispatcher.Hint(kept));
        var files = new FilesPart(AppContext.BaseDirectory, setup.File, Path.Combine(config.Storage.Path, "files.json"), note => spool.RecordAsync(note, CancellationToken.None), FilesCheckedAfter, clock, _loggers.CreateLogger("Mugai.Watch"));
        HealthProbe[] more = [retention.Probe, StorageParts.ShadowPolicies(() => shadow.State), ScannerPart.Probe(() => scanners.States), files.Probe, .. canary is null ? Array.Empty<HealthProbe>() : [canary.Probe]];
        var watching = Keep(new Watching(watched, more, hops.AlertHop(), _loggers.CreateLogger("Mugai.Watch"), clock));
        Web = await WebHost.StartAsync(
            config, queue, new ControlCalls(
                [
                    .. new AuditActions(spool).Calls, .. new QuarantineActions(spool, spool, spool, queue).Calls, .. new ReceiptActions(receipts).Calls,
                    .. new UserActions(people.Administration, people.People).Calls, .. new BackupActions(spool).Calls, .. new TenantActions(spool, name => TenantCommand.IsConfigured(setup, name)).Calls, .. new HealthActions(watching.Board).Calls, .. new RetentionActions(retention).Calls,
                    .. new PolicyActions(spool, spool, spool, Policies, new PolicyTrial(spool, sandbox, chooser, Policies, scratch, setup.Passwords, clock), setup.LoadCandidate).Calls,
                ]),
            Health,
            services =>
            {
                people.AddTo(services);
                services.AddSingleton<ISpool>(spool).AddSingleton<IQuarantine>(spool).AddSingleton<IAuditLog>(spool).AddSingleton<IOversight>(spool).AddSingleton<IQueue>(queue).AddSingleton<IIncidents>(new Incidents(spool, spool, queue)).AddSingleton<IRequests>(requests).AddSingleton<IReleases>(releases)
                    .AddSingleton<IReceipts>(receipts).AddSingleton<IPreviews>(_ => previews).AddSingleton<IRetention>(retention).AddSingleton(clock);
            },
            _loggers, token).ConfigureAwait(false);
        _parts.Add(Web);
        if (config.Monitoring.Listen is not null)
        {
            Keep(await MonitoringHost.StartAsync(config.Monitoring, export.Metrics!, Health, watching.Board, _loggers, token).ConfigureAwait(false));
        }

        _expiry = Task.WhenAll(
            RepeatAsync(() => retention.SweepAsync(_stopping.Token), ExpiryInterval, clock), RepeatAsync(() => requests.SweepAsync(_stopping.Token), SweepInterval, clock),
            RepeatAsync(() => reminders.SweepAsync(_stopping.Token), SweepInterval, clock), RepeatAsync(() => digest.SweepAsync(_stopping.Token), SweepInterval, clock),
            RepeatAsync(() => usage.CountAsync(spool, clock, _stopping.Token), usage.Interval, clock),
            RepeatAsync(() => watching.LookAsync(_stopping.Token), config.Alerts.LookEvery, clock),
            canary is null ? Task.CompletedTask : RepeatAsync(() => canary.FlyAsync(_stopping.Token), config.Canary.Every, clock),
            auditForwarder is null ? Task.CompletedTask : RepeatAsync(() => auditForwarder.SweepAsync(_stopping.Token), ForwardInterval, clock));
        HostLog.Running(
            _log, GatewayConfig.EngineVersion, string.Join(", ", Smtp.EndPoints), config.Portal.Listen, config.Delivery.NextHop, config.Storage.Path);
    }

    private static List<WatchedHop> WatchedHops(INextHop next, INextHop? bounce, INextHop? internet)
    {
        var hops = new List<WatchedHop> { new("nextHop", "delivery.nextHop", next) };
        if (next is TenantHops shared)
        {
            hops.AddRange(shared.Own.Select(own => new WatchedHop($"nextHop.{own.Key}", $"nextHop of tenant {own.Key}", own.Value)));
        }

        if (bounce is not null)
        {
            hops.Add(new("bounceHop", "delivery.bounceVia", bounce));
        }

        if (internet is not null)
        {
            hops.Add(new("internetHop", "release.internetVia", internet));
        }

        return hops;
    }

    private TPart Keep<TPart>(TPart part)
        where TPart : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    public static EmbeddedSpoolOptions SpoolOptionsFor(GatewayConfig config) => new()
    {
        Path = config.Storage.Path, MasterKeyFile = config.Storage.MasterKeyFile, ReserveBytes = config.Storage.Reserve,
    };

    private static JourneyOptions JourneyOptionsFor(Setup setup, DispatcherOptions options, ScratchFiles scratch) =>
        new(setup.Config.Smtp.Hostname, setup.Config.Portal.Url, scratch, setup.Passwords, options.MaxHops);

    /// <summary>For tenants that have none at work: half as many again, so that a mail of a quiet tenant starts at once, on a core that it shares with the flood.</summary>
    private static int ReservedWorkers(Setup setup) => Math.Max(1, setup.SandboxOptions.PoolSize / 2);

    private static bool Offers(GatewayConfig config, Scanners scanners, ReleaseWay way) => way switch
    {
        ReleaseWay.InternetMailbox => config.Release.InternetVia is not null,
        ReleaseWay.Download => config.Portal.Zone == "internet" || config.Portal.InternetListen is not null,
        ReleaseWay.Confirmed or ReleaseWay.ConfirmedParts => scanners.Any,
        _ => true,
    };

    private AuditForwarder StartForwarder(string collector, EmbeddedSpool spool, Marks marks, GatewayConfig config, TimeProvider clock) => new(
        spool, marks, Keep(new SyslogConnection(SyslogTarget.Parse(collector), clock)), new SyslogFormat(config.Smtp.Hostname, "mugai", Environment.ProcessId), config.Audit.ForwardPersonal, clock,
        _loggers.CreateLogger("Mugai.Audit"));

    /// <summary>Does it now and after each interval.</summary>
    private Task RepeatAsync(Func<ValueTask> work, TimeSpan interval, TimeProvider clock) =>
        Repeating.RunAsync(work, () => interval, failure => DispatchLog.BackgroundFailed(_log, failure), TimeSpan.Zero, clock, _stopping.Token);
}
