using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>What a typed password came to.</summary>
public enum PasswordOutcome
{
    /// <summary>Parts opened and follow in a second mail.</summary>
    Opened,

    /// <summary>Nothing opened by it.</summary>
    Wrong,

    /// <summary>There is no such mail, or nothing in it waits: both look alike.</summary>
    Unknown,

    /// <summary>Too many tries; later again.</summary>
    TooMany,
}

/// <summary>A part of a clean mail.</summary>
/// <param name="Name">Its name, from a worker.</param>
/// <param name="Content">Its bytes; the caller disposes them.</param>
public sealed record CleanPart(UntrustedText Name, Stream Content);

/// <summary>What leaves the quarantine again, cleaned by a worker each time.</summary>
public interface IReleases
{
    /// <summary>Tries passwords on what waits in <paramref name="own"/> mail. They live in memory alone and are gone with the call.</summary>
    ValueTask<PasswordOutcome> TypePasswordAsync(MessageId id, OwnMail own, IReadOnlyList<string> passwords, string actor, CancellationToken token);

    /// <summary>Sanitizes the original again by today's policy and says what that found; nothing leaves.</summary>
    ValueTask<ReleaseCheck?> CheckAsync(MessageId id, int recipient, CancellationToken token);

    /// <summary>Sanitizes the original again by today's policy and sends the clean mail to these recipients once more. False when nothing clean came out.</summary>
    ValueTask<bool> SendAgainAsync(MessageId id, IReadOnlyList<int> recipients, string actor, UntrustedText why, CancellationToken token);

    /// <summary>The clean mail for a recipient, made anew by today's policy; null when nothing clean came out. The caller disposes it.</summary>
    ValueTask<Stream?> OpenCleanAsync(MessageId id, int recipient, CancellationToken token);

    /// <summary>One part of that mail by its path; null when nothing clean came of it.</summary>
    ValueTask<CleanPart?> OpenCleanPartAsync(MessageId id, int recipient, string path, CancellationToken token);
}

/// <summary>Receipts (無害化証明): signed, verifiable without this installation.</summary>
public interface IReceipts
{
    /// <summary>The receipt of a mail for one group of its recipients as UTF-8 JSON; null while there is no report.</summary>
    ValueTask<byte[]?> WriteAsync(MessageId id, int group, CancellationToken token);
}
