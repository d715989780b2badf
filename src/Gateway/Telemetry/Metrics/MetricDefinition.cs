using System.Diagnostics.Metrics;

namespace Mugai.Gateway.Telemetry.Metrics;

/// <summary>What an instrument measures over time.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>How many fell into which range.</summary>
    Histogram,
}

/// <summary>One row of <see cref="MetricRegister"/>: the only way an instrument of ours is made.</summary>
/// <param name="Name">Its name for OTLP; Prometheus has underscores, the unit and <c>_total</c> for counters.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">UCUM, or a word in braces.</param>
/// <param name="En">What it says.</param>
/// <param name="Ja">The same in Japanese.</param>
/// <param name="Labels">Its labels. Every one has values of a closed list; none is an address, a name of a person or a message.</param>
internal sealed record MetricDefinition(string Name, MetricKind Kind, string Unit, string En, string Ja, IReadOnlyList<string> Labels)
{
    /// <summary>Seconds, from what a commit takes to what a mail with a large archive takes.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] };

    private static readonly InstrumentAdvice<int> Pieces = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    /// <summary>As Prometheus writes it; a histogram has <c>_bucket</c>, <c>_sum</c> and <c>_count</c> behind it.</summary>
    public string PrometheusName => Name.Replace('.', '_') + Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" } + (Kind == MetricKind.Counter ? "_total" : "");

    public Counter<long> Counter(Meter meter) => meter.CreateCounter<long>(Name, Unit, En);

    public UpDownCounter<long> UpDown(Meter meter) => meter.CreateUpDownCounter<long>(Name, Unit, En);

    public Histogram<double> Durations(Meter meter) => meter.CreateHistogram(Name, Unit, En, tags: null, Seconds);

    public Histogram<int> Sizes(Meter meter) => meter.CreateHistogram(Name, Unit, En, tags: null, Pieces);

    /// <summary>A gauge that is asked when somebody looks.</summary>
    public void Observe(Meter meter, Func<double?> look) => Observe(meter, () => look() is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>());

    /// <summary>A gauge with labels that is asked when somebody looks.</summary>
    public void Observe(Meter meter, Func<IEnumerable<Measurement<double>>> look) => meter.CreateObservableGauge(Name, look, Unit, En);
}
