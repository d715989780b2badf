using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>Which mails are wanted; what is null or empty is not asked for.</summary>
public sealed record QuarantineQuery
{
    /// <summary>To any of these addresses.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>From this address, or from this domain when it has no @.</summary>
    public string? Sender { get; init; }

    /// <summary>The subject holds this piece.</summary>
    public string? Subject { get; init; }

    /// <summary>Received not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>With a recipient in one of these states.</summary>
    public IReadOnlyList<RecipientState> States { get; init; } = [];

    /// <summary>With parts that wait for a password.</summary>
    public bool WaitsForPassword { get; init; }

    /// <summary>Something in it was blocked or held, for whatever reason.</summary>
    public bool KeptBack { get; init; }

    /// <summary>With a finding of this code.</summary>
    public string? Finding { get; init; }

    /// <summary>With a part that came in with this SHA-256.</summary>
    public string? Hash { get; init; }

    /// <summary>With a link in its text that leads to this host.</summary>
    public string? Link { get; init; }

    /// <summary>Of this tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>Kept beyond its retention by somebody.</summary>
    public bool Pinned { get; init; }

    /// <summary>The next page: what <see cref="QuarantinePage.Next"/> said.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>Mails in one page.</summary>
    public int Max { get; init; } = 25;
}

/// <summary>A mail as a list shows it.</summary>
/// <param name="Message">The mail.</param>
/// <param name="Subject">Its subject, empty until it was read by a worker.</param>
/// <param name="Author">Who the mail says wrote it.</param>
/// <param name="Pinned">Kept beyond its retention.</param>
/// <param name="Waiting">Recipients for whom parts wait for a password.</param>
public sealed record QuarantineItem(SpooledMessage Message, UntrustedText Subject, UntrustedText Author, bool Pinned, IReadOnlyList<int> Waiting);

/// <summary>Mails, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Where the next page begins; null when nothing more is there.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantineItem> Items, long? Next);
