using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Telemetry.Forwarding;

/// <summary>A line of the log as another machine gets it.</summary>
/// <param name="Time">When.</param>
/// <param name="Level">How bad.</param>
/// <param name="Id">The stable event id.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Category">Which room.</param>
/// <param name="Text">The line.</param>
internal sealed record ForwardedEvent(DateTimeOffset Time, LogLevel Level, int Id, string Name, string Category, string Text)
{
    /// <summary>As syslog: MSGID is the event id.</summary>
    public SyslogMessage ToSyslog(bool isCef, string hostname, string version) => new()
    {
        Facility = SyslogFacility.Daemon, Severity = Severity, Time = Time, Kind = Id.ToString(CultureInfo.InvariantCulture), Text = isCef ? ToCef(hostname, version) : Text,
    };

    /// <summary>Common Event Format, version 0: seven fields between bars, then keys and values.</summary>
    public string ToCef(string hostname, string version) => string.Create(
        CultureInfo.InvariantCulture,
        $"CEF:0|Mugai|Mugai|{Field(version)}|{Id}|{Field(Name)}|{CefSeverity}|rt={Time.ToUnixTimeMilliseconds()} dvchost={Value(hostname)} cat={Value(Category)} msg={Value(Text)}");

    private SyslogSeverity Severity => Level switch
    {
        LogLevel.Critical => SyslogSeverity.Critical,
        LogLevel.Error => SyslogSeverity.Error,
        LogLevel.Warning => SyslogSeverity.Warning,
        LogLevel.Information => SyslogSeverity.Informational,
        _ => SyslogSeverity.Debug,
    };

    /// <summary>0 to 10; 9 and 10 are what somebody should be called for.</summary>
    private int CefSeverity => Level switch { LogLevel.Critical => 10, LogLevel.Error => 8, LogLevel.Warning => 6, LogLevel.Information => 3, _ => 0 };

    /// <summary>In the header a bar and a backslash are escaped, and no line ends.</summary>
    private static string Field(string text) => Escape(text, '|');

    /// <summary>In the extension an equals sign and a backslash are.</summary>
    private static string Value(string text) => Escape(text, '=');

    private static string Escape(string text, char sign)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var each in text)
        {
            _ = each switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\\' => escaped.Append("\\\\"),
                _ when each == sign => escaped.Append('\\').Append(each),
                _ => escaped.Append(each),
            };
        }

        return escaped.ToString();
    }
}
