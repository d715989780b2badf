using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry.Canary;

/// <summary>The black hole: what is delivered here never leaves the gateway; somebody may look at it on its way.</summary>
internal sealed class CanaryHop(Action<MessageId, byte[]> arrived) : INextHop
{
    public string Name => "canary";

    public async ValueTask<DeliveryReport> DeliverAsync(DeliveryJob job, CancellationToken token)
    {
        var bytes = new MemoryStream();
        await job.Content.WriteAsync(bytes, token).ConfigureAwait(false);
        arrived(job.Message, bytes.ToArray());
        var taken = DeliveryReply.Ours(new ReplyStatus(2, 0, 0), "swallowed");
        return new([.. job.Recipients.Select(recipient => new RecipientDelivery(recipient.Index, DeliveryOutcome.Delivered, taken, DeliveryPhase.Done, DeliverySide.None, "", DsnHandover.None))]);
    }

    public ValueTask<DeliveryReply?> CheckAsync(CancellationToken token) => new((DeliveryReply?)null);

    public ValueTask DisposeAsync() => default;
}
