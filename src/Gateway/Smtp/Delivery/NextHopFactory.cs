using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>Reads the configured next hop (<c>smtp://host:port</c>, <c>lmtp://host:port</c>, <c>lmtp:///socket</c>, <c>maildir:PATH</c>) and makes it.</summary>
public static class NextHopFactory
{
    private const int SmtpPort = 25;
    private const int LmtpPort = 24; // IANA "priv-mail"; what Dovecot's and Cyrus' examples use

    /// <summary>Parses. <paramref name="baseFolder"/> is what a relative maildir path is relative to.</summary>
    public static NextHopParse Parse(string text, string baseFolder)
    {
        if (TryStrip(text, "maildir:", out var path))
        {
            return path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)
                ? Wrong(text, "maildir: のあとにフォルダを書いてください(例 maildir:/var/mail/clean)。", "write a folder after maildir: (for example maildir:/var/mail/clean).")
                : new NextHopParse(new MaildirHopAddress(Path.GetFullPath(path, Path.GetFullPath(baseFolder))), "", "");
        }

        if (TryStrip(text, "smtp://", out var smtp))
        {
            return ParseServer(text, smtp, HopProtocol.Smtp, SmtpPort);
        }

        if (TryStrip(text, "lmtp://", out var lmtp))
        {
            return lmtp.StartsWith('/') && lmtp.Length > 1
                ? new NextHopParse(new SmtpHopAddress(HopProtocol.Lmtp, "localhost", 0, lmtp), "", "")
                : ParseServer(text, lmtp, HopProtocol.Lmtp, LmtpPort);
        }

        return Wrong(
            text, "smtp://ホスト:ポート、lmtp://ホスト:ポート、lmtp:///ソケット、maildir:フォルダ のどれかで書いてください。",
            "write smtp://host:port, lmtp://host:port, lmtp:///socket or maildir:FOLDER.");
    }

    /// <summary>Makes it. May create folders and read the CA file; throws when it cannot.</summary>
    public static INextHop Create(NextHopAddress address, SmtpHopOptions options, ILogger logger, TimeProvider clock) => address switch
    {
        SmtpHopAddress smtp => new SmtpNextHop(smtp, options, logger, clock),
        MaildirHopAddress maildir => new MaildirNextHop(maildir, options.HelloName, logger, clock),
        _ => throw new ArgumentException($"unknown next hop {address}", nameof(address)),
    };

    private static NextHopParse ParseServer(string text, string authority, HopProtocol protocol, int defaultPort)
    {
        authority = authority.EndsWith('/') ? authority[..^1] : authority;
        if (authority.AsSpan().IndexOfAny("/?#") >= 0)
        {
            return Wrong(text, "ホストとポートのあとには何も書けません。", "nothing may follow host and port.");
        }

        if (authority.Contains('@', StringComparison.Ordinal))
        {
            return Wrong(text, "利用者名とパスワードは書けません。", "a user name and password cannot stand here.");
        }

        if (!TrySplitPort(authority, out var host, out var port))
        {
            return Wrong(text, "ポートは 1 から 65535 までの数です。", "the port is a number from 1 to 65535.");
        }

        return IsHost(host)
            ? new NextHopParse(new SmtpHopAddress(protocol, host, port ?? defaultPort), "", "")
            : Wrong(text, "ホスト名または IP アドレスを書いてください(IPv6 は角括弧で囲みます)。", "write a host name or an IP address (IPv6 in square brackets).");
    }

    private static bool TrySplitPort(string authority, out string host, out int? port)
    {
        port = null;
        host = authority;
        var close = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = authority.IndexOf(':', Math.Max(close, 0));
        if (close > 0)
        {
            host = authority[1..close];
            if (colon != close + 1 && close + 1 != authority.Length)
            {
                host = "";
                return true;
            }
        }
        else if (colon >= 0)
        {
            host = authority[..colon];
        }

        if (colon < 0)
        {
            return true;
        }

        if (!ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return false;
        }

        port = number;
        return true;
    }

    private static bool IsHost(string host)
    {
        if (host.Contains(':', StringComparison.Ordinal))
        {
            return System.Net.IPAddress.TryParse(host, out _);
        }

        // '_' is no host name character, but container networks use it.
        return host.Length is > 0 and <= 253 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && host[0] is not ('.' or '-');
    }

    private static bool TryStrip(string text, string prefix, out string rest)
    {
        var matches = text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        rest = matches ? text[prefix.Length..] : "";
        return matches;
    }

    private static NextHopParse Wrong(string text, string ja, string en)
    {
        var shown = new UntrustedText(text).ForDisplay();
        return new NextHopParse(null, $"配送先「{shown}」が正しくありません: {ja}", $"The next hop \"{shown}\" is not valid: {en}");
    }
}

/// <summary>The result of reading a next hop.</summary>
/// <param name="Address">The address; null when the text is wrong.</param>
/// <param name="ErrorJa">What is wrong and what to write, in Japanese; empty when nothing is.</param>
/// <param name="ErrorEn">The same in English.</param>
public readonly record struct NextHopParse(NextHopAddress? Address, string ErrorJa, string ErrorEn);
