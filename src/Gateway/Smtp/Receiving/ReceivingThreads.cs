using System.Runtime.CompilerServices;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>
/// The threads on which mail is taken in. They give way to everything else in this process: what was accepted is finished before more is accepted, and a flood that comes in faster
/// than it can be cleaned does not take the processor from the mail of another tenant that is on its way. As important as workers of a tenant that has much to do, so that a flood is
/// cleaned while it comes.
/// </summary>
/// <remarks>A session's code comes here by <see cref="EnterAsync"/> after it has waited for the wire, and back by itself after it has waited for anything else.</remarks>
internal sealed class ReceivingThreads : SynchronizationContext, IDisposable
{
    /// <summary>Also the monitor.</summary>
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _waiting = new();
    private readonly Thread[] _threads = new Thread[Environment.ProcessorCount];
    private bool _ended;

    public ReceivingThreads()
    {
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Run) { Name = "Mugai receiving", IsBackground = true };
            _threads[i].Start();
        }
    }

    /// <summary>What follows runs on these threads.</summary>
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

    private void Run()
    {
        Priority.LowerThisThread();
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
    public readonly struct Entry(ReceivingThreads threads) : ICriticalNotifyCompletion
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
