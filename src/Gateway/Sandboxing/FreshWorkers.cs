namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Workers of one kind that have served nobody: ready, or starting. Not safe for threads: the pool's lock guards it, except <see cref="Begin"/>'s task, which goes on by itself.
/// </summary>
/// <param name="atOneTime">How many start at one time. All at once would be ready together, late, and take the machine from those that work meanwhile.</param>
/// <param name="start">Starts one.</param>
internal sealed class FreshWorkers(int atOneTime, Func<CancellationToken, Task<PooledWorker>> start, CancellationToken stopping) : IDisposable
{
    private readonly Queue<Task<PooledWorker>> _starts = new();
    private readonly SemaphoreSlim _turns = new(atOneTime);

    public int Count => _starts.Count;

    public bool IsAnyReady => _starts.Any(start => start.IsCompletedSuccessfully);

    public Task<PooledWorker>? First => _starts.TryPeek(out var first) ? first : null;

    /// <summary>The one that was begun first, taken out; null: there is none. One whose start failed long ago says nothing about now.</summary>
    public Task<PooledWorker>? Take()
    {
        while (_starts.TryDequeue(out var first))
        {
            if (!first.IsFaulted)
            {
                return first;
            }
        }

        return null;
    }

    /// <summary>Nobody's work: not on the threads of who asks for it.</summary>
    public Task<PooledWorker> Begin() => Task.Run(StartAsync);

    /// <summary>Keeps one for whoever comes next.</summary>
    public void Keep(Task<PooledWorker> start) => _starts.Enqueue(start);

    /// <summary>All of them, taken out.</summary>
    public IReadOnlyList<Task<PooledWorker>> TakeAll()
    {
        var all = _starts.ToArray();
        _starts.Clear();
        return all;
    }

    public void Dispose() => _turns.Dispose();

    private async Task<PooledWorker> StartAsync()
    {
        await _turns.WaitAsync(stopping);
        try
        {
            return await start(stopping);
        }
        finally
        {
            _turns.Release();
        }
    }
}
