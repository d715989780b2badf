using System.Buffers.Binary;
using System.Security.Cryptography;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>The numbers of the retry schedule.</summary>
public sealed record RetryLimits
{
    /// <summary>The wait after the first failure. Short, because the usual cause is a server that restarts.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait. Postfix's <c>maximal_backoff_time</c> is 4000 s.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When a message is given up: RFC 5321 4.5.4.1 asks for 4–5 days.</summary>
    public TimeSpan Expiry { get; init; } = TimeSpan.FromDays(5);

    /// <summary>When the sender is told of a delay; null (the default) for never, as in Postfix.</summary>
    public TimeSpan? DelayWarning { get; init; }
}

/// <summary>
/// When a deferred recipient is tried again: doubling waits up to a cap, shortened by up to a quarter so that the backlog of a dead
/// hop does not come back in one second. The jitter derives from message and attempt: the same question has the same answer on every node.
/// </summary>
public sealed class RetrySchedule(RetryLimits limits, TimeProvider clock)
{
    /// <summary>What to do with a recipient that was just deferred. <paramref name="recipient"/> is as it was before this attempt.</summary>
    public RetryDecision Decide(MessageId message, DateTimeOffset receivedAt, SpooledRecipient recipient)
    {
        var now = clock.GetUtcNow();
        var expires = receivedAt + limits.Expiry;
        if (now >= expires)
        {
            return new RetryDecision(true, default, expires, false);
        }

        var next = now + Wait(message, recipient.Attempts + 1);
        // One last attempt at the very end instead of a failure an hour early.
        return new RetryDecision(false, next < expires ? next : expires, expires, IsWarningDue(message, receivedAt, recipient, now));
    }

    /// <summary>The wait after attempt number <paramref name="attempt"/> (1, 2, …).</summary>
    public TimeSpan Wait(MessageId message, int attempt)
    {
        // 2^20 minutes is two years: beyond any cap, and far from overflow.
        var doublings = Math.Clamp(attempt - 1, 0, 20);
        var nominal = Math.Min(limits.First.Ticks * (double)(1L << doublings), limits.Longest.Ticks);
        return TimeSpan.FromTicks((long)(nominal * (1 - (0.25 * Jitter(message, attempt)))));
    }

    // True at the first deferral after the warning time. When the attempt before ended follows from the due time it set, so that no
    // flag is needed; an administrator's "retry now" moves the due time and may cost or double a warning.
    private bool IsWarningDue(MessageId message, DateTimeOffset receivedAt, SpooledRecipient recipient, DateTimeOffset now)
    {
        if (limits.DelayWarning is not { } delay || now < receivedAt + delay)
        {
            return false;
        }

        var lastDeferral = recipient.Attempts == 0 ? receivedAt : recipient.NextAttempt - Wait(message, recipient.Attempts);
        return lastDeferral < receivedAt + delay;
    }

    private static double Jitter(MessageId message, int attempt)
    {
        Span<byte> key = stackalloc byte[20];
        BinaryPrimitives.WriteUInt128BigEndian(key, message.Value);
        BinaryPrimitives.WriteInt32BigEndian(key[16..], attempt);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        return BinaryPrimitives.ReadUInt32BigEndian(digest) / (double)uint.MaxValue;
    }
}

/// <summary>What the schedule says about a deferred recipient.</summary>
/// <param name="HasExpired">Give it up: Failed.</param>
/// <param name="NextAttempt">When to try again; meaningless when expired.</param>
/// <param name="GivenUpAt">When it will be given up (Will-Retry-Until of a delay DSN).</param>
/// <param name="WarnOfDelay">The sender is to be told now.</param>
public readonly record struct RetryDecision(bool HasExpired, DateTimeOffset NextAttempt, DateTimeOffset GivenUpAt, bool WarnOfDelay);
