using System.Globalization;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>A next hop as configured, parsed.</summary>
public abstract record NextHopAddress;

/// <summary>A server.</summary>
/// <param name="Protocol">SMTP or LMTP.</param>
/// <param name="Host">Name or IP address without brackets; <c>localhost</c> for a Unix socket.</param>
/// <param name="Port">TCP port; 0 for a Unix socket.</param>
/// <param name="SocketPath">Path of a Unix socket, or null.</param>
public sealed record SmtpHopAddress(HopProtocol Protocol, string Host, int Port, string? SocketPath = null) : NextHopAddress
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var scheme = Protocol == HopProtocol.Lmtp ? "lmtp" : "smtp";
        if (SocketPath is not null)
        {
            return $"{scheme}://{SocketPath}";
        }

        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{Port}");
    }
}

/// <summary>A maildir.</summary>
/// <param name="Path">The folder that holds tmp, new and cur.</param>
public sealed record MaildirHopAddress(string Path) : NextHopAddress
{
    /// <inheritdoc/>
    public override string ToString() => $"maildir:{Path}";
}

/// <summary>What is spoken.</summary>
public enum HopProtocol
{
    /// <summary>RFC 5321.</summary>
    Smtp,

    /// <summary>RFC 2033: one final answer per recipient; the mailbox is behind it.</summary>
    Lmtp,
}
