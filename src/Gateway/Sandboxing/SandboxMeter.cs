using System.Diagnostics.Metrics;
using Mugai.Frames;

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

    public SandboxMeter()
    {
        _jobs = _meter.CreateCounter<long>("mugai.sandbox.jobs", description: "Jobs by outcome.");
        _lost = _meter.CreateCounter<long>("mugai.sandbox.workers_lost", description: "Workers that died or were killed over a job, by reason.");
        _duration = _meter.CreateHistogram<double>("mugai.sandbox.job.duration", "s", "From the lease of a worker to its verdict.");
        _start = _meter.CreateHistogram<double>("mugai.sandbox.worker.start", "s", "From launch to ready.");
    }

    public void Done(Outcome outcome, TimeSpan duration)
    {
        _jobs.Add(1, new KeyValuePair<string, object?>("outcome", outcome.Word()));
        _duration.Record(duration.TotalSeconds);
    }

    public void Lost(Reason reason) => _lost.Add(1, new KeyValuePair<string, object?>("reason", reason.Word()));

    public void Started(WorkerKind kind, TimeSpan duration) => _start.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));

    public void Dispose() => _meter.Dispose();
}
