using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Gateway.Sandboxing;

/// <summary>Starts workers, believes them ready only when they say so in the right words, and ends them, for the pools of both kinds.</summary>
internal sealed class WorkerStarter(SandboxOptions options, IWorkerLauncher launcher, SandboxGuard guard, SandboxMeter meter, ILogger log)
{
    /// <summary>For a worker that is sound and idle.</summary>
    public static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(500);

    private int _endings;
    private volatile ReadyFrame? _ready;

    /// <summary>What the last worker that became ready said of its locks; null: none did yet.</summary>
    public ReadyFrame? Ready => _ready;

    /// <summary>A worker that is ready and watched; with <paramref name="givesWay"/> one that gives way from its first step on, because a start takes half a second of the processor. Throws <see cref="SandboxUnavailableException"/> when it does not become so.</summary>
    public Task<PooledWorker> StartAsync(WorkerKind kind, bool givesWay, CancellationToken stopping) => StartAsync(kind, token => launcher.LaunchAsync(kind, token), givesWay, stopping);

    /// <summary>A program that is not ours, locked down and waiting for its input; watched like a worker.</summary>
    public Task<PooledWorker> StartAsync(ConfinedProgram program, CancellationToken stopping) => StartAsync(WorkerKind.Program, token => launcher.LaunchAsync(program, token), givesWay: false, stopping);

    [SuppressMessage("Reliability", "CA2000", Justification = "The worker owns the reader from its first line on.")]
    private async Task<PooledWorker> StartAsync(WorkerKind kind, Func<CancellationToken, ValueTask<IWorkerProcess>> launch, bool givesWay, CancellationToken stopping)
    {
        await Task.Yield();
        var started = Stopwatch.GetTimestamp();
        var process = await launch(stopping);
        var worker = new PooledWorker(process, new FrameReader(process.Output), kind);
        if (givesWay)
        {
            worker.GiveWay();
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(options.StartTimeout);
            var first = await worker.Frames.ReadAsync(patience.Token);
            var ready = first == FrameType.Ready ? ReadyFrame.Parse(worker.Frames.Payload.Span) : null;
            await RequireAsync(process, ready);
        }
        catch (Exception e) when (e is not SandboxUnavailableException)
        {
            var end = await process.EndAsync(TimeSpan.Zero);
            worker.Dispose();
            throw new SandboxUnavailableException(
                $"A worker did not become ready ({e.Message}; {end.Ending} {end.Code}). {process.Errors.ForDisplay()} / ワーカーが準備できませんでした。", e);
        }
        catch
        {
            worker.Dispose();
            throw;
        }

        guard.Add(worker);
        meter.Started(kind, Stopwatch.GetElapsedTime(started));
        SandboxLog.WorkerStarted(log, kind, process.Id);
        return worker;
    }

    /// <summary>Ends a worker in the background.</summary>
    public void End(PooledWorker worker, TimeSpan patience)
    {
        guard.Remove(worker);
        Interlocked.Increment(ref _endings);
        _ = EndAsync();

        async Task EndAsync()
        {
            var end = await worker.Process.EndAsync(patience);
            if (end.Ending == WorkerEnding.Lost)
            {
                SandboxLog.WorkerLost(log, worker.Kind, worker.Process.Id);
            }

            if (!worker.Process.Errors.IsEmpty)
            {
                SandboxLog.WorkerSaid(log, worker.Kind, worker.Process.Id, worker.Process.Errors);
            }

            worker.Dispose();
            Interlocked.Decrement(ref _endings);
        }
    }

    /// <summary>Ends, once it is ready, each of these that starts; waits for all of them to be gone.</summary>
    public async ValueTask EndAllAsync(IEnumerable<PooledWorker> workers, IEnumerable<Task<PooledWorker>> starting)
    {
        foreach (var worker in workers)
        {
            End(worker, EndPatience);
        }

        foreach (var start in starting)
        {
            await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (start.IsCompletedSuccessfully)
            {
                End(await start, EndPatience);
            }
        }

        while (Volatile.Read(ref _endings) > 0)
        {
            await Task.Delay(5);
        }
    }

    private async ValueTask RequireAsync(IWorkerProcess process, ReadyFrame? ready)
    {
        if (ready is null)
        {
            // It told its reason on standard error and ended; give the words time to arrive.
            var end = await process.EndAsync(EndPatience);
            throw new SandboxUnavailableException(
                $"A worker refused to start ({end.Ending} {end.Code}): {process.Errors.ForDisplay()} / ワーカーが起動を拒否しました。");
        }

        if (ready.Protocol != FrameLimits.ProtocolVersion || ready.Version != WorkerProbe.OwnBuild)
        {
            await process.EndAsync(TimeSpan.Zero);
            throw new SandboxUnavailableException(
                $"The worker at {options.WorkerPath} is of another build than this gateway: install both from one package. / ワーカーとゲートウェイの版が違います。同じパッケージから導入してください。");
        }

        if (!ready.IsConfined)
        {
            if (!options.DangerUnsandboxedWorkers)
            {
                await process.EndAsync(TimeSpan.Zero);
                throw new SandboxUnavailableException("A worker is not confined. / ワーカーが隔離されていません。");
            }

            SandboxLog.Unsandboxed(log, process.Id, ready.LandlockAbi, ready.Seccomp);
        }

        _ready = ready;
    }
}
