using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>What the dispatcher does with a message.</summary>
public interface IJourney
{
    /// <summary>Takes a message as far as it goes now for its recipients of one tenant, and records every step in the spool. Throws only for failures of our own; then nothing has left that the spool does not know of, but what the next hop accepted in the last moment.</summary>
    Task RunAsync(SpooledMessage message, string tenant, CancellationToken token);
}
