namespace Mugai.Gateway.Hosting;

/// <summary>
/// Work in the background, done again and again until it is stopped. Whatever goes wrong is told and tried again: a task that ended without a word would be missed by nobody.
/// </summary>
internal static class Repeating
{
    /// <param name="work">What is done.</param>
    /// <param name="interval">The pause after it, asked each time.</param>
    /// <param name="failed">Told of what it threw.</param>
    /// <param name="first">The pause before the first time.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task RunAsync(Func<ValueTask> work, Func<TimeSpan> interval, Action<Exception> failed, TimeSpan first, TimeProvider clock, CancellationToken stop)
    {
        for (var pause = first; ; pause = interval())
        {
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await work().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop must outlive every failure; it is logged.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failed(failure);
            }
        }
    }
}
