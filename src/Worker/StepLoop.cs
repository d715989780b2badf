using System.Buffers.Binary;
using System.Security.Cryptography;
using Mugai.Frames;
using Mugai.Sanitizers;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>What a native worker does: step after step of one message until the host closes the pipe.</summary>
internal sealed class StepLoop(FrameChannel channel, JobInputStream input, SanitizerCatalog catalog)
{
    public WorkerExitCode Run()
    {
        while (channel.Next(out var payload) is { } header)
        {
            var frame = header.Type == FrameType.Step ? StepFrame.Parse(payload) : null;
            if (frame is null)
            {
                throw new ProtocolException($"{header.Type} where a step was expected");
            }

            if (frame.Arguments.Length > 0)
            {
                channel.WipeRead();
            }

            Run(frame);
        }

        return WorkerExitCode.Finished;
    }

    private void Run(StepFrame frame)
    {
        var budget = new Budget(LimitsOf(frame));
        var output = new StepOutput(channel, frame.MaxBytes);
        NativeResult result;
        try
        {
            using Stream content = frame.ByPages ? new PagedStream(frame.Size, ReadPage) : Read(frame.Size);
            result = catalog.StepNamed(frame.Name) is { } step
                ? step.Run(content, frame.Arguments, output, budget)
                : NativeResult.Refused(Reason.Unsupported);
        }
        catch (BudgetExceededException e)
        {
            result = NativeResult.Refused(e.Reason);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(frame.Arguments);
        }

        if (result.Note.Length > NativeResult.MaxNoteBytes)
        {
            result = result with { Note = result.Note[..NativeResult.MaxNoteBytes] };
        }

        new NativeResultFrame(frame.Run, result, output.Length, budget.UsedBytes, budget.UsedObjects).Write(channel.Out, FrameType.StepDone);
        channel.Flush();
    }

    /// <summary>The whole input in one piece, as C libraries want it. The process ends with the message, so it does not lie about.</summary>
    private MemoryStream Read(long size)
    {
        var content = GC.AllocateUninitializedArray<byte>((int)size, pinned: true);
        input.ReadExactly(content);
        input.Finish();
        return new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true);
    }

    private void ReadPage(int number, Span<byte> page)
    {
        Span<byte> place = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(place, number);
        channel.Out.Chunk(FrameType.StepRead, place);
        channel.Flush();
        while (!page.IsEmpty)
        {
            var header = channel.Next(out var bytes) ?? throw new ProtocolException("the input ends inside a step");
            if (header.Type != FrameType.Input || bytes.IsEmpty || bytes.Length > page.Length)
            {
                throw new ProtocolException($"{header.Type} where a page was awaited");
            }

            bytes.CopyTo(page);
            page = page[bytes.Length..];
        }
    }

    /// <summary>Clock and resident memory are watched by the parent; parts and depth are not a step's.</summary>
    private static BudgetLimits LimitsOf(StepFrame frame) => new()
    {
        MaxBytes = frame.MaxBytes,
        MaxScratchBytes = frame.MaxScratchBytes,
        MaxObjects = frame.MaxObjects,
        MaxParts = 0,
        MaxDepth = 0,
        MaxOutputBytes = frame.MaxBytes,
        MaxMilliseconds = int.MaxValue,
        MaxResidentBytes = long.MaxValue,
    };
}
