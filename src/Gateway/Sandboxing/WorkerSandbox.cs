using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing.Launching;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The sandbox: the pools of managed and native workers, and the rule of what the death of one costs. A part that a worker had announced when it died is
/// excluded and the job tried again, three times at most; a death over the whole, a fourth one, or the same part twice holds the whole.
/// </summary>
public sealed class WorkerSandbox : ISandbox
{
    private const int MaxExcludedParts = 3;

    private readonly SandboxOptions _options;
    private readonly IWorkerLauncher _launcher;
    private readonly ILogger _log;
    private readonly SandboxGuard _guard;
    private readonly SandboxMeter _meter = new();
    private readonly WorkerStarter _starter;
    private readonly WorkerPool _pool;
    private readonly NativePool? _native;
    private readonly PageRenderer? _pages;
    private volatile bool _stopping;

    private WorkerSandbox(SandboxOptions options, IWorkerLauncher launcher, ILogger log, TimeProvider time)
    {
        _options = options;
        _launcher = launcher;
        _log = log;
        _guard = new SandboxGuard(time);
        _starter = new WorkerStarter(options, launcher, _guard, _meter, log);
        _pool = new WorkerPool(options, _starter, RehearseAsync, _guard, log);
        _native = options.NativeSteps > 0 ? new NativePool(options, _starter, _guard, time, log) : null;
        _pages = options.NativeSteps > 0 ? new PageRenderer(options, _starter, _guard, _meter, log) : null;
    }

    /// <summary>
    /// Starts the warm workers. They are not asked beforehand what a worker that starts refuses by itself, build and locks alike; only when one did is the machine asked, for words that
    /// tell what to do. Throws <see cref="SandboxUnavailableException"/>, with a message in both languages, when workers cannot be confined here or one refuses to start (a plug-in
    /// that is not what was pinned).
    /// </summary>
    public static async Task<WorkerSandbox> StartAsync(SandboxOptions options, ILogger log, TimeProvider time, CancellationToken token)
    {
        try
        {
            return await StartAsync(options, new ProcessLauncher(options), log, time);
        }
        catch (SandboxUnavailableException)
        {
            var probe = await WorkerProbe.RunAsync(options.WorkerPath, token);
            probe.Require(options);
            throw;
        }
    }

    /// <summary>The same for one command, which is over in a second and keeps no log.</summary>
    public static Task<WorkerSandbox> StartForCommandAsync(SandboxOptions options, CancellationToken token) => StartAsync(options, NullLogger.Instance, TimeProvider.System, token);

