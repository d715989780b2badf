using Mugai.Sanitizing;

namespace Mugai.Frames;

/// <summary>A native step on its way to the worker that runs it. Its input follows, or is asked for. It says nothing of the message: no name, no path, no policy.</summary>
/// <param name="Run">The run's number in its job, from 1.</param>
/// <param name="Name">The step's name.</param>
/// <param name="Size">Bytes of the input.</param>
/// <param name="MaxBytes">Bytes that decoding and writing may produce.</param>
/// <param name="MaxScratchBytes">Scratch memory at one time, bytes.</param>
/// <param name="MaxObjects">Small units of work.</param>
/// <param name="ByPages">The input does not follow: the worker asks for it page by page (<see cref="FrameType.StepRead"/>).</param>
/// <param name="Arguments">What the sanitizer wants. May hold a password: cleared by whoever has it last.</param>
public sealed record StepFrame(int Run, string Name, long Size, long MaxBytes, long MaxScratchBytes, long MaxObjects, bool ByPages, byte[] Arguments)
{
    /// <summary>Appends the frame.</summary>
    public void Write(FrameWriter writer)
    {
        WriteFields(writer.Begin(FrameType.Step), Arguments);
        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static StepFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var frame = ParseFields(ref fields);
        return fields.IsComplete && frame.IsPossible ? frame : null;
    }

    internal bool IsPossible => Name.Length > 0 && (ByPages || Size <= FrameLimits.MaxWholeInputBytes);

    internal static StepFrame ParseFields(ref FrameFieldReader fields) => new(
        fields.Int32(1, FrameLimits.MaxRuns), fields.Token(FrameLimits.MaxStepNameBytes), fields.Int64(0, FrameLimits.MaxStepInputBytes),
        fields.Int64(0, long.MaxValue), fields.Int64(0, long.MaxValue), fields.Int64(0, long.MaxValue), fields.Flag(), fields.Bytes(NativeResult.MaxArgumentBytes));

    // The arguments come last: the writer's buffer does not grow once they are in it.
    internal void WriteFields(FrameWriter writer, ReadOnlySpan<byte> arguments) => writer.Int32(Run).Whole(Name, FrameLimits.MaxStepNameBytes)
        .Int64(Size).Int64(MaxBytes).Int64(MaxScratchBytes).Int64(MaxObjects).Flag(ByPages).Bytes(arguments, NativeResult.MaxArgumentBytes);
}
