namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>A clock that moves only when told to, and then fires what fell due.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>
    /// Lets time pass until <paramref name="waited"/> has ended, as the other side may only now begin to wait. Returns how much passed at most
    /// before it ended.
    /// </summary>
    public async Task<TimeSpan> AdvanceUntilAsync(Task waited, TimeSpan step, Func<Task>? everyStep = null)
    {
        var passed = TimeSpan.Zero;
        while (!waited.IsCompleted && passed < TimeSpan.FromDays(1))
        {
            Advance(step);
            passed += step;
            await Task.WhenAny(waited, everyStep?.Invoke() ?? Task.Delay(5));
        }

        await waited;
        return passed;
    }

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _elapsed += by;
            due = [.. _timers.Where(timer => timer.TakeDue(_elapsed))];
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _next = Timeout.InfiniteTimeSpan;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _period = period;
                _next = dueTime == Timeout.InfiniteTimeSpan ? dueTime : time._elapsed + dueTime;
            }

            return true;
        }

        public bool TakeDue(TimeSpan now)
        {
            if (_next == Timeout.InfiniteTimeSpan || now < _next)
            {
                return false;
            }

            _next = _period == Timeout.InfiniteTimeSpan ? _period : now + _period;
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
