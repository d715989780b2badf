namespace Mugai.Frames;

/// <summary>A finding on the wire.</summary>
public static class PartFindingFrame
{
    /// <summary>Appends the frame.</summary>
    public static void Write(FrameWriter writer, Finding finding)
    {
        writer.Begin(FrameType.PartFinding).Path(finding.Path).Whole(finding.Code, FrameLimits.MaxCodeBytes).Byte((byte)finding.Action)
            .Int32(Math.Max(finding.Count, 1)).Text(finding.Detail.DangerousRaw, FrameLimits.MaxDetailBytes);
        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static Finding? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var finding = new Finding(
            fields.Path(), fields.Token(FrameLimits.MaxCodeBytes), (FindingAction)fields.Byte((byte)FindingAction.Kept),
            fields.Int32(1, FrameLimits.MaxFindingCount), new UntrustedText(fields.Text(FrameLimits.MaxDetailBytes)));
        return fields.IsComplete && finding.Action != 0 && finding.Code.Length > 0 ? finding : null;
    }
}
