namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Cleans one input in worker processes. Whatever happens inside a worker — crash, hang, flood, lie — comes back as a verdict; the
/// exceptions that leave this call are ours alone: the input could not be read, the sink could not be written,
/// <see cref="SandboxUnavailableException"/> when no worker can be started, <see cref="ObjectDisposedException"/> at shutdown, or cancellation.
/// Disposing lets running jobs finish within a bound and then ends every worker.
/// </summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>
    /// Sends the input through a worker and its clean bytes to <paramref name="sink"/>. Nothing that the sink holds may leave before this
    /// has returned with <see cref="SandboxResult.HasOutput"/>; otherwise the sink is empty.
    /// </summary>
    /// <param name="job">What to clean, for whom and by which policy.</param>
    /// <param name="openInput">Opens the input from its start; called once per try, at most five times. The stream is disposed here.</param>
    /// <param name="sink">Receives clean bytes in order; restarted before each further try.</param>
    /// <param name="token">Ends the worker at once and throws.</param>
    ValueTask<SandboxResult> SanitizeAsync(
        SandboxJob job, Func<CancellationToken, ValueTask<Stream>> openInput, IResultSink sink, CancellationToken token);
}
