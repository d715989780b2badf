using System.Text.Json;
using System.Text.RegularExpressions;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Telemetry.Metrics;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Telemetry;

/// <summary>The documents and the dashboard say what the program has: each metric, each key, each part.</summary>
public sealed partial class MonitoringDocumentsTests
{
    private static readonly string[] Suffixes = ["_bucket", "_sum", "_count"];

    public static TheoryData<string> Languages => ["ja", "en"];

    [Fact]
    public void Dashboard_AsksForMetricsThatExist()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Checkout.At("docs", "operating", "grafana", "mugai.json")));
        var queries = dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!).ToList();
        var known = MetricRegister.All.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(queries);
        Assert.All(queries, query =>
        {
            var names = MetricName().Matches(query).Select(match => match.Value).ToList();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.Contains(name, known));
        });
        Assert.All(queries.SelectMany(query => ByLabels().Matches(query)).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)), label =>
            Assert.Contains(label, MetricRegister.All.SelectMany(metric => metric.Labels).Append("le")));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Page_HasEveryMetricAndNoOther(string language) => Assert.Equal(
        MetricRegister.All.Select(metric => $"{metric.PrometheusName} {string.Join(", ", metric.Labels.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal),
        MetricRow().Matches(Page(language)).Select(match => $"{match.Groups[1].Value} {string.Join(", ", match.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Page_HasEveryKey(string language) => Assert.All(
        GatewayKeys.All.Select(key => key.Path).Where(path => path.StartsWith("monitoring.", StringComparison.Ordinal) || path.StartsWith("alerts.", StringComparison.Ordinal) || path.StartsWith("canary.", StringComparison.Ordinal)),
        path => Assert.Contains($"`{path}`", Page(language), StringComparison.Ordinal));

    private static string Page(string language) => File.ReadAllText(Checkout.At("docs", "operating", language, "monitoring.md"));

    private static IEnumerable<string> Names(MetricDefinition metric) =>
        metric.Kind == MetricKind.Histogram ? Suffixes.Select(suffix => metric.PrometheusName + suffix) : [metric.PrometheusName];

    [GeneratedRegex("mugai_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex ByLabels();

    [GeneratedRegex(@"^\| `(mugai_[a-z_]+)` \| ([a-z, ]*) ?\|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
