using Mugai.Gateway.Configuration;
using Mugai.Gateway.Telemetry.Tracing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mugai.Gateway.Telemetry;

/// <summary>The OpenTelemetry SDK as far as the configuration asks for it: collected for <c>/metrics</c>, sent by OTLP. Nothing is collected for nobody.</summary>
internal sealed class OpenTelemetryExport : IAsyncDisposable
{
    /// <summary>More than one label combination of a metric is more than its closed lists allow; the SDK folds what is above.</summary>
    private const int MaxSeriesPerMetric = 500;

    private readonly TracerProvider? _traces;

    private OpenTelemetryExport(MeterProvider? metrics, TracerProvider? traces) => (Metrics, _traces) = (metrics, traces);

    /// <summary>What <c>/metrics</c> reads; null when nobody wants metrics.</summary>
    public MeterProvider? Metrics { get; }

    /// <summary>Begins. Throws <see cref="IOException"/> when the file of headers cannot be read.</summary>
    public static OpenTelemetryExport Start(MonitoringConfig config, string hostname)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("mugai", serviceVersion: GatewayConfig.EngineVersion, serviceInstanceId: hostname);
        var headers = config.Otlp is { Endpoint: not null, HeadersFile: { } file } ? string.Join(',', File.ReadLines(file).Where(line => line.Contains('=', StringComparison.Ordinal))) : null;
        return new(
            config.Listen is not null || config.Otlp is { Endpoint: not null, Metrics: true } ? MetricsFor(config, resource, headers) : null,
            config.Otlp is { Endpoint: not null, Traces: true } ? TracesFor(config.Otlp, resource, headers) : null);
    }

    /// <summary>Sends what is left, for a few seconds.</summary>
    public async ValueTask DisposeAsync() => await Task.Run(() =>
    {
        Metrics?.Dispose();
        _traces?.Dispose();
    }).ConfigureAwait(false);

    private static MeterProvider MetricsFor(MonitoringConfig config, ResourceBuilder resource, string? headers)
    {
        var builder = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter("Mugai.*", "System.Runtime")
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MaxSeriesPerMetric });
        if (config.Listen is not null)
        {
            builder.AddPrometheusExporter(options => options.ScopeInfoEnabled = false);
        }

        if (config.Otlp is { Endpoint: not null, Metrics: true } otlp)
        {
            builder.AddOtlpExporter((exporter, reader) =>
            {
                Aim(exporter, otlp, "/v1/metrics", headers);
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)otlp.Interval.TotalMilliseconds;
            });
        }

        return builder.Build();
    }

    private static TracerProvider TracesFor(OtlpConfig otlp, ResourceBuilder resource, string? headers) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(resource).AddSource(Traces.SourceName).AddOtlpExporter(exporter => Aim(exporter, otlp, "/v1/traces", headers)).Build();

    private static void Aim(OtlpExporterOptions exporter, OtlpConfig otlp, string path, string? headers)
    {
        exporter.Endpoint = new Uri(otlp.Endpoint + (otlp.IsGrpc ? "" : path));
        exporter.Protocol = otlp.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Headers = headers;
    }
}
