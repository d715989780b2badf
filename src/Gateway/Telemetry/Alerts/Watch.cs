using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Telemetry.Metrics;
using Mugai.Gateway.Telemetry.Parts;

namespace Mugai.Gateway.Telemetry.Alerts;

/// <summary>The loop that looks at all parts and tells what changed.</summary>
internal sealed class Watch(HealthBoard board, AlertsConfig config, AlertFile file, AlertPost post, TimeProvider clock, ILogger log)
{
    private static readonly Meter Meter = new("Mugai.Alerts");
    private static readonly Counter<long> Told = MetricRegister.AlertsTold.Counter(Meter);

    private readonly AlertBook _book = new(config.Repeat, config.Settle, file.Read());

    /// <summary>Alerts that are raised now.</summary>
    public int Open => _book.Raised.Count;

    /// <summary>One look.</summary>
    public async ValueTask LookAsync(CancellationToken token)
    {
        await board.LookAsync(token).ConfigureAwait(false);
        var before = _book.Raised.ToList();
        var news = _book.Judge(board.Current.Where(part => !config.Ignore.Contains(part.Key)).ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal), clock.GetUtcNow());
        if (!before.SequenceEqual(_book.Raised))
        {
            file.Write(_book.Raised);
        }

        if (news.Count > 0)
        {
            foreach (var each in news)
            {
                Tell(each);
            }

            await post.SendAsync(news, token).ConfigureAwait(false);
        }
    }

    private void Tell(AlertNews news)
    {
        Told.Add(1, new("part", news.Part), new("event", news.Event.ToString().ToLowerInvariant()));
        switch (news)
        {
            case { Event: AlertEvent.Cleared }:
                TelemetryLog.Cleared(log, news.Part);
                break;
            case { Event: AlertEvent.Repeated, Complaint: { } what }:
                TelemetryLog.Repeated(log, news.Part, news.Since, what.En, what.Ja);
                break;
            case { Complaint: { } what }:
                TelemetryLog.Raised(log, news.Part, what.En, what.DoEn, what.Ja, what.DoJa);
                break;
        }
    }
}
