namespace Mugai.Sanitizing;

/// <summary>
/// What the gateway is told of a mail, because it never parses one (invariant 2). Each text is capped by whoever makes the record
/// and checked again by whoever reads it off the wire.
/// </summary>
public sealed record MailFacts
{
    /// <summary>Characters that any single text may have.</summary>
    public const int MaxTextChars = 998;

    /// <summary>Addresses that are told at most.</summary>
    public const int MaxAddresses = 16;

    /// <summary>Words that are told at most.</summary>
    public const int MaxPasswordWords = 64;

    /// <summary>Hosts that are told at most.</summary>
    public const int MaxLinkHosts = 32;

    /// <summary>The decoded subject; empty when there was none.</summary>
    public UntrustedText Subject { get; init; }

    /// <summary>The addresses of the From field, without display names.</summary>
    public IReadOnlyList<UntrustedText> From { get; init; } = [];

    /// <summary>The Message-ID as it stands in the clean mail, with its angle brackets; empty when there was none.</summary>
    public UntrustedText MessageId { get; init; }

    /// <summary>
    /// Words of subject and text that may be the password of an archive (PPAP), best first. Secrets: kept encrypted with the message or not at all, never logged.
    /// </summary>
    public IReadOnlyList<UntrustedText> PasswordWords { get; init; } = [];

    /// <summary>Hosts that links in the text lead to, each once.</summary>
    public IReadOnlyList<UntrustedText> LinkHosts { get; init; } = [];

    /// <summary>Received fields that came in: the hops so far, for loop detection.</summary>
    public int Hops { get; init; }

    /// <summary>What the upstream found of the sender: of a field that it wrote, never of one that came with the mail.</summary>
    public AuthenticationResults Authentication { get; init; }

    /// <summary>True when the clean mail carries a notice of ours (and with it a link slot).</summary>
    public bool HasNotice { get; init; }
}
