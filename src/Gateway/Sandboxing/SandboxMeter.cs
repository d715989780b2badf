using System.Diagnostics.Metrics;
using Mugai.Frames;
using Mugai.Gateway.Telemetry.Metrics;

namespace Mugai.Gateway.Sandboxing;

/// <summary>What the sandbox counts, under the meter <c>Mugai.Sandbox</c>.</summary>
internal sealed class SandboxMeter : IDisposable
{
    public const string Name = "Mugai.Sandbox";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _jobs;
    private readonly Counter<long> _lost;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _start;
    private long _lostSoFar;

    public SandboxMeter()
    {
        _jobs = MetricRegister.SandboxJobs.Counter(_meter);
        _lost = MetricRegister.SandboxLost.Counter(_meter);
        _duration = MetricRegister.SandboxTime.Durations(_meter);
        _start = MetricRegister.SandboxStart.Durations(_meter);
    }

    public void Done(Outcome outcome, TimeSpan duration)
    {
        _jobs.Add(1, new KeyValuePair<string, object?>("outcome", outcome.Word()));
        _duration.Record(duration.TotalSeconds);
    }

    /// <summary>Workers lost since the start.</summary>
    public long LostSoFar => Volatile.Read(ref _lostSoFar);

    public void Lost(Reason reason)
    {
        Interlocked.Increment(ref _lostSoFar);
        _lost.Add(1, new KeyValuePair<string, object?>("reason", reason.Word()));
    }

    public void Started(WorkerKind kind, TimeSpan duration) => _start.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("kind", kind == WorkerKind.Native ? "native" : "managed"));

    public void Dispose() => _meter.Dispose();
}
