using System.Diagnostics.Metrics;
using Mugai.Gateway.Telemetry.Metrics;

namespace Mugai.Gateway.Spooling;

/// <summary>Numbers of the spool, meter <c>Mugai.Spool</c>.</summary>
internal static class SpoolMetrics
{
    private static readonly Meter Meter = new("Mugai.Spool");

    private static readonly Counter<long> Messages = MetricRegister.SpoolMessages.Counter(Meter);
    private static readonly Counter<long> Bytes = MetricRegister.SpoolBytes.Counter(Meter);
    private static readonly Counter<long> Failures = MetricRegister.SpoolFailures.Counter(Meter);
    private static readonly Counter<long> Erasures = MetricRegister.SpoolErasures.Counter(Meter);
    private static readonly Counter<long> Damages = MetricRegister.SpoolDamaged.Counter(Meter);
    private static readonly Histogram<int> BatchSizes = MetricRegister.SpoolBatchSize.Sizes(Meter);
    private static readonly Histogram<double> BatchTimes = MetricRegister.SpoolBatchTime.Durations(Meter);

    public static void Committed(long bytes)
    {
        Messages.Add(1);
        Bytes.Add(bytes);
    }

    public static void Batch(int requests, TimeSpan time)
    {
        BatchSizes.Record(requests);
        BatchTimes.Record(time.TotalSeconds);
    }

    public static void Failure() => Failures.Add(1);

    public static void Erased(int count) => Erasures.Add(count);

    public static void Damaged() => Damages.Add(1);
}
