namespace Mugai.Spooling;

/// <summary>
/// What an administrator does to mail that waits. Each act is recorded with who and why; only recipients in a state for it are touched, and of those the ones that
/// fit. How many they were is returned. Throws <see cref="SpoolUnavailableException"/> when the store cannot be written.
/// </summary>
public interface IQueue
{
    /// <summary>Queued, deferred or held: due now. A next hop that rests after a failure is asked again; what a policy's rule held is not held by it again.</summary>
    Task<int> RetryAsync(SpooledMessage message, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token);

    /// <summary>Queued or deferred: waits for a person.</summary>
    Task<int> HoldAsync(SpooledMessage message, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token);

    /// <summary>Queued, deferred or held: given up; nobody gets it.</summary>
    Task<int> DropAsync(SpooledMessage message, Func<SpooledRecipient, bool> which, string actor, UntrustedText why, CancellationToken token);
}
