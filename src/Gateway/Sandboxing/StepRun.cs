using System.Buffers.Binary;
using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// One native step on one native worker. The worker reads its whole input before it says a word, or page by page while it waits for nothing else, so that input and output need not move at the same time;
/// one that does otherwise stands still until the guard ends it. Everything it says is a claim.
/// </summary>
internal sealed class StepRun(PooledWorker worker, NativeRun run, BudgetLimits limits)
{
    private const int FlushAt = 60 * 1024;

    // The step's own count is the same number; a worker that goes beyond it does not count.
    private readonly long _maxOutput = Math.Min(run.Step.MaxBytes, limits.MaxBytes);

    /// <summary>Why the worker failed, a few words for the log; null when it did not.</summary>
    public string? Cause { get; private set; }

    /// <summary>It failed before the worker had the whole input, so that nothing in it can be the cause.</summary>
    public bool NeverBegan { get; private set; }

    /// <summary>Runs it. The worker's failures are in the result; throws what writing the scratch file throws, and cancellation, after which the worker is dead.</summary>
    public async ValueTask<NativeResultFrame> ExecuteAsync(CancellationToken token)
    {
        try
        {
            NeverBegan = true;
            await SendAsync(token);
            NeverBegan = run.Step.ByPages;
            return await ReceiveAsync(token);
        }
        catch (Exception e) when (e is WorkerLiedException or WorkerPipeException or IOException { InnerException: System.Net.Sockets.SocketException })
        {
            run.Output.Clear();
            return await FailedAsync(e.Message);
        }
        catch
        {
            worker.Process.Kill();
            throw;
        }
    }

    private async ValueTask SendAsync(CancellationToken token)
    {
        var frames = worker.ToWorker;
        frames.Clear();
        var step = run.Step;
        (step with
        {
            MaxBytes = Math.Min(step.MaxBytes, limits.MaxBytes),
            MaxScratchBytes = Math.Min(step.MaxScratchBytes, limits.MaxScratchBytes),
            MaxObjects = Math.Min(step.MaxObjects, limits.MaxObjects),
        }).Write(frames);
        if (step.ByPages)
        {
            await FlushAsync(token);
            return;
        }

        using var content = run.Input.OpenRead(null);
        while (true)
        {
            var chunk = frames.ReserveChunk(FrameType.Input, FrameLimits.MaxChunkBytes);
            var read = content.Read(chunk.Span);
            frames.CommitChunk(read);
            if (read == 0)
            {
                frames.Empty(FrameType.InputEnd);
            }

            if (read == 0 || frames.Length >= FlushAt)
            {
                await FlushAsync(token);
            }

            if (read == 0)
            {
                return;
            }
        }
    }

    private async ValueTask FlushAsync(CancellationToken token)
    {
        await worker.Process.Input.WriteAsync(worker.ToWorker.Written, token);
        // The first of them held the arguments.
        worker.ToWorker.Wipe();
    }

    private async ValueTask<NativeResultFrame> ReceiveAsync(CancellationToken token)
    {
        while (true)
        {
            var type = await worker.Frames.ReadAsync(token) ?? throw new WorkerPipeException();
            var payload = worker.Frames.Payload;
            switch (type)
            {
                case FrameType.Output when payload.Length > 0 && run.Output.Length + payload.Length <= _maxOutput:
                    run.Output.Append(payload.Span);
                    break;
                case FrameType.StepRead when run.Step.ByPages && payload.Length == 4 && run.WriteInputPage(BinaryPrimitives.ReadInt32LittleEndian(payload.Span), worker.ToWorker):
                    NeverBegan = false;
                    await FlushAsync(token);
                    break;
                case FrameType.StepDone:
                    return Finish(NativeResultFrame.Parse(payload.Span) ?? throw new WorkerLiedException("the result of a step that cannot be read"));
                default:
                    throw new WorkerLiedException($"{type} where it does not belong, or more output than it may");
            }
        }
    }

    private NativeResultFrame Finish(NativeResultFrame result)
    {
        if (result.Run != run.Step.Run || result.Size != run.Output.Length || worker.Frames.HasUnread)
        {
            throw new WorkerLiedException("the result of another step, with an output of another length, or words after it");
        }

        if (result.Result.Reason == Reason.None)
        {
            return result;
        }

        run.Output.Clear();
        return result with { Size = 0 };
    }

    private async ValueTask<NativeResultFrame> FailedAsync(string cause)
    {
        var verdict = worker.Verdict;
        worker.Process.Kill();
        var end = await worker.Process.EndAsync(TimeSpan.Zero);
        Cause = $"{cause} {end.Ending} {end.Code}";
        return new NativeResultFrame(run.Step.Run, NativeResult.Refused(PooledWorker.FailureFor(verdict, end)), 0, 0, 0);
    }
}
