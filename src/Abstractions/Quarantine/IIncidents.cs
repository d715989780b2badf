namespace Mugai.Quarantine;

/// <summary>What is done in an incident.</summary>
public interface IIncidents
{
    /// <summary>
    /// Holds everything of a tenant from here on (an empty name: of all), new mail too, or does not any more: then what was held for this reason alone goes on by itself. Gives how many
    /// recipients that were.
    /// </summary>
    ValueTask<int> HoldEverythingAsync(string tenant, bool hold, string actor, UntrustedText why, CancellationToken token);
}
