using Mugai.Auditing;
using Mugai.Quarantine;
using Mugai.Sanitizing;

namespace Mugai.Spooling;

/// <summary>What happened to a recipient: one row of the transition table. Values are stored in the audit log and never reused.</summary>
public enum RecipientEvent : byte
{
    /// <summary>The next hop answered 250.</summary>
    Delivered = 1,

    /// <summary>To be tried again.</summary>
    Deferred = 2,

    /// <summary>Refused for good, or expired.</summary>
    Failed = 3,

    /// <summary>Waits for a person.</summary>
    Held = 4,

    /// <summary>An administrator asked for another attempt now.</summary>
    Retried = 5,

    /// <summary>An administrator gave it up.</summary>
    Dropped = 6,
}

/// <summary>One recipient's step.</summary>
/// <param name="Index">Index into <see cref="Envelope.Recipients"/>.</param>
/// <param name="Event">What happened.</param>
/// <param name="NextAttempt">For Deferred: when to try again.</param>
/// <param name="Reply">The next hop's reply or our own reason.</param>
public sealed record RecipientStep(int Index, RecipientEvent Event, DateTimeOffset NextAttempt = default, UntrustedText Reply = default);

/// <summary>Which of the policies that a group was accepted under judges it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Authentication">What the upstream found of the sender, by which it was chosen.</param>
public sealed record ChosenPolicy(string Name, string Revision, AuthenticationResults Authentication);

/// <summary>
/// A change of one message: steps of recipients, optionally a report and an actor. Written in one transaction together with its
/// audit entries (invariant 7).
/// </summary>
public sealed record SpoolChange
{
    /// <summary>The message.</summary>
    public required MessageId Message { get; init; }

    /// <summary>The recipients' steps; may be empty when only a report is added.</summary>
    public IReadOnlyList<RecipientStep> Steps { get; init; } = [];

    /// <summary>The group that <see cref="Report"/> belongs to.</summary>
    public int Group { get; init; }

    /// <summary>The group's report (mugai-report/1, UTF-8 JSON), stored encrypted; null when this change brings none.</summary>
    public ReadOnlyMemory<byte>? Report { get; init; }

    /// <summary>The policy that judges <see cref="Group"/> from now on, one of those it was accepted under; null: none was chosen by this change.</summary>
    public ChosenPolicy? Chosen { get; init; }

    /// <summary>Recipients whose mail goes out without parts that wait for a password.</summary>
    public IReadOnlyList<PartHold> Holds { get; init; } = [];

    /// <summary>Recipients whose waiting parts follow in a second mail, which is durable already; their holds end.</summary>
    public IReadOnlyList<int> Opened { get; init; } = [];

    /// <summary>What the message can be found by from now on, besides its envelope.</summary>
    public IReadOnlyList<SearchTerm> Terms { get; init; } = [];

    /// <summary>What it adds to the figures of its day, for the tenant of <see cref="Group"/>.</summary>
    public IReadOnlyList<Tally> Tallies { get; init; } = [];

    /// <summary>Who did it: <c>system</c>, or <c>os:NAME</c> for a command line.</summary>
    public string Actor { get; init; } = "system";

    /// <summary>Why, when a person did it.</summary>
    public UntrustedText Why { get; init; }
}
