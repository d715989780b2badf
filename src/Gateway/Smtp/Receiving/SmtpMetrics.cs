using System.Diagnostics.Metrics;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Gateway.Telemetry.Metrics;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>What the SMTP server counts, on the meter <c>Mugai.Smtp</c>.</summary>
internal sealed class SmtpMetrics : IDisposable
{
    public const string MeterName = "Mugai.Smtp";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _sessions;
    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _bytes;

    public SmtpMetrics()
    {
        _sessions = MetricRegister.SmtpSessions.Counter(_meter);
        _open = MetricRegister.SmtpOpen.UpDown(_meter);
        _accepted = MetricRegister.SmtpAccepted.Counter(_meter);
        _rejected = MetricRegister.SmtpRejected.Counter(_meter);
        _bytes = MetricRegister.SmtpBytes.Counter(_meter);
    }

    public void SessionBegan()
    {
        _sessions.Add(1);
        _open.Add(1);
    }

    public void SessionEnded() => _open.Add(-1);

    public void Accepted(long bytes)
    {
        _accepted.Add(1);
        _bytes.Add(bytes);
    }

    /// <summary>The tag is the name of the cause, a closed list.</summary>
    public void Rejected(SmtpReplyCause cause) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", Name(cause)));

    public void Dispose() => _meter.Dispose();

    private static string Name(SmtpReplyCause cause) => Names[(int)cause];

    private static readonly string[] Names = Enum.GetNames<SmtpReplyCause>();
}
