namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// Where clean messages go. It reports what became of each recipient and decides nothing about retries or notifications. Many calls
/// run at once.
/// </summary>
public interface INextHop : IAsyncDisposable
{
    /// <summary>For logs and reports, e.g. <c>smtp://mail.example:25</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Delivers one message to all recipients of the job; every one of them is in the report. What fails is reported, not thrown.
    /// Throws <see cref="OperationCanceledException"/> only when cancelled before any recipient was delivered; then nothing was
    /// handed over. Once the content is complete on the wire, cancelling only shortens the wait for the answer.
    /// </summary>
    ValueTask<DeliveryReport> DeliverAsync(DeliveryJob job, CancellationToken token);

    /// <summary>Asks whether it would take mail now, without handing over any: null, or why not.</summary>
    ValueTask<DeliveryReply?> CheckAsync(CancellationToken token);

    /// <summary>A server that could not be reached is left alone for some seconds; whoever asks for a retry says that it is worth asking at once.</summary>
    void EndRest()
    {
    }
}
