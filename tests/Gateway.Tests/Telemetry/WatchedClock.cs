namespace Mugai.Gateway.Tests.Telemetry;

/// <summary>A clock that a test moves: the wall and the time that passed, together or apart.</summary>
internal sealed class WatchedClock : TimeProvider
{
    private DateTimeOffset _wall = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private long _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _passed;

    public void Pass(TimeSpan time)
    {
        _wall += time;
        _passed += time.Ticks;
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void Set(TimeSpan by) => _wall += by;
}
