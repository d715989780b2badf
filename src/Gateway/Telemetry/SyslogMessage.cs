using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mugai.Gateway.Telemetry;

/// <summary>RFC 5424 table 1; the numbers go over the wire.</summary>
internal enum SyslogFacility : byte
{
    /// <summary>System daemons: what happens while running.</summary>
    Daemon = 3,

    /// <summary>The audit log.</summary>
    Audit = 13,
}

/// <summary>RFC 5424 table 2.</summary>
internal enum SyslogSeverity : byte
{
    Critical = 2,
    Error = 3,
    Warning = 4,
    Notice = 5,
    Informational = 6,
    Debug = 7,
}

/// <summary>One message. <see cref="Text"/> may hold anything: what is no text for a line is escaped when it is written.</summary>
internal sealed record SyslogMessage
{
    public required SyslogFacility Facility { get; init; }

    public required SyslogSeverity Severity { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>What kind of message it is, for filters; letters, digits and signs of ASCII.</summary>
    public required string Kind { get; init; }

    /// <summary>Counts the messages of one log (RFC 5424 7.3.1), so that a collector sees what it missed; null: not counted.</summary>
    public long? Sequence { get; init; }

    public required string Text { get; init; }
}

/// <summary>Writes messages as RFC 5424 wants them, in UTF-8.</summary>
internal sealed class SyslogFormat(string hostname, string application, int process)
{
    private const long MaxSequence = int.MaxValue; // RFC 5424 7.3.1: then it begins again with 1

    private readonly string _origin = $"{Name(hostname, 255)} {Name(application, 48)} {Name(process.ToString(CultureInfo.InvariantCulture), 128)}";

    public byte[] Write(SyslogMessage message)
    {
        var text = new StringBuilder(message.Text.Length + 160);
        text.Append(CultureInfo.InvariantCulture, $"<{((int)message.Facility * 8) + (int)message.Severity}>1 ");
        text.Append(message.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        text.Append(CultureInfo.InvariantCulture, $" {_origin} {Name(message.Kind, 32)} ");
        text.Append(message.Sequence is { } sequence ? string.Create(CultureInfo.InvariantCulture, $"[meta sequenceId=\"{((sequence - 1) % MaxSequence) + 1}\"]") : "-");
        text.Append(" \uFEFF"); // RFC 5424 6.4: MSG-UTF8 begins with the mark
        foreach (var sign in message.Text)
        {
            // One message is one line, also where a collector splits a stream at line ends.
            _ = char.IsControl(sign) ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}") : text.Append(sign);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A field of the header: PRINTUSASCII without spaces, never empty.</summary>
    private static string Name(string text, int max)
    {
        var name = string.Concat(text.Where(sign => sign is > ' ' and < '\x7F').Take(max));
        return name.Length == 0 ? "-" : name;
    }
}
