using Mugai.Mime;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>Authors that stand where the message named none that can be written.</summary>
internal static class MailAuthor
{
    /// <summary>An address that no mail can be sent to (RFC 2606 2).</summary>
    public const string InvalidAddress = "unknown@mugai.invalid";

    /// <summary>The author of a notice about a mail without a usable From.</summary>
    public static MailAddress Unknown { get; } = new("", InvalidAddress);
}
