namespace Mugai.Gateway.Policies;

/// <summary>Looks at policy files every two seconds. Polled, because change notices are lost on network file systems and when a folder is exchanged by a symbolic link.</summary>
internal static class PolicyWatch
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    /// <summary>Until cancelled. A change is read when it has stood still for one look: an editor writes in several steps.</summary>
    /// <param name="paths">Files and folders, read as they are now.</param>
    /// <param name="read">Reads them again; false: the same change is to be read once more at the next look.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="token">Ends it.</param>
    public static async Task RunAsync(IReadOnlyList<string> paths, Func<Task<bool>> read, TimeProvider clock, CancellationToken token)
    {
        var done = PolicyStamp.Of(paths);
        var seen = done;
        try
        {
            while (true)
            {
                await Task.Delay(LookInterval, clock, token).ConfigureAwait(false);
                var now = PolicyStamp.Of(paths);
                if (now == seen && now != done)
                {
                    done = await read().ConfigureAwait(false) ? now : done;
                }

                seen = now;
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }
}
