using System.Globalization;

namespace Mugai.Gateway.Telemetry;

/// <summary>How messages travel to a collector.</summary>
internal enum SyslogTransport
{
    /// <summary>One datagram a message (RFC 5426); nobody says whether it came.</summary>
    Udp,

    /// <summary>A stream with counted octets (RFC 6587 3.4.1).</summary>
    Tcp,

    /// <summary>The same under TLS (RFC 5425).</summary>
    Tls,
}

/// <summary>A collector: <c>udp://HOST:PORT</c>, <c>tcp://HOST:PORT</c> or <c>tls://HOST:PORT</c>; without a port 514, under TLS 6514.</summary>
internal sealed record SyslogTarget(SyslogTransport Transport, string Host, int Port)
{
    /// <summary>Reads a URL; throws <see cref="FormatException"/> when it is none of these.</summary>
    public static SyslogTarget Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.AbsolutePath is not ("" or "/") || url.Query.Length + url.UserInfo.Length > 0)
        {
            throw new FormatException();
        }

        var transport = url.Scheme switch { "udp" => SyslogTransport.Udp, "tcp" => SyslogTransport.Tcp, "tls" => SyslogTransport.Tls, _ => throw new FormatException() };
        return new SyslogTarget(transport, url.DnsSafeHost, url.Port > 0 ? url.Port : transport == SyslogTransport.Tls ? 6514 : 514);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Transport.ToString().ToLowerInvariant()}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
