using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Notifications;

/// <summary>All that a notification may say about a message. The gateway reads no mail: the fields come from the worker's frames or are absent.</summary>
public sealed record DsnFacts
{
    /// <summary>The name of the notification itself, for its Message-ID.</summary>
    public required MessageId Notification { get; init; }

    /// <summary>The message it is about.</summary>
    public required SpooledMessage Message { get; init; }

    /// <summary>The policy group it is about; nobody of another group is named (DESIGN 2.8).</summary>
    public required int Group { get; init; }

    /// <summary>The host name we go by.</summary>
    public required string HostName { get; init; }

    /// <summary>When it is written.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>The zone in which people read times.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Message-ID of the message; empty when not known.</summary>
    public UntrustedText HeaderMessageId { get; init; }

    /// <summary>Subject of the message, decoded; empty when not known.</summary>
    public UntrustedText Subject { get; init; }

    /// <summary>Where it goes: a sender outside is not told the names of our hosts.</summary>
    public DsnRoute Route { get; init; } = DsnRoute.BounceVia;
}
