using System.Diagnostics.Metrics;
using Mugai.Gateway.Telemetry.Metrics;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>What scanners answered (meter <c>Mugai.Scanning</c>). Scanners are named as in the configuration, so that there are few.</summary>
internal static class ScanMeter
{
    private static readonly Meter Meter = new("Mugai.Scanning");
    private static readonly Counter<long> Answers = MetricRegister.ScanAnswers.Counter(Meter);
    private static readonly Histogram<double> Time = MetricRegister.ScanTime.Durations(Meter);

    /// <param name="answer">The answer.</param>
    /// <param name="took">Null when the scanner was not asked, because it is down.</param>
    public static void Answered(ScanAnswer answer, TimeSpan? took)
    {
        var scanner = new KeyValuePair<string, object?>("scanner", answer.Scanner);
        Answers.Add(1, scanner, new("outcome", answer.Verdict switch { ScanVerdict.Clean => "clean", ScanVerdict.Infected => "infected", _ => "failed" }));
        if (took is { } time)
        {
            Time.Record(time.TotalSeconds, scanner);
        }
    }
}
