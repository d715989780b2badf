namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>The numbers of probing.</summary>
public sealed record RecipientProbeLimits
{
    /// <summary>How long an existing mailbox counts as existing without asking. 24 h: a person who leaves is noticed the next day.</summary>
    public TimeSpan PositiveTtl { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an existing mailbox counts while the next hop cannot be asked. 7 d, as Postfix refreshes its address_verify entries.</summary>
    public TimeSpan StaleTtl { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a missing mailbox counts as missing. 10 min: a new colleague gets mail before lunch.</summary>
    public TimeSpan NegativeTtl { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long nobody asks again after the next hop could not say. 30 s: it is not hammered while it restarts.</summary>
    public TimeSpan FailureTtl { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>One probe. 30 s; the client waits for RCPT's reply up to 5 minutes (RFC 5321 4.5.3.2.3).</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Entries kept of each kind; some 200 octets each. Guessed addresses only push out other missing ones.</summary>
    public int MaxEntries { get; init; } = 50_000;

    /// <summary>Probes at once; more wait.</summary>
    public int MaxConcurrentProbes { get; init; } = 4;
}
