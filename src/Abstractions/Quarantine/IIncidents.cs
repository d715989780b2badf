using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>What is done in an incident.</summary>
public interface IIncidents
{
    /// <summary>
    /// Holds everything of a tenant from here on (an empty name: of all), new mail too, or does not any more: then what was held for this reason alone goes on by itself. Gives how many
    /// recipients that were.
    /// </summary>
    ValueTask<int> HoldEverythingAsync(string tenant, bool hold, string actor, UntrustedText why, CancellationToken token);

    /// <summary>Holds these mails for the recipients of a tenant who wait for them. Gives how many recipients that were; what is gone meanwhile is left out.</summary>
    ValueTask<int> HoldAsync(IReadOnlyList<MessageId> mails, string tenant, string actor, UntrustedText why, CancellationToken token);

    /// <summary>Erases these mails for good. Gives how many there were.</summary>
    ValueTask<int> EraseAsync(IReadOnlyList<MessageId> mails, string actor, UntrustedText why, CancellationToken token);
}
