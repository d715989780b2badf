using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>Something that went wrong during an attempt, as the protocol code saw it. What follows from it says <see cref="DeliveryTrouble"/> alone.</summary>
/// <param name="Phase">When.</param>
/// <param name="Side">Who.</param>
/// <param name="Reply">The words.</param>
public sealed record Trouble(DeliveryPhase Phase, DeliverySide Side, DeliveryReply Reply)
{
    internal static Trouble Answered(DeliveryPhase phase, Reply reply) => new(phase, DeliverySide.Remote, DeliveryReply.From(reply));

    internal static Trouble Broken(DeliveryPhase phase, int detail, string text) =>
        new(phase, DeliverySide.Connection, DeliveryReply.Ours(new ReplyStatus(4, 4, detail), text));

    internal static Trouble Ours(DeliveryPhase phase, ReplyStatus status, string text) =>
        new(phase, DeliverySide.Local, DeliveryReply.Ours(status, text));

    internal static Trouble Lacks(DeliveryPhase phase, ReplyStatus status, string text) =>
        new(phase, DeliverySide.Capability, DeliveryReply.Ours(status, text));
}

/// <summary>Ends the use of a connection and carries why.</summary>
internal sealed class HopException(Trouble trouble, Exception? inner = null) : Exception(trouble.Reply.ToString(), inner)
{
    public Trouble Trouble { get; } = trouble;
}
