using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>A message that is ready to become rows: everything that costs time was done on the session's own thread.</summary>
internal sealed record NewMessage(
    MessageKey Key,
    MessageKind Kind,
    long Size,
    DateTimeOffset ReceivedAt,
    byte[] WrappedKey,
    byte[] SealedEnvelope,
    IReadOnlyList<RecipientGroup> Groups,
    IReadOnlyList<int> GroupOfRecipient)
{
    public MessageId Id => Key.Id;

    /// <summary>The tenant's key that wraps its key; null: the master key does, because it is several tenants' mail.</summary>
    public long? Owner { get; init; }

    /// <summary>Digests of what the envelope says.</summary>
    public IReadOnlyList<byte[]> Terms { get; init; } = [];

    /// <summary>How long the policies keep it: the longest of its groups; null: as long as the installation says.</summary>
    public TimeSpan? Keep { get; init; }
}
