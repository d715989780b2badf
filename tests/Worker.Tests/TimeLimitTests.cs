using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Worker.Tests;

/// <summary>A job's time limit is for what it does, not for what the machine does meanwhile.</summary>
public sealed class TimeLimitTests : IDisposable
{
    private const long Second = 1_000;

    private readonly Waiting _process = new();
    private readonly PooledWorker _worker;

    public TimeLimitTests()
    {
        _worker = new PooledWorker(_process, new FrameReader(Stream.Null), WorkerKind.Managed);
        _worker.Watch(10 * Second, long.MaxValue);
        _worker.Check(0, Second);
    }

    [Fact]
    public void TimeOnTheProcessor_Counts()
    {
        _worker.Check(10 * Second, Second);
        Assert.Equal(Reason.None, _worker.Verdict);
        _worker.Check((10 * Second) + 1, Second);
        Assert.Equal(Reason.Timeout, _worker.Verdict);
        Assert.True(_process.Killed);
    }

    [Fact]
    public void WaitingForIt_DoesNot()
    {
        _process.WaitedForProcessor += 25_000_000_000;
        _worker.Check(35 * Second, Second);
        Assert.Equal(Reason.None, _worker.Verdict);
        _worker.Check((35 * Second) + 1, Second);
        Assert.Equal(Reason.Timeout, _worker.Verdict);
    }

    [Fact]
    public void WaitingForEver_Ends()
    {
        _process.WaitedForProcessor += 3_600_000_000_000;
        _worker.Check(100 * Second, Second);
        Assert.Equal(Reason.None, _worker.Verdict);
        _worker.Check((100 * Second) + 1, Second);
        Assert.Equal(Reason.Timeout, _worker.Verdict);
    }

    [Fact]
    public void WhatAnEarlierJobWaited_IsNotThisJobs()
    {
        _process.WaitedForProcessor += 25_000_000_000;
        _worker.Unwatch();
        _worker.Watch(20 * Second, long.MaxValue);
        _worker.Check(10 * Second, Second);
        _worker.Check((20 * Second) + 1, Second);
        Assert.Equal(Reason.Timeout, _worker.Verdict);
    }

    public void Dispose() => _worker.Dispose();

    private sealed class Waiting : IWorkerProcess
    {
        public long WaitedForProcessor { get; set; } = 7_000_000_000; // of jobs before

        public bool Killed { get; private set; }

        public int Id => 1;

        public Stream Input => Stream.Null;

        public Stream Output => Stream.Null;

        public UntrustedText Errors => default;

        public bool HasEnded => false;

        public long ResidentBytes => 0;

        public void GiveWay()
        {
        }

        public void Kill() => Killed = true;

        public ValueTask<WorkerEnd> EndAsync(TimeSpan patience) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
