using System.Globalization;
using System.Net;

namespace Mugai.Gateway.Configuration;

/// <summary>Readers of single values. Each throws <see cref="FormatException"/> when the text does not fit; the caller adds file, line and what would be right.</summary>
internal static class Read
{
    private static readonly (string Suffix, long Factor)[] SizeUnits =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1)];

    public static IPEndPoint EndPoint(string text)
    {
        if (text.StartsWith("*:", StringComparison.Ordinal))
        {
            text = "0.0.0.0" + text[1..];
        }

        return text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var endPoint) && endPoint.Port != 0
            ? endPoint : throw new FormatException();
    }

    public static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new FormatException();

    public static long Size(string text)
    {
        foreach (var (suffix, factor) in SizeUnits)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
            {
                return checked(Number(text[..^suffix.Length].TrimEnd()) * factor);
            }
        }

        return Number(text);
    }

    public static TimeSpan Duration(string text)
    {
        var number = text.Length > 1 ? Number(text[..^1]) : throw new FormatException();
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            'w' => TimeSpan.FromDays(7 * number),
            'y' => TimeSpan.FromDays(365 * number),
            _ => throw new FormatException(),
        };
    }

    public static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new FormatException();

    public static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1L << 50 ? number : throw new FormatException();

    public static int Count(string text) => checked((int)Number(text));

    public static bool Switch(string text) => text switch { "true" => true, "false" => false, _ => throw new FormatException() };

    public static string Domain(string text)
    {
        if (text == "*")
        {
            return text;
        }

        return Uri.CheckHostName(text) == UriHostNameType.Dns ? text.ToLowerInvariant() : throw new FormatException();
    }

    public static string HttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/" && url.Query.Length == 0
            ? text.TrimEnd('/') : throw new FormatException();

    /// <summary>An address to listen at without TLS.</summary>
    public static string ListenUrl(string text) => PortalUrl(text) is var url && new Uri(url).Scheme == Uri.UriSchemeHttp ? url : throw new FormatException();

    /// <summary>An address to listen at, with TLS or without.</summary>
    public static string PortalUrl(string text) =>
        HttpUrl(text) is var url && new Uri(url) is var parsed && (parsed.Host == "localhost" || IPAddress.TryParse(parsed.Host.Trim('[', ']'), out _))
            ? url : throw new FormatException();

    public static string OneOf(string text, params ReadOnlySpan<string> words) =>
        words.Contains(text) ? text : throw new FormatException();

    public static string Text(string text) => text.Length > 0 ? text : throw new FormatException();

    public static string Sha256(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : throw new FormatException();
}
