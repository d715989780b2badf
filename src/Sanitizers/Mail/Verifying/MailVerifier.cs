using System.Buffers;
using Mugai.Sanitizers.SafeHtml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Verifying;

/// <summary>
/// Reads a written mail as a stranger would: a strict push parser of its own that shares nothing with the engine that wrote it. It knows
/// only what we write (see <see cref="CleanMailParser"/>), so whatever a reader could understand differently is a fault.
/// </summary>
/// <param name="attachmentFormats">The formats that can be attached: those whose outputs have a verifier of their own.</param>
public sealed class MailVerifier(IEnumerable<FileFormat> attachmentFormats) : IOutputVerifier
{
    private readonly HashSet<string> _mediaTypes = new(attachmentFormats.Select(format => format.MediaType), StringComparer.Ordinal);

    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Eml];

    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var pages = new SafeHtmlVerifier();
        var parser = new CleanMailParser(_mediaTypes, page => pages.Verify(Detection.Formats.Html, page, context));
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            var kept = 0;
            int count;
            while ((count = output.Read(buffer, kept, buffer.Length - kept)) > 0)
            {
                var bytes = buffer.AsSpan(0, kept + count);
                var taken = parser.Push(bytes);
                if (parser.Fault is { } fault)
                {
                    return fault;
                }

                bytes[taken..].CopyTo(buffer);
                kept = bytes.Length - taken;
            }

            return kept > 0 ? "The mail does not end with a line end." : parser.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
