using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Telemetry.Metrics;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>How every part stood when it was looked at last. Looking is a loop of its own: whoever asks <c>/health</c> or scrapes costs nothing and waits for nobody.</summary>
internal sealed class HealthBoard(IReadOnlyList<HealthProbe> probes, TimeProvider clock, ILogger log)
{
    /// <summary>A probe that does not answer is itself something to tell of.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private volatile FrozenDictionary<string, HealthPart> _current = FrozenDictionary<string, HealthPart>.Empty;

    /// <summary>Parts by name; empty before the first look.</summary>
    public IReadOnlyDictionary<string, HealthPart> Current => _current;

    /// <summary>Looks at all parts.</summary>
    public async Task LookAsync(CancellationToken token)
    {
        var parts = new Dictionary<string, HealthPart>(StringComparer.Ordinal);
        foreach (var probe in probes)
        {
            parts[probe.Name] = await LookAsync(probe, token).ConfigureAwait(false);
        }

        _current = parts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IEnumerable<Measurement<double>> Measure() => _current.Select(part => new Measurement<double>((int)part.Value.State, new KeyValuePair<string, object?>("part", part.Key)));

    public void Observe(Meter meter) => MetricRegister.HealthParts.Observe(meter, Measure);

    private async Task<HealthPart> LookAsync(HealthProbe probe, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var timer = clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), patience, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            return await probe.LookAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A probe that fails must not hide the other parts.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            TelemetryLog.ProbeFailed(log, probe.Name, failure);
            return HealthPart.Warning(new(
                $"{probe.Name} could not be looked at ({failure.GetType().Name}).", $"{probe.Name} の状態を確認できませんでした（{failure.GetType().Name}）。",
                "See the log entry 1750 for the cause.", "ログの 1750 番で原因を確認してください。"));
        }
    }
}
