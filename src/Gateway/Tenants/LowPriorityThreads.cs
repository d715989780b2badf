using System.Runtime.CompilerServices;

namespace Mugai.Gateway.Tenants;

/// <summary>
/// Threads that give way to everything else in this process: what crowded tenants do runs here, so that a flood does not take the processor from the mail of another tenant.
/// </summary>
/// <remarks>
/// Code comes here by <see cref="EnterAsync"/> or <see cref="Run"/>, and back by itself after it has waited for anything; therefore nothing of a journey says ConfigureAwait(false).
/// </remarks>
internal sealed class LowPriorityThreads : SynchronizationContext, IDisposable
{
    /// <summary>Also the monitor.</summary>
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _waiting = new();
    private readonly int _nice;
    private bool _ended;

    /// <param name="name">Of the threads.</param>
    /// <param name="nice">See <see cref="Priority"/>.</param>
    /// <param name="isForOneOfMany">See <see cref="IsForOneOfMany"/>.</param>
    /// <param name="count">More than processors where one that waits for the disk must not keep the others waiting.</param>
    public LowPriorityThreads(string name, int nice, bool isForOneOfMany, int count)
    {
        _nice = nice;
        IsForOneOfMany = isForOneOfMany;
        for (var i = 0; i < count; i++)
        {
            new Thread(Loop) { Name = name, IsBackground = true }.Start();
        }
    }

    /// <summary>There are other tenants, who are let through at the spool's writer, too.</summary>
    public bool IsForOneOfMany { get; }

    /// <summary>Begins work here.</summary>
    public void Run(Func<Task> work) => Post(static state => _ = ((Func<Task>)state!)(), work);

    /// <summary>One piece of housekeeping that computes for long, on a thread of its own that gives way to all mail and ends with it.</summary>
    public static Task<T> RunAsideAsync<T>(string name, Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(Run) { Name = name, IsBackground = true }.Start();
        return result.Task;

        void Run()
        {
            Priority.LowerThisThread(Priority.Receiving);
            try
            {
                result.SetResult(work());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        }
    }

    /// <summary>What follows runs here.</summary>
    public Entry EnterAsync() => new(this);

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_waiting)
        {
            if (!_ended)
            {
                _waiting.Enqueue((d, state));
                Monitor.Pulse(_waiting);
                return;
            }
        }

        // Whoever is late still comes to its end.
        ThreadPool.UnsafeQueueUserWorkItem(static late => late.d(late.state), (d, state), preferLocal: false);
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>The threads end when nothing waits any more.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _ended = true;
            Monitor.PulseAll(_waiting);
        }
    }

    private void Loop()
    {
        Priority.LowerThisThread(_nice);
        SetSynchronizationContext(this);
        while (Take() is { } work)
        {
            work.Callback(work.State);
        }
    }

    private (SendOrPostCallback Callback, object? State)? Take()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_ended)
                {
                    return null;
                }

                Monitor.Wait(_waiting);
            }

            return _waiting.Dequeue();
        }
    }

    /// <summary>Awaited, it goes on on the threads.</summary>
    public readonly struct Entry(LowPriorityThreads threads) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => Current == threads;

        public Entry GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => threads.Post(static go => ((Action)go!)(), continuation);
    }
}
