using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>One clean message and the recipients that get it: those of one policy group that are due.</summary>
public sealed record DeliveryJob
{
    /// <summary>The message, for the log and for file names.</summary>
    public required MessageId Message { get; init; }

    /// <summary>The tenant it is for: connections are shared fairly between tenants.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The reverse-path without angle brackets; empty for the null sender.</summary>
    public required string MailFrom { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<DeliveryRecipient> Recipients { get; init; }

    /// <summary>The message itself.</summary>
    public required DeliveryContent Content { get; init; }

    /// <summary>RET of RFC 3461 as received (FULL or HDRS) or null.</summary>
    public string? DsnReturn { get; init; }

    /// <summary>ENVID of RFC 3461, xtext as received, or null.</summary>
    public string? DsnEnvelopeId { get; init; }

    /// <summary>The job for recipients of one group of a spooled message.</summary>
    public static DeliveryJob For(SpooledMessage message, RecipientGroup group, IEnumerable<SpooledRecipient> recipients, DeliveryContent content) => new()
    {
        Message = message.Id,
        Tenant = group.Tenant,
        MailFrom = message.Envelope.MailFrom,
        Recipients = [.. recipients.Select(recipient => DeliveryRecipient.Of(message.Envelope, recipient.Index))],
        Content = content,
        DsnReturn = message.Envelope.DsnReturn,
        DsnEnvelopeId = message.Envelope.DsnEnvelopeId,
    };
}

/// <summary>One recipient of a job.</summary>
/// <param name="Index">Index into <see cref="Envelope.Recipients"/>.</param>
/// <param name="Address">The forward-path without angle brackets.</param>
/// <param name="DsnNotify">NOTIFY of RFC 3461 as received or null.</param>
/// <param name="DsnOriginal">ORCPT of RFC 3461 as received or null.</param>
public sealed record DeliveryRecipient(int Index, string Address, string? DsnNotify = null, string? DsnOriginal = null)
{
    internal static DeliveryRecipient Of(Envelope envelope, int index)
    {
        var recipient = envelope.Recipients[index];
        return new DeliveryRecipient(index, recipient.Address, recipient.DsnNotify, recipient.DsnOriginal);
    }
}
