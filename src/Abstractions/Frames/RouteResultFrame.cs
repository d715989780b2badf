namespace Mugai.Frames;

/// <summary>What became of a routed part. For Rebuilt and Replaced its bytes follow as <see cref="FrameType.RouteOutput"/>.</summary>
/// <param name="Outcome">What the other worker said, or Blocked when there is none.</param>
/// <param name="Reason">Why, for Blocked and Held.</param>
/// <param name="Format">The short name of the output's format; empty without one.</param>
/// <param name="Name">The output's name; empty without one.</param>
public sealed record RouteResultFrame(Outcome Outcome, Reason Reason, string Format, UntrustedText Name)
{
    /// <summary>Appends the frame.</summary>
    public void Write(FrameWriter writer)
    {
        writer.Begin(FrameType.RouteResult).Byte((byte)Outcome).Byte((byte)Reason).Whole(Format, FrameLimits.MaxFormatBytes)
            .Text(Name.DangerousRaw, FrameLimits.MaxNameBytes);
        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static RouteResultFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var frame = new RouteResultFrame(
            (Outcome)fields.Byte((byte)Outcome.Held), (Reason)fields.Byte((byte)Reason.Scanner), fields.Token(FrameLimits.MaxFormatBytes),
            new UntrustedText(fields.Text(FrameLimits.MaxNameBytes)));
        return fields.IsComplete && frame.Outcome != 0 ? frame : null;
    }
}
