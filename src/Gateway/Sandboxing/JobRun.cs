using System.Buffers.Binary;
using System.Security.Cryptography;
using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>How one try on one worker ended.</summary>
/// <param name="Report">The finished report; null when the worker failed.</param>
/// <param name="Facts">The facts of a mail.</param>
/// <param name="Failure">Why the worker failed.</param>
/// <param name="Path">The part it had announced last; <c>/</c> when none.</param>
/// <param name="Cause">A few words for the log.</param>
/// <param name="IsExact">False when parts behind <paramref name="Path"/> may have been begun unannounced.</param>
internal sealed record JobRunEnd(PartReport? Report, MailFacts? Facts, Reason Failure = Reason.None, string Path = PartPath.Root, string Cause = "", bool IsExact = true);

/// <summary>
/// One try of one job on one worker. Input and output move at the same time, so that two full pipes never wait for each other. Nothing the
/// worker says is taken as true: lengths, paths, counts and verdicts are checked against the job and against each other.
/// </summary>
internal sealed partial class JobRun(PooledWorker worker, JobFrame job, string? knownSha256, int maxFindingsPerPart, IResultSink sink, NativeSession native, JobScratch scratch) : IDisposable
{
    private readonly ReportBuilder _report = new(job.Limits, maxFindingsPerPart);
    private readonly SemaphoreSlim _toWorker = new(1, 1);
    private string _announced = PartPath.Root;
    private int _announcements;
    private MailFacts? _facts;
    private long _outputBytes;
    private bool _inputDone;
    private bool _holdsPipe;

    /// <summary>SHA-256 of the input as it was sent.</summary>
    public string InputSha256 { get; private set; } = "";

