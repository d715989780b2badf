using Mugai.Gateway.Telemetry.Metrics;

namespace Mugai.Gateway.Tests.Telemetry;

public sealed class MetricRegisterTests
{
    [Fact]
    public void Names_EveryInstrumentOnceAndInBothLanguages()
    {
        Assert.Equal(MetricRegister.All.Count, MetricRegister.All.Select(metric => metric.PrometheusName).Distinct(StringComparer.Ordinal).Count());
        Assert.All(MetricRegister.All, metric =>
        {
            Assert.Matches("^mugai(\\.[a-z]+)+$", metric.Name);
            Assert.NotEmpty(metric.En);
            Assert.NotEmpty(metric.Ja);
        });
    }

    [Fact]
    public void Labels_AreOfClosedLists() =>
        Assert.All(MetricRegister.All.SelectMany(metric => metric.Labels), label => Assert.Contains(label, (string[])["reason", "outcome", "scanner", "kind", "family", "part", "event", "use", "result"]));
}
