using System.Text;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Stored rows as messages.</summary>
public sealed partial class EmbeddedSpool
{
    /// <summary>The rows of a message as a message; null when there are none or they do not verify (which is reported once).</summary>
    private SpooledMessage? OpenMessage(StoredMessage? stored)
    {
        if (stored is null)
        {
            return null;
        }

        if (stored.Key?.Open(PieceKind.Envelope, 0, stored.SealedEnvelope) is not { } encoded
            || EnvelopeCodec.Decode(encoded) is not { } envelope
            || envelope.Recipients.Count != stored.Recipients.Count)
        {
            if (_reportedDamage.TryAdd(stored.Id, 0))
            {
                SpoolMetrics.Damaged();
                SpoolLog.EnvelopeDamaged(_logger, stored.Id);
            }

            return null;
        }

        return new SpooledMessage
        {
            Id = stored.Id,
            Kind = stored.Kind,
            Size = stored.Size,
            Envelope = envelope,
            Groups = stored.Groups,
            Recipients = stored.Recipients.ConvertAll(recipient => OpenRecipient(recipient, stored.Key)),
            RecentOriginal = _recent.Find(stored.Id),
        };
    }

    private static SpooledRecipient OpenRecipient(StoredRecipient stored, MessageKey key) => new()
    {
        Index = stored.Index,
        Group = stored.Row.Group,
        State = stored.Row.State,
        Attempts = stored.Row.Attempts,
        NextAttempt = new DateTimeOffset(stored.Row.Next, TimeSpan.Zero),
        LastReply = stored.SealedReply is { } reply && key.Open(PieceKind.Reply, stored.Index, reply) is { } text
            ? new UntrustedText(Encoding.UTF8.GetString(text))
            : UntrustedText.Empty,
    };
}
