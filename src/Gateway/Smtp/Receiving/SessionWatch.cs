using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>
/// The clocks of one session. The session sets them, the server's sweep reads them once per interval: a deadline costs one store instead of a
/// timer, and a client cannot prolong one by sending single octets.
/// </summary>
internal sealed class SessionWatch(TimeProvider time, SmtpReceivingLimits limits)
{
    private readonly long _began = time.GetTimestamp();
    private long _deadline = long.MaxValue;
    private int _deadlineCause;
    private long _messageBegan = long.MaxValue;
    private long _messageBytes;
    private int _stopped;
    private long _abortAt = long.MaxValue;

    /// <summary>Why the session must end now, or Ok.</summary>
    public SmtpReplyCause Stopped => (SmtpReplyCause)Volatile.Read(ref _stopped);

    /// <summary>The session has lasted as long as it may; it ends at the next command.</summary>
    public bool IsOverdue => time.GetElapsedTime(_began) > limits.SessionTimeout;

    /// <summary>From now on <paramref name="cause"/> ends the session after <paramref name="timeout"/>.</summary>
    public void Arm(SmtpReplyCause cause, TimeSpan timeout)
    {
        Volatile.Write(ref _deadline, long.MaxValue);
        Volatile.Write(ref _deadlineCause, (int)cause);
        Volatile.Write(ref _deadline, After(timeout));
    }

    /// <summary>We work, the client waits: no clock runs.</summary>
    public void Disarm() => Volatile.Write(ref _deadline, long.MaxValue);

    /// <summary>Message data begins.</summary>
    public void BeginMessage()
    {
        Volatile.Write(ref _messageBytes, 0);
        Volatile.Write(ref _messageBegan, time.GetTimestamp());
    }

    /// <summary>More of it came.</summary>
    public void MessageBytes(long count) => Volatile.Write(ref _messageBytes, _messageBytes + count);

    /// <summary>It is over.</summary>
    public void EndMessage() => Volatile.Write(ref _messageBegan, long.MaxValue);

    /// <summary>Ends the session. False when it was ending already.</summary>
    public bool TryStop(SmtpReplyCause cause)
    {
        if (Interlocked.CompareExchange(ref _stopped, (int)cause, (int)SmtpReplyCause.Ok) != (int)SmtpReplyCause.Ok)
        {
            return false;
        }

        Volatile.Write(ref _abortAt, After(limits.CloseTimeout));
        return true;
    }

    /// <summary>What the sweep should end the session for, or Ok.</summary>
    public SmtpReplyCause Due(long now)
    {
        if (now >= Volatile.Read(ref _deadline))
        {
            return (SmtpReplyCause)Volatile.Read(ref _deadlineCause);
        }

        var began = Volatile.Read(ref _messageBegan);
        if (began == long.MaxValue || Volatile.Read(ref _deadline) == long.MaxValue)
        {
            return SmtpReplyCause.Ok;
        }

        var elapsed = time.GetElapsedTime(began, now);
        if (elapsed > limits.MessageTimeout)
        {
            return SmtpReplyCause.DataTimedOut;
        }

        var isSlow = elapsed > limits.MinDataRateGrace && Volatile.Read(ref _messageBytes) < limits.MinDataBytesPerSecond * elapsed.TotalSeconds;
        return isSlow ? SmtpReplyCause.TooSlow : SmtpReplyCause.Ok;
    }

    /// <summary>It was told to end and did not.</summary>
    public bool MustAbort(long now) => now >= Volatile.Read(ref _abortAt);

    private long After(TimeSpan timeout) => time.GetTimestamp() + (long)(timeout.TotalSeconds * time.TimestampFrequency);
}
