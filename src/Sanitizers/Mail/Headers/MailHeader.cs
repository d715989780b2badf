using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>What was understood of a mail's header, already in the form in which it is written again.</summary>
internal sealed class MailHeader
{
    /// <summary>The decoded subject, cleaned; empty when there was none.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The authors.</summary>
    public IReadOnlyList<MailAddress> From { get; set; } = [];

    /// <summary>Canonical date, or null.</summary>
    public string? Date { get; set; }

    /// <summary>Message-ID with its angle brackets, or null.</summary>
    public string? MessageId { get; set; }

    /// <summary>Received fields seen.</summary>
    public int Hops { get; set; }

    /// <summary>What the upstream found of the sender.</summary>
    public AuthenticationResults Authentication { get; set; }
}
