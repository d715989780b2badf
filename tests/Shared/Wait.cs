namespace Mugai.Testing;

/// <summary>Waiting for another process, with an end.</summary>
public static class Wait
{
    public static Task UntilAsync(Func<bool> holds, string what, TimeSpan? within = null) => UntilAsync(() => Task.FromResult(holds()), () => what, within);

    public static Task UntilAsync(Func<bool> holds, Func<string> what, TimeSpan? within = null) => UntilAsync(() => Task.FromResult(holds()), what, within);

    /// <summary>Asks again and again until it holds; throws with <paramref name="what"/> when it does not in time.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(60);
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            if (started.Elapsed > limit)
            {
                throw new TimeoutException($"Waited {limit} in vain: {what()}");
            }

            await Task.Delay(50);
        }
    }
}
