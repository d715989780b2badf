using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mbox;

/// <summary>
/// NAME: .mbox files written anew as one mbox of clean mails.
/// KEEPS: the messages in their order, each as the mail sanitizer writes it; a short notice in the place of one that is refused.
/// REMOVES: everything the mail sanitizer removes; what the separator lines said (sender and time of delivery).
/// LIMITS: messages and their parts share the budget of the whole file (2,000 parts by default).
/// Standards: RFC 4155, with the reversible quoting of mboxrd (a <c>&gt;</c> before every line of <c>&gt;*From </c>), LF line ends.
/// </summary>
public sealed class MboxSanitizer : ISanitizer
{
    internal const string Separator = "From mugai Thu Jan  1 00:00:00 1970\n";

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Mbox];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var lines = new ByteLines(input.Content);
        var number = 0;
        var more = lines.Read();
        while (more)
        {
            // Up to the first separator there is nothing that belongs to a message.
            if (!IsSeparator(lines))
            {
                more = lines.Read();
                continue;
            }

            using var message = context.CreateScratch();
            more = Collect(lines, message);
            context.Budget.ChargeBytes(message.Length);
            Write(input, message, ++number, output, context);
        }

        return number > 0 ? PartVerdict.Rebuilt(Detection.Formats.Mbox) : PartVerdict.Blocked(Reason.Corrupt);
    }

    // RFC 4155: a separator stands at the beginning or after an empty line. True when another one follows.
    private static bool Collect(ByteLines lines, Stream message)
    {
        var afterEmpty = false;
        while (lines.Read())
        {
            if (afterEmpty && IsSeparator(lines))
            {
                return true;
            }

            var line = lines.Line;
            afterEmpty = lines.IsBegin && lines.IsEnd && line.IsEmpty;
            if (lines.IsBegin && line.StartsWith(">"u8) && line.TrimStart((byte)'>').StartsWith("From "u8))
            {
                line = line[1..];
            }

            message.Write(line);
            if (lines.IsEnd)
            {
                message.Write("\r\n"u8);
            }
        }

        return false;
    }

    private static void Write(PartInput input, Stream message, int number, Stream output, ISanitizeContext context)
    {
        message.Position = 0;
        var path = (input.Path == "/" ? "" : input.Path) + "/messages/" + number;
        using var result = context.SanitizeMember(path, new UntrustedText($"message-{number}.eml"), "message/rfc822", message);
        if (result.Output is { } clean && result.OutputFormat == Detection.Formats.Eml)
        {
            Append(clean, output);
            return;
        }

        using var notice = new MemoryStream();
        BlockedMailNotice.Write(notice, null, result.Report, context.Policy, context.Seed);
        notice.Position = 0;
        Append(notice, output);
    }

    private static void Append(Stream mail, Stream output)
    {
        output.Write(System.Text.Encoding.ASCII.GetBytes(Separator));
        var lines = new ByteLines(mail);
        while (lines.Read())
        {
            if (lines.IsBegin && lines.Line.TrimStart((byte)'>').StartsWith("From "u8))
            {
                output.WriteByte((byte)'>');
            }

            output.Write(lines.Line);
            if (lines.IsEnd)
            {
                output.WriteByte((byte)'\n');
            }
        }

        output.WriteByte((byte)'\n');
    }

    private static bool IsSeparator(ByteLines lines) => lines.IsBegin && lines.Line.StartsWith("From "u8);
}
