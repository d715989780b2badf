using Mugai.Spooling;

namespace Mugai.Auditing;

/// <summary>
/// One link of the audit chain as it is stored. <see cref="Hash"/> covers every other field, <see cref="Previous"/> ties it to the
/// entry before. A sealed payload is ciphertext under the message's key, so that erasing a message leaves the chain whole.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What it records.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>The message it is about, or null.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Who: <c>system</c>, <c>os:NAME</c>, or <c>person:ID</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>True when <see cref="Payload"/> is ciphertext under the message's key.</summary>
    public bool Sealed { get; init; }

    /// <summary>UTF-8 JSON, or its ciphertext.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The hash of the entry before; 32 zero bytes for the first.</summary>
    public required ReadOnlyMemory<byte> Previous { get; init; }

    /// <summary>SHA-256 over the canonical encoding of all fields above.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }
}
