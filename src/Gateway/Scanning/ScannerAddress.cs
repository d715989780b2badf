using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mugai.Gateway.Scanning;

/// <summary>Where a scanner is, as the configuration writes it: <c>clamd:/run/clamav/clamd.ctl</c>, <c>clamd://HOST:3310</c>, <c>icap://HOST:1344/SERVICE</c>.</summary>
internal sealed record ScannerAddress
{
    private const int ClamdPort = 3310;

    /// <summary>RFC 3507 4.2.</summary>
    private const int IcapPort = 1344;

    /// <summary>Its endpoint.</summary>
    public required EndPoint EndPoint { get; init; }

    /// <summary>The address of the service for ICAP; null for clamd.</summary>
    public Uri? Service { get; init; }

    /// <summary>Throws <see cref="FormatException"/> when it is none.</summary>
    public static ScannerAddress Read(string text)
    {
        if (text.StartsWith("clamd:/", StringComparison.Ordinal) && !text.StartsWith("clamd://", StringComparison.Ordinal))
        {
            try
            {
                return new() { EndPoint = new UnixDomainSocketEndPoint(text["clamd:".Length..]) };
            }
            catch (ArgumentException)
            {
                // Longer than a socket's path may be.
                throw new FormatException();
            }
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new FormatException();
        }

        return url.Scheme switch
        {
            "clamd" when url.AbsolutePath is "" or "/" => new() { EndPoint = EndPointOf(url, ClamdPort) },
            "icap" when url.AbsolutePath.Length > 1 => new() { EndPoint = EndPointOf(url, IcapPort), Service = WithPort(url, IcapPort) },
            _ => throw new FormatException(),
        };
    }

    public IScanner Open(string name, ScannerLimits limits, TimeProvider clock) =>
        Service is { } service ? new IcapScanner(name, EndPoint, service, limits, clock) : new ClamdScanner(name, EndPoint, limits, clock);

    private static EndPoint EndPointOf(Uri url, int port) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? new IPEndPoint(address, url.Port > 0 ? url.Port : port) : new DnsEndPoint(url.IdnHost, url.Port > 0 ? url.Port : port);

    private static Uri WithPort(Uri url, int port) =>
        url.Port > 0 ? url : new Uri(string.Create(CultureInfo.InvariantCulture, $"{url.Scheme}://{url.Host}:{port}{url.AbsolutePath}"));
}
