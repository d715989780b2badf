using System.Runtime.CompilerServices;

namespace Mugai.Gateway.Tenants;

/// <summary>
/// Threads that give way to everything else in this process: what crowded tenants do runs here, so that a flood does not take the processor from the mail of another tenant. As important
/// as the workers that give way. What was accepted goes before more is accepted, so that a flood is cleaned at the pace at which it comes.
/// </summary>
/// <remarks>
/// Code comes here by <see cref="Lane.EnterAsync"/> or <see cref="Lane.Run"/>, and back by itself after it has waited for anything; therefore nothing of a journey says ConfigureAwait(false).
/// </remarks>
internal sealed class LowPriorityThreads : IDisposable
{
    /// <summary>The monitor of both lanes.</summary>
    private readonly object _work = new();
    private readonly Thread[] _threads = new Thread[Environment.ProcessorCount];
    private bool _ended;

    public LowPriorityThreads()
    {
        (Journeys, Receiving) = (new Lane(this), new Lane(this));
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Loop) { Name = "Mugai low", IsBackground = true };
            _threads[i].Start();
        }
    }

    /// <summary>For mail that was accepted: goes first.</summary>
    public Lane Journeys { get; }

    /// <summary>For mail that is being sent to us.</summary>
    public Lane Receiving { get; }

    /// <summary>The threads end when nothing waits any more.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _ended = true;
            Monitor.PulseAll(_work);
        }
    }

    private void Loop()
    {
        Priority.LowerThisThread();
        while (Take() is { } work)
        {
            SynchronizationContext.SetSynchronizationContext(work.Lane);
            work.Callback(work.State);
        }
    }

    private Work? Take()
    {
        lock (_work)
        {
            while (true)
            {
                if (Journeys.Waiting.TryDequeue(out var work) || Receiving.Waiting.TryDequeue(out work))
                {
                    return work;
                }

                if (_ended)
                {
                    return null;
                }

                Monitor.Wait(_work);
            }
        }
    }

    private void Post(Work work)
    {
        lock (_work)
        {
            if (!_ended)
            {
                work.Lane.Waiting.Enqueue(work);
                Monitor.Pulse(_work);
                return;
            }
        }

        // Whoever is late still comes to its end.
        ThreadPool.UnsafeQueueUserWorkItem(static late => late.Callback(late.State), work, preferLocal: false);
    }

    internal readonly record struct Work(Lane Lane, SendOrPostCallback Callback, object? State);

    /// <summary>One kind of work on these threads.</summary>
    internal sealed class Lane(LowPriorityThreads threads) : SynchronizationContext
    {
        /// <summary>Under the lock of the threads.</summary>
        public Queue<Work> Waiting { get; } = new();

        /// <summary>Begins work here.</summary>
        public void Run(Func<Task> work) => Post(static state => _ = ((Func<Task>)state!)(), work);

        /// <summary>What follows runs here.</summary>
        public Entry EnterAsync() => new(this);

        public override void Post(SendOrPostCallback d, object? state) => threads.Post(new(this, d, state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

        public override SynchronizationContext CreateCopy() => this;
    }

    /// <summary>Awaited, it goes on in the lane.</summary>
    public readonly struct Entry(Lane lane) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => SynchronizationContext.Current == lane;

        public Entry GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => lane.Post(static go => ((Action)go!)(), continuation);
    }
}