    /// <summary>Runs it. Throws what reading the input or writing the sink throws, and cancellation; the worker's own failures are in the result.</summary>
    public async ValueTask<JobRunEnd> ExecuteAsync(Stream input, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var pump = PumpAsync(input, stop.Token);
        try
        {
            var report = await ReceiveAsync(pump, stop.Token);
            await pump;
            return new JobRunEnd(report, _facts);
        }
        catch (WorkerLiedException e)
        {
            return await FailedAsync(e.Message);
        }
        catch (WorkerPipeException e)
        {
            return await FailedAsync(e.Message);
        }
        finally
        {
            if (!pump.IsCompleted)
            {
                // The worker is not sound any more: end the writing it no longer reads.
                worker.Process.Kill();
                await stop.CancelAsync();
                await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public void Dispose() => _toWorker.Dispose();

    private async ValueTask<PartReport> ReceiveAsync(Task pump, CancellationToken token)
    {
        while (true)
        {
            var type = await NextAsync(pump, token);
            var payload = worker.Frames.Payload;
            switch (type)
            {
                case not FrameType.ScratchBytes when scratch.IsFilling:
                    throw Lie("something else than the rest of a scratch page");
                case not (FrameType.NativeInput or FrameType.NativeRead or FrameType.ScratchWrite or FrameType.ScratchBytes or FrameType.ScratchRead or FrameType.ScratchFree) when native.IsFilling:
                    throw Lie("something else than the rest of a native step's input");
                case FrameType.PartOpening:
                    var opening = new FrameFieldReader(payload.Span);
                    _announced = opening.Path();
                    _announcements++;
                    if (!opening.IsComplete)
                    {
                        throw Lie("a path that cannot be");
                    }

                    break;
                case FrameType.PartFinding:
                    _report.Add(PartFindingFrame.Parse(payload.Span) ?? throw Lie("a finding that cannot be read"));
                    break;
                case FrameType.PartClosed:
                    _report.Close(PartClosedFrame.Parse(payload.Span) ?? throw Lie("a verdict that contradicts itself"));
                    break;
                case FrameType.MailFacts when job.Kind == JobKind.Mail && _facts is null:
                    _facts = MailFactsFrame.Parse(payload.Span) ?? throw Lie("facts that cannot be read");
                    break;
                case FrameType.Output:
                    if ((_outputBytes += payload.Length) > job.Limits.MaxOutputBytes)
                    {
                        throw Lie("more output than it may");
                    }

                    worker.OutputHash.AppendData(payload.Span);
                    await sink.WriteAsync(payload, token);
                    break;
                case FrameType.LinkSlot when payload.Length == 1 && payload.Span[0] is >= 1 and <= 3 && job.Kind == JobKind.Mail:
                    await sink.WriteLinkSlotAsync((LinkSlotEncoding)payload.Span[0], token);
                    break;
                case FrameType.Done when !native.HasOpenRuns:
                    ReleasePipe();
                    await pump.WaitAsync(token);
                    return Finish();
                case FrameType.NativeInput:
                    native.Fill(payload);
                    break;
                case FrameType.NativeStart:
                    // Its arguments may hold a password; from here on they are where they are cleared after use.
                    native.Begin(NativeStartFrame.Parse(payload.Span) ?? throw Lie("a native step that cannot be read"));
                    worker.Frames.WipeRead();
                    break;
                case FrameType.NativeFetch when payload.Length == 4:
                    await FetchAsync(native.Find(BinaryPrimitives.ReadInt32LittleEndian(payload.Span)), token);
                    break;
                case FrameType.NativeCancel when payload.Length == 4:
                    native.Close(native.FindAny(BinaryPrimitives.ReadInt32LittleEndian(payload.Span)));
                    break;
                case FrameType.NativeRead when payload.Length == 8:
                    await SendPageAsync(native.FindPaged(BinaryPrimitives.ReadInt32LittleEndian(payload.Span)), BinaryPrimitives.ReadInt32LittleEndian(payload.Span[4..]), token);
                    break;
                case FrameType.ScratchWrite when payload.Length == 4:
                    scratch.Begin(BinaryPrimitives.ReadInt32LittleEndian(payload.Span));
                    break;
                case FrameType.ScratchBytes:
                    scratch.Fill(payload.Span);
                    break;
                case FrameType.ScratchRead when payload.Length == 4:
                    await SendPageAsync(scratch.Read(BinaryPrimitives.ReadInt32LittleEndian(payload.Span)), token);
                    break;
                case FrameType.ScratchFree when payload.Length == 4:
                    scratch.Free(BinaryPrimitives.ReadInt32LittleEndian(payload.Span));
                    break;
                case FrameType.InputWanted:
                    ReleasePipe();
                    break;
                default:
                    throw Lie($"{type} where it does not belong");
            }
        }
    }

    /// <summary>The next frame. While none comes, a failure of the input ends the waiting: the worker would wait for the rest for ever.</summary>
    private async ValueTask<FrameType> NextAsync(Task pump, CancellationToken token)
    {
        var next = ReadAsync(token);
        if (next.IsCompleted || _inputDone)
        {
            return await next;
        }

        var reading = next.AsTask();
        await Task.WhenAny(reading, pump);
        if (pump.IsFaulted && pump.Exception.InnerException is not WorkerPipeException)
        {
            worker.Process.Kill();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pump;
        }

        return await reading;
    }

    private async ValueTask<FrameType> ReadAsync(CancellationToken token)
    {
        try
        {
            return await worker.Frames.ReadAsync(token) ?? throw new WorkerPipeException();
        }
        catch (IOException)
        {
            throw new WorkerPipeException();
        }
    }

    /// <summary>The report with our own count of what went in and came out. Output without a verdict that allows it, or the other way round, is a lie.</summary>
    private PartReport Finish()
    {
        var root = _report.Finish();
        var mayHaveOutput = root.Outcome is Outcome.Rebuilt or Outcome.Replaced || (root.Outcome == Outcome.Blocked && job.Kind == JobKind.Mail);
        if ((root.Output is null && _outputBytes > 0) || (root.Output is not null && (!mayHaveOutput || root.Output.Size != _outputBytes)))
        {
            throw Lie("an output that its verdict does not allow or that has another length");
        }

        var outputSha256 = Hex(worker.OutputHash);
        return root with
        {
            Input = root.Input with { Name = job.Name, Size = job.InputSize, Sha256 = InputSha256 },
            Output = root.Output is null ? null : root.Output with { Sha256 = outputSha256 },
        };
    }

    private async ValueTask<JobRunEnd> FailedAsync(string cause)
    {
        var verdict = worker.Verdict;
        worker.Process.Kill();
        var end = await worker.Process.EndAsync(TimeSpan.Zero);
        return new JobRunEnd(null, null, PooledWorker.FailureFor(verdict, end), _announced, $"{cause} {end.Ending} {end.Code}",
            job.AnnouncesEach || _announcements < FrameLimits.AnnouncedSingly);
    }

    private static WorkerLiedException Lie(string what) => new(what);

    private static string Hex(IncrementalHash hash)
    {
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest);
    }
}
