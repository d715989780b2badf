using Microsoft.Extensions.Logging;
using Mugai.Gateway.Telemetry;
using Mugai.Gateway.Telemetry.Forwarding;

namespace Mugai.Gateway.Tests.Telemetry;

public sealed class ForwardedEventTests
{
    private static readonly ForwardedEvent Event = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), LogLevel.Warning, 1301, "Worker|Failed", "Mugai.Sandbox", "part=\\x\nlost");

    [Fact]
    public void Cef_EscapesWhatItsSeparatorsAre() => Assert.Equal(
        "CEF:0|Mugai|Mugai|1.0|1301|Worker\\|Failed|6|rt=1700000000123 dvchost=gw.example cat=Mugai.Sandbox msg=part\\=\\\\x\\nlost", Event.ToCef("gw.example", "1.0"));

    [Fact]
    public void Syslog_CarriesTheEventIdAndTheSeverity()
    {
        var message = Event.ToSyslog(isCef: false, "gw.example", "1.0");
        Assert.Equal(("1301", SyslogSeverity.Warning, SyslogFacility.Daemon, Event.Text), (message.Kind, message.Severity, message.Facility, message.Text));
    }
}
