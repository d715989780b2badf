using Mugai.Sanitizing;

namespace Mugai.Frames;

/// <summary>How a native step ended, on its way from the native worker to the gateway and from there to the worker that asked.</summary>
/// <param name="Run">The run's number in its job.</param>
/// <param name="Result">What the step said.</param>
/// <param name="Size">Bytes of its output.</param>
/// <param name="UsedBytes">Bytes that it charged to its budget.</param>
/// <param name="UsedObjects">Small units of work that it charged.</param>
public sealed record NativeResultFrame(int Run, NativeResult Result, long Size, long UsedBytes, long UsedObjects)
{
    /// <summary>Appends the frame as one of <paramref name="type"/>.</summary>
    public void Write(FrameWriter writer, FrameType type)
    {
        writer.Begin(type).Int32(Run).Byte((byte)Result.Reason).Int64(Size).Int64(UsedBytes).Int64(UsedObjects).Byte((byte)Result.Facts.Count);
        foreach (var fact in Result.Facts)
        {
            writer.Int64(fact);
        }

        writer.Bytes(Result.Note.Span, NativeResult.MaxNoteBytes);
        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one. The verdicts of a policy or a scanner are not a step's to give.</summary>
    public static NativeResultFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var run = fields.Int32(1, FrameLimits.MaxRuns);
        var reason = (Reason)fields.Byte((byte)Reason.Crashed);
        var size = fields.Int64(0, long.MaxValue);
        var usedBytes = fields.Int64(0, long.MaxValue);
        var usedObjects = fields.Int64(0, long.MaxValue);
        var facts = new long[fields.Byte(NativeResult.MaxFacts)];
        for (var i = 0; i < facts.Length && !fields.Failed; i++)
        {
            facts[i] = fields.Int64(long.MinValue, long.MaxValue);
        }

        var note = fields.Bytes(NativeResult.MaxNoteBytes);
        return fields.IsComplete ? new NativeResultFrame(run, new NativeResult(reason, facts, note), size, usedBytes, usedObjects) : null;
    }
}
