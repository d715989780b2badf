namespace Mugai.Frames;

/// <summary>A worker's first frame: it is locked down.</summary>
/// <param name="Protocol">Its <see cref="FrameLimits.ProtocolVersion"/>.</param>
/// <param name="Version">Its build, which must be the gateway's own.</param>
/// <param name="LandlockAbi">The kernel's Landlock ABI in force; 0 for none.</param>
/// <param name="Seccomp">The system-call filter is in force.</param>
public sealed record ReadyFrame(int Protocol, string Version, int LandlockAbi, bool Seccomp)
{
    /// <summary>Both locks hold.</summary>
    public bool IsConfined => LandlockAbi > 0 && Seccomp;

    /// <summary>Appends the frame.</summary>
    public void Write(FrameWriter writer)
    {
        writer.Begin(FrameType.Ready).Int32(Protocol).Whole(Version, FrameLimits.MaxTokenBytes).Int32(LandlockAbi).Flag(Seccomp);
        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static ReadyFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var frame = new ReadyFrame(fields.Int32(0, ushort.MaxValue), fields.Token(FrameLimits.MaxTokenBytes), fields.Int32(0, 1000), fields.Flag());
        return fields.IsComplete ? frame : null;
    }
}
