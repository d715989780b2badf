namespace Mugai.Frames;

/// <summary>What the gateway must know of a mail without parsing it (invariant 2). Every text is from outside.</summary>
public sealed record MailFacts
{
    /// <summary>No facts: the worker was given no mail, or died before it read one.</summary>
    public static MailFacts Empty { get; } = new();

    /// <summary>The decoded subject.</summary>
    public UntrustedText Subject { get; init; }

    /// <summary>The addresses of the From field, without display names.</summary>
    public IReadOnlyList<UntrustedText> From { get; init; } = [];

    /// <summary>The Message-ID, with its angle brackets; empty when there was none.</summary>
    public UntrustedText MessageId { get; init; }

    /// <summary>How many Received fields there were (loop detection, RFC 5321 section 6.3).</summary>
    public int HopCount { get; init; }
}
