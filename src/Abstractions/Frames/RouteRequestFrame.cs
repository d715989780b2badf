namespace Mugai.Frames;

/// <summary>A part that another kind of worker must read. Its bytes follow as <see cref="FrameType.RouteInput"/>.</summary>
/// <param name="Kind">The kind asked for.</param>
/// <param name="Path">The part's path.</param>
/// <param name="Name">The name it came under.</param>
/// <param name="Size">Its bytes.</param>
public sealed record RouteRequestFrame(WorkerKind Kind, string Path, UntrustedText Name, long Size)
{
    /// <summary>Appends the frame.</summary>
    public void Write(FrameWriter writer)
    {
        writer.Begin(FrameType.RouteRequest).Byte((byte)Kind).Path(Path).Text(Name.DangerousRaw, FrameLimits.MaxNameBytes).Int64(Size);
        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static RouteRequestFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var frame = new RouteRequestFrame(
            (WorkerKind)fields.Byte((byte)WorkerKind.Native), fields.Path(), new UntrustedText(fields.Text(FrameLimits.MaxNameBytes)),
            fields.Int64(0, long.MaxValue));
        return fields.IsComplete && frame.Kind != 0 ? frame : null;
    }
}
