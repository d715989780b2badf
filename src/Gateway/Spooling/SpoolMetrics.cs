using System.Diagnostics.Metrics;

namespace Mugai.Gateway.Spooling;

/// <summary>Numbers of the spool, meter <c>Mugai.Spool</c>.</summary>
internal static class SpoolMetrics
{
    private static readonly Meter Meter = new("Mugai.Spool");

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("mugai.spool.messages", "{message}", "Messages committed.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("mugai.spool.bytes", "By", "Bytes of originals committed.");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("mugai.spool.failures", "{batch}", "Batches that could not be committed.");
    private static readonly Counter<long> Erasures = Meter.CreateCounter<long>("mugai.spool.erasures", "{message}", "Messages whose key was destroyed.");
    private static readonly Counter<long> Damages = Meter.CreateCounter<long>("mugai.spool.damaged", "{message}", "Stored messages that did not verify.");
    private static readonly Histogram<int> BatchSizes = Meter.CreateHistogram<int>("mugai.spool.batch.size", "{request}", "Requests per commit.");
    private static readonly Histogram<double> BatchTimes = Meter.CreateHistogram<double>("mugai.spool.batch.duration", "s", "Time of a commit with its syncs.");

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
