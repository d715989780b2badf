using System.Globalization;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>What a server offers, from its answer to EHLO or LHLO (RFC 5321 4.1.1.1). Keywords that we do not use are not looked at.</summary>
public sealed record SmtpFeatures
{
    /// <summary>A server that knows HELO only.</summary>
    public static SmtpFeatures None { get; } = new();

    /// <summary>RFC 2920.</summary>
    public bool Pipelining { get; private init; }

    /// <summary>RFC 3461.</summary>
    public bool Dsn { get; private init; }

    /// <summary>RFC 6531.</summary>
    public bool SmtpUtf8 { get; private init; }

    /// <summary>RFC 3207.</summary>
    public bool StartTls { get; private init; }

    /// <summary>RFC 1870: SIZE is known.</summary>
    public bool Size { get; private init; }

    /// <summary>The largest message it takes, in bytes; 0 when it does not say.</summary>
    public long MaxSize { get; private init; }

    /// <summary>Reads the keywords; the first line is the server's name.</summary>
    public static SmtpFeatures Parse(Reply hello)
    {
        var features = new SmtpFeatures();
        foreach (var line in hello.Lines.Skip(1))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            features = (words.Length == 0 ? "" : words[0].ToUpperInvariant()) switch
            {
                "PIPELINING" => features with { Pipelining = true },
                "DSN" => features with { Dsn = true },
                "SMTPUTF8" => features with { SmtpUtf8 = true },
                "STARTTLS" => features with { StartTls = true },
                "SIZE" => features with { Size = true, MaxSize = ReadSize(words) },
                _ => features,
            };
        }

        return features;
    }

    private static long ReadSize(string[] words) =>
        words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}
