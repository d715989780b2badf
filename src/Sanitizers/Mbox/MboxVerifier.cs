using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mbox;

/// <summary>Takes an mbox output apart line by line and has every message judged by the verifier of mails.</summary>
/// <param name="mail">That verifier.</param>
internal sealed class MboxVerifier(IOutputVerifier mail) : IOutputVerifier
{
    private const string FirstLine = "From mugai Thu Jan  1 00:00:00 1970";

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Mbox];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        Stream? message = null;
        try
        {
            // Mails have lines of 998 bytes at most, so a longer one needs no room here.
            var line = new byte[1_100];
            var length = 0;
            var emptyBefore = true;
            int b;
            using var buffered = new BufferedStream(new WindowStream(output, 0, output.Length), 32_768);
            while ((b = buffered.ReadByte()) >= 0)
            {
                if (b != '\n')
                {
                    if (length == line.Length)
                    {
                        return "The mailbox holds a line longer than a mail may have.";
                    }

                    line[length++] = (byte)b;
                    continue;
                }

                var text = line.AsSpan(0, length);
                length = 0;
                if (text.StartsWith("From "u8))
                {
                    if (!emptyBefore || System.Text.Encoding.ASCII.GetString(text) != FirstLine)
                    {
                        return "The mailbox holds a separator that is not ours.";
                    }

                    if (Judge(message, context) is { } fault)
                    {
                        return fault;
                    }

                    message?.Dispose();
                    message = context.CreateScratch();
                    emptyBefore = false;
                    continue;
                }

                if (message is null)
                {
                    return "The mailbox begins with something else than a message.";
                }

                // The empty line before a separator or the end is held back: it is not part of the message.
                if (emptyBefore)
                {
                    message.Write("\r\n"u8);
                }

                emptyBefore = text.IsEmpty;
                if (!emptyBefore)
                {
                    message.Write(text.TrimStart((byte)'>').StartsWith("From "u8) ? text[1..] : text);
                    message.Write("\r\n"u8);
                }
            }

            return length > 0 || !emptyBefore || message is null ? "The mailbox does not end as we write it." : Judge(message, context);
        }
        finally
        {
            message?.Dispose();
        }
    }

    private string? Judge(Stream? message, ISanitizeContext context)
    {
        if (message is null)
        {
            return null;
        }

        message.Position = 0;
        return mail.Verify(Detection.Formats.Eml, message, context);
    }
}