    /// <summary>The same with another launcher, without asking this machine anything.</summary>
    public static async Task<WorkerSandbox> StartAsync(SandboxOptions options, IWorkerLauncher launcher, ILogger log, TimeProvider time)
    {
        foreach (var plugin in options.Plugins)
        {
            SandboxLog.PluginPinned(log, plugin.Path, plugin.Sha256);
        }

        var sandbox = new WorkerSandbox(options, launcher, log, time);
        try
        {
            var warm = sandbox._pool.WarmAsync();
            await (sandbox._native?.WarmAsync() ?? Task.CompletedTask);
            await warm;
            if (sandbox._starter.Ready is { } ready)
            {
                SandboxLog.Checked(log, ready.LandlockAbi, ready.Seccomp, options.PoolSize, options.NativeSteps);
            }

            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Workers lost over jobs since the start.</summary>
    internal long LostSoFar => _meter.LostSoFar;

    /// <summary>Native workers that run or start.</summary>
    internal int NativeWorkers => _native?.Alive ?? 0;

    /// <inheritdoc/>
    public async ValueTask<SandboxResult> SanitizeAsync(
        SandboxJob job, Func<CancellationToken, ValueTask<Stream>> openInput, IResultSink sink, CancellationToken token)
    {
        var started = Stopwatch.GetTimestamp();
        var limits = job.Policy.Limits.Within(job.Limits ?? BudgetLimits.ForInput(job.InputSize));
        var excluded = new Dictionary<string, Reason>(StringComparer.Ordinal);
        var frame = new JobFrame
        {
            Id = job.Id,
            Kind = job.Kind,
            Name = job.Name,
            SeedPrefix = job.SeedPrefix,
            InputSize = job.InputSize,
            Limits = limits,
            Policy = job.Policy,
            Excluded = excluded,
            Passwords = job.Passwords,
            Following = job.Following,
            Single = job.Single,
        };
        var lost = 0;
        var triedBlindly = false;
        var inputSha256 = job.InputSha256 ?? "";
        while (true)
        {
            var (end, pid, digest) = await TryAsync(job, frame, openInput, sink, token);
            inputSha256 = digest.Length > 0 ? digest : inputSha256;
            if (end.Report is not null)
            {
                _meter.Done(end.Report.Outcome, Stopwatch.GetElapsedTime(started));
                return new SandboxResult { Report = end.Report, Facts = end.Facts, WorkersLost = lost };
            }

            // Killed at shutdown: that says nothing about the input, and no verdict may be stored.
            ObjectDisposedException.ThrowIf(_stopping, this);
            lost++;
            _meter.Lost(end.Failure);
            SandboxLog.WorkerFailed(_log, job.Id, pid, new UntrustedText(end.Path), end.Failure, end.Cause);
            await sink.RestartAsync(token);
            if (!end.IsExact)
            {
                // One of many parts, and nobody knows which: once more, each announced.
                frame = frame with { AnnouncesEach = true };
                continue;
            }

            if (end.Path == PartPath.Root)
            {
                // It may have died of something else than this input (killed while it was idle): once more, but not when it used up its time.
                if (end.Failure == Reason.Crashed && !triedBlindly)
                {
                    triedBlindly = true;
                    continue;
                }
            }
            else if (excluded.Count < MaxExcludedParts && excluded.TryAdd(end.Path, end.Failure))
            {
                continue;
            }

            SandboxLog.JobHeld(_log, job.Id, lost, new UntrustedText(end.Path), end.Failure);
            _meter.Done(Outcome.Held, Stopwatch.GetElapsedTime(started));
            return new SandboxResult { Report = Held(job, end.Failure, inputSha256, excluded), WorkersLost = lost };
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        await _pool.DisposeAsync();
        if (_native is not null)
        {
            await _native.DisposeAsync();
        }

        _pages?.Dispose();
        _guard.Dispose();
        await _launcher.DisposeAsync();
        _meter.Dispose();
    }

    private async ValueTask<(JobRunEnd End, int Pid, string InputSha256)> TryAsync(
        SandboxJob job, JobFrame frame, Func<CancellationToken, ValueTask<Stream>> openInput, IResultSink sink, CancellationToken token)
    {
        var worker = await _pool.LeaseAsync(job.Tenant, token);
        var sound = false;
        try
        {
            var input = await openInput(token);
            await using (input)
            {
                worker.Watch(_guard.In(frame.Limits.MaxMilliseconds), frame.Limits.MaxResidentBytes);
                worker.Jobs++;
                await using var native = new NativeSession(_native, _pages, worker, frame, _options, _guard, _meter, _log);
                using var scratch = new JobScratch(_options.ScratchFolder, frame.Limits.MaxScratchBytes);
                using var run = new JobRun(worker, frame, job.InputSha256, _options.MaxFindingsPerPart, sink, native, scratch);
                var end = await run.ExecuteAsync(input, token);
                worker.Unwatch();
                sound = end.Report is not null && worker.Verdict == Reason.None;
                return (end, worker.Process.Id, run.InputSha256);
            }
        }
        finally
        {
            _pool.Return(worker, sound);
        }
    }

    /// <summary>Our own mail is no attack: while a machine starts, with everything at once, the first one takes its time, and giving up would start it all again.</summary>
    private const int RehearsalMilliseconds = 60_000;

    /// <summary>A worker's first mail, ours: see <see cref="SandboxOptions.Rehearsal"/>. Throws <see cref="SandboxUnavailableException"/> when it cannot clean even that.</summary>
    private async Task RehearseAsync(PooledWorker worker, CancellationToken token)
    {
        if (_options.Rehearsal is not { } mail)
        {
            return;
        }

        var frame = new JobFrame
        {
            Id = "rehearsal", Kind = JobKind.Mail, InputSize = mail.Length, Limits = BudgetLimits.ForInput(mail.Length) with { MaxMilliseconds = RehearsalMilliseconds }, Policy = new SanitizePolicy(),
        };
        worker.Watch(_guard.In(frame.Limits.MaxMilliseconds), frame.Limits.MaxResidentBytes);
        await using var native = new NativeSession(null, null, worker, frame, _options, _guard, _meter, _log);
        using var scratch = new JobScratch(_options.ScratchFolder, frame.Limits.MaxScratchBytes);
        using var output = new CleanOutput(_options.ScratchFolder);
        using var run = new JobRun(worker, frame, null, _options.MaxFindingsPerPart, output, native, scratch);
        using var input = new MemoryStream(mail.ToArray(), writable: false);
        var end = await run.ExecuteAsync(input, token);
        worker.Unwatch();
        if (end.Report is null || worker.Verdict != Reason.None)
        {
            throw new SandboxUnavailableException($"A new worker could not clean its first mail, which is our own ({end.Failure}: {end.Cause}). / 新しいワーカーが試験用メールを無害化できませんでした。");
        }
    }

    /// <summary>The whole waits for a person: nothing of it was read to the end. The parts that cost workers are listed.</summary>
    private static PartReport Held(SandboxJob job, Reason reason, string inputSha256, Dictionary<string, Reason> excluded) => new()
    {
        Path = PartPath.Root,
        Input = new FileFacts(job.Name, job.InputSize, inputSha256, job.Kind == JobKind.Mail ? "eml" : FileFormat.Unknown.Name),
        Outcome = Outcome.Held,
        Reason = reason,
        Parts = [.. excluded.Select(part => new PartReport
        {
            Path = part.Key,
            Input = new FileFacts(UntrustedText.Empty, 0, "", FileFormat.Unknown.Name),
            Outcome = Outcome.Blocked,
            Reason = part.Value,
        })],
    };
}
