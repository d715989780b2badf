using System.Diagnostics.Metrics;
using Mugai.Gateway.Telemetry.Metrics;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>What delivery counts (meter <c>Mugai.Delivery</c>).</summary>
public static class DeliveryMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Mugai.Delivery";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Recipients = MetricRegister.DeliveryRecipients.Counter(Meter);
    private static readonly Counter<long> Opened = MetricRegister.DeliveryOpened.Counter(Meter);
    private static readonly Counter<long> Reused = MetricRegister.DeliveryReused.Counter(Meter);
    private static readonly UpDownCounter<long> Open = MetricRegister.DeliveryOpen.UpDown(Meter);
    private static readonly Histogram<double> Duration = MetricRegister.DeliveryTime.Durations(Meter);

    private static readonly KeyValuePair<string, object?> Delivered = new("outcome", "delivered");
    private static readonly KeyValuePair<string, object?> Deferred = new("outcome", "deferred");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");

    internal static void Attempted(DeliveryReport report, TimeSpan duration)
    {
        if (Recipients.Enabled)
        {
            foreach (var recipient in report.Recipients)
            {
                Recipients.Add(1, TagOf(recipient.Outcome));
            }
        }

        Duration.Record(duration.TotalSeconds);
    }

    internal static void ConnectionOpened()
    {
        Opened.Add(1);
        Open.Add(1);
    }

    internal static void ConnectionReused() => Reused.Add(1);

    internal static void ConnectionClosed() => Open.Add(-1);

    private static KeyValuePair<string, object?> TagOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => Delivered,
        DeliveryOutcome.Deferred => Deferred,
        _ => Failed,
    };
}
