namespace Mugai.Frames;

/// <summary>A managed worker asks for a native step. Its input follows as <see cref="FrameType.NativeInput"/>.</summary>
/// <param name="Path">The part it is done for.</param>
/// <param name="Alone">The worker that runs it serves no other run.</param>
/// <param name="Step">The step.</param>
public sealed record NativeStartFrame(string Path, bool Alone, StepFrame Step)
{
    /// <summary>Appends the frame; <paramref name="arguments"/> stand in for those of <see cref="Step"/>, so that they need not be copied.</summary>
    public void Write(FrameWriter writer, ReadOnlySpan<byte> arguments)
    {
        Step.WriteFields(writer.Begin(FrameType.NativeStart).Path(Path).Flag(Alone), arguments);
        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static NativeStartFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var frame = new NativeStartFrame(fields.Path(), fields.Flag(), StepFrame.ParseFields(ref fields));
        return fields.IsComplete && frame.Step.IsPossible ? frame : null;
    }
}
