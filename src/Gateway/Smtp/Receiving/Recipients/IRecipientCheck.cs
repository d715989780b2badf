namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>What RCPT is told.</summary>
public enum RecipientVerdict : byte
{
    /// <summary>250.</summary>
    Accept,

    /// <summary>550 5.1.1: the domain is ours, the mailbox does not exist.</summary>
    Unknown,

    /// <summary>550 5.7.1: not a domain of ours.</summary>
    RelayDenied,

    /// <summary>452: its tenant has as much here as it may.</summary>
    OverQuota,

    /// <summary>451: cannot be known now.</summary>
    TempFail,
}

/// <summary>
/// Decides at RCPT whether a recipient exists, so that no bounce is owed later. Called by many sessions at once; must end by itself in
/// bounded time. Addresses are mailboxes without brackets, with a domain.
/// </summary>
public interface IRecipientCheck
{
    ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token);
}
