using Mugai.Auditing;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Smtp.Notifications;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>One attempt at one group of a message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Group">The group.</param>
/// <param name="Due">Its recipients that are due.</param>
/// <param name="Report">The stored report when this attempt made one.</param>
/// <param name="Result">The sandbox's result when this attempt sanitized.</param>
internal sealed record GroupStep(SpooledMessage Message, RecipientGroup Group, IReadOnlyList<SpooledRecipient> Due, byte[]? Report, SandboxResult? Result)
{
    /// <summary>What the shadow policies add to the figures of the day.</summary>
    public IReadOnlyList<Tally> Shadow { get; init; } = [];
}

/// <summary>What an attempt came to.</summary>
/// <param name="Steps">A step for each due recipient.</param>
/// <param name="Events">What the sender might be told.</param>
internal sealed record GroupOutcome(IReadOnlyList<RecipientStep> Steps, IReadOnlyList<DsnEvent> Events)
{
    public int Count(RecipientEvent kind) => Steps.Count(step => step.Event == kind);
}
