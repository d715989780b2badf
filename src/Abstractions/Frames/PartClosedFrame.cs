using Mugai.Sanitizing;

namespace Mugai.Frames;

/// <summary>A part's verdict on the wire: its <see cref="PartReport"/> without findings and members, which came before.</summary>
/// <param name="Part">The part, without findings and members.</param>
/// <param name="Members">How many of the parts closed last are its members.</param>
public sealed record PartClosedFrame(PartReport Part, int Members)
{
    private const int Sha256Digits = 64;
    private const int NoPassword = -1;

    /// <summary>Appends the frame.</summary>
    public void Write(FrameWriter writer)
    {
        writer.Begin(FrameType.PartClosed).Path(Part.Path).Byte((byte)Part.Outcome).Byte((byte)Part.Reason)
            .Int32(Part.PasswordIndex ?? NoPassword).Int32(Members);
        WriteFacts(writer, Part.Input);
        writer.Flag(Part.Output is not null);
        if (Part.Output is not null)
        {
            WriteFacts(writer, Part.Output);
        }

        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one or contradicts itself.</summary>
    public static PartClosedFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var path = fields.Path();
        var outcome = (Outcome)fields.Byte((byte)Outcome.Held);
        var reason = (Reason)fields.Byte((byte)Reason.Scanner);
        var password = fields.Int32(NoPassword, FrameLimits.MaxPasswords + MailFacts.MaxPasswordWords - 1);
        var members = fields.Int32(0, int.MaxValue);
        var input = ParseFacts(ref fields);
        var output = fields.Flag() ? ParseFacts(ref fields) : null;
        var part = new PartReport { Path = path, Input = input, Outcome = outcome, Reason = reason, Output = output, PasswordIndex = password == NoPassword ? null : password };
        return fields.IsComplete && IsConsistent(part) ? new PartClosedFrame(part, members) : null;
    }

    /// <summary>
    /// Rebuilt and Replaced have no reason and an output; Blocked and Held have a reason, and Held has no output. (A Blocked mail has one, its
    /// notice; who asks for what is checked where the job is known.) Confirmed is a person's word, never a worker's.
    /// </summary>
    private static bool IsConsistent(PartReport part) => part.Outcome switch
    {
        Outcome.Rebuilt or Outcome.Replaced => part.Reason == Reason.None && part.Output is not null,
        Outcome.Blocked => part.Reason != Reason.None,
        Outcome.Held => part.Reason != Reason.None && part.Output is null,
        _ => false,
    };

    private static void WriteFacts(FrameWriter writer, FileFacts facts) => writer.Text(facts.Name.DangerousRaw, FrameLimits.MaxNameBytes)
        .Int64(facts.Size).Whole(facts.Sha256, Sha256Digits).Whole(facts.Format, FrameLimits.MaxFormatBytes);

    private static FileFacts ParseFacts(ref FrameFieldReader fields)
    {
        var facts = new FileFacts(
            new UntrustedText(fields.Text(FrameLimits.MaxNameBytes)), fields.Int64(0, long.MaxValue), fields.Token(Sha256Digits),
            fields.Token(FrameLimits.MaxFormatBytes));
        return facts;
    }
}
