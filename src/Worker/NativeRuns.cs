using System.Buffers;
using System.Buffers.Binary;
using Mugai.Frames;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>
/// The native steps of the job in hand. Each goes up to the parent with its input; the parent has a native worker run it meanwhile and keeps what came
/// of it until it is fetched. So nothing but the job's input comes down unasked, and what is charged to the budget when depends on the
/// sanitizer's order alone, never on who was faster.
/// </summary>
internal sealed class NativeRuns(FrameChannel channel, JobInputStream jobInput, SanitizerCatalog catalog) : INativeHost
{
    // Oldest first.
    private readonly List<NativeRun> _open = [];
    // Fetched, but too large to be sent: read at the host's page by page.
    private readonly List<NativeRun> _paged = [];
    private int _last;

    public INativeRun Start(string path, string stepName, ReadOnlyMemory<byte> arguments, Stream input, Budget budget)
    {
        if (catalog.StepNamed(stepName) is not { } step)
        {
            return Refused(Reason.Unsupported, budget);
        }

        if (_last == FrameLimits.MaxRuns || arguments.Length > NativeResult.MaxArgumentBytes || input.Length > (step.ReadsByPages ? FrameLimits.MaxStepInputBytes : FrameLimits.MaxWholeInputBytes))
        {
            return Refused(Reason.TooBig, budget);
        }

        if (_open.Count == FrameLimits.MaxOpenRuns)
        {
            _open[0].Fetch();
        }

        var limits = budget.Limits;
        var frame = new StepFrame(
            ++_last, stepName, input.Length, Math.Max(limits.MaxBytes - budget.UsedBytes, 0), Math.Max(limits.MaxScratchBytes - budget.ScratchInUse, 0),
            Math.Max(limits.MaxObjects - budget.UsedObjects, 0), step.ReadsByPages && input.Length > FrameLimits.WholeBytes, []);
        new NativeStartFrame(path, step.TakesSecrets, frame).Write(channel.Out, arguments.Span);
        if (arguments.Length > 0)
        {
            channel.HoldsSecret();
        }

        Send(input);
        channel.Flush();
        var run = new NativeRun(this, _last, budget, null);
        _open.Add(run);
        return run;
    }

    /// <summary>Ready for the next job. Runs that nobody disposed of are not wanted any more.</summary>
    public void Finish()
    {
        while (_open.Count > 0)
        {
            _open[^1].Dispose();
        }

        while (_paged.Count > 0)
        {
            _paged[^1].Dispose();
        }

        _last = 0;
    }

    private NativeRun Refused(Reason reason, Budget budget) => new(this, 0, budget, NativeResult.Refused(reason));

    private void Send(Stream input)
    {
        input.Position = 0;
        var left = input.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(FrameLimits.MaxChunkBytes);
        while (left > 0)
        {
            var read = input.Read(buffer, 0, (int)Math.Min(left, FrameLimits.MaxChunkBytes));
            if (read == 0)
            {
                throw new InvalidOperationException("The input of a native step is shorter than it says.");
            }

            channel.Send(FrameType.NativeInput, buffer.AsSpan(0, read));
            left -= read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Cancel(int run)
    {
        Say(FrameType.NativeCancel, run);
        channel.Flush();
    }

    private void Say(FrameType type, int run)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, run);
        channel.Out.Chunk(type, number);
    }

    private void ReadPage(int run, int number, Span<byte> page)
    {
        Span<byte> place = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(place, run);
        BinaryPrimitives.WriteInt32LittleEndian(place[4..], number);
        channel.Out.Chunk(FrameType.NativeRead, place);
        channel.Flush();
        while (!page.IsEmpty)
        {
            var bytes = jobInput.Await(FrameType.NativeOutput);
            if (bytes.IsEmpty || bytes.Length > page.Length)
            {
                throw new ProtocolException("a page of another length");
            }

            bytes.CopyTo(page);
            page = page[bytes.Length..];
        }
    }

    /// <summary>
    /// The result of <paramref name="run"/> and where its bytes are: in <paramref name="output"/>, all of them read whatever becomes of them, so that the pipe stands at a frame's start, or,
    /// when they are many, still at the host's.
    /// </summary>
    private (NativeResult Result, Stream Output) Receive(NativeRun asking, int run, Budget budget, ScratchStream output)
    {
        Say(FrameType.NativeFetch, run);
        channel.Flush();
        var frame = NativeResultFrame.Parse(jobInput.Await(FrameType.NativeResult)) ?? throw new ProtocolException("the result of a step cannot be read");
        if (frame.Run != run || (frame.Result.Reason != Reason.None && frame.Size != 0))
        {
            throw new ProtocolException("the result of another step");
        }

        if (frame.Size > FrameLimits.WholeBytes)
        {
            _paged.Add(asking);
            Charge(frame, budget);
            return (frame.Result, new PagedStream(frame.Size, (number, page) => ReadPage(run, number, page)));
        }

        BudgetExceededException? exceeded = null;
        for (var left = frame.Size; left > 0;)
        {
            var bytes = jobInput.Await(FrameType.NativeOutput);
            if (bytes.Length > left)
            {
                throw new ProtocolException("more output of a step than it has");
            }

            left -= bytes.Length;
            try
            {
                if (exceeded is null)
                {
                    output.Write(bytes);
                }
            }
            catch (BudgetExceededException e)
            {
                exceeded = e;
            }
        }

        if (exceeded is not null)
        {
            throw exceeded;
        }

        Charge(frame, budget);
        output.Position = 0;
        return (frame.Result, output);
    }

    private static void Charge(NativeResultFrame frame, Budget budget)
    {
        budget.ChargeBytes(Math.Max(frame.UsedBytes, frame.Size));
        budget.ChargeObjects(frame.UsedObjects);
    }

    private sealed class NativeRun(NativeRuns runs, int number, Budget budget, NativeResult? known) : INativeRun
    {
        private NativeResult? _result = known;
        private Stream? _output;
        private BudgetExceededException? _exceeded;
        private bool _disposed;

        public Stream Output => _result is { Reason: Reason.None } && _output is not null && !_disposed
            ? _output : throw new InvalidOperationException("The step had no output, or was not finished.");

        public NativeResult Finish()
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Fetch();
            return _exceeded is null ? _result!.Value : throw _exceeded;
        }

        /// <summary>Takes the result over now, whoever wants it later. What it costs too much is told to <see cref="Finish"/>'s caller.</summary>
        public void Fetch()
        {
            if (_result is not null || _exceeded is not null)
            {
                return;
            }

            runs._open.Remove(this);
            var whole = new ScratchStream(budget);
            try
            {
                (_result, _output) = runs.Receive(this, number, budget, whole);
            }
            catch (BudgetExceededException e)
            {
                _exceeded = e;
                whole.Dispose();
            }
        }

        public void Dispose()
        {
            if (!_disposed)
            {
                _disposed = true;
                _output?.Dispose();
                if (runs._open.Remove(this) || runs._paged.Remove(this))
                {
                    runs.Cancel(number);
                }
            }
        }
    }
}
