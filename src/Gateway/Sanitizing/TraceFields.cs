using System.Globalization;
using System.Text;
using Mugai.Mime;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// The fields that the gateway puts above the deterministic mail: Received (RFC 5321 4.4) and the reference number. They carry
/// the time of acceptance, so that every recipient and every attempt gets the same bytes.
/// </summary>
internal static class TraceFields
{
    public static byte[] Write(SpooledMessage message, string hostname, string policyRevision)
    {
        var envelope = message.Envelope;
        var bytes = new MemoryStream(384);
        var writer = new MimeWriter(bytes, message.Id.ToString());
        var from = $"from {HostName(envelope.ClientName)} ({AddressLiteral(envelope.ClientAddress)})";
        var date = envelope.ReceivedAt.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        writer.RawField("Received", $"{from} by {hostname} (Mugai) with {envelope.Protocol} id {message.Id}; {date}");
        writer.RawField("X-Mugai-Id", message.Id.ToString());
        writer.RawField("X-Mugai-Policy", policyRevision);
        return bytes.ToArray();
    }

    /// <summary>
    /// The same for the second mail in which opened parts follow, with a date and a Message-ID of its own: the same one for every attempt, so that a
    /// mail program shows a repetition once.
    /// </summary>
    public static byte[] WriteFollowing(SpooledMessage message, string hostname, string policyRevision, DateTimeOffset now)
    {
        var bytes = new MemoryStream(512);
        bytes.Write(Write(message, hostname, policyRevision));
        var writer = new MimeWriter(bytes, message.Id.ToString());
        writer.RawField("Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        writer.RawField("Message-ID", $"<{message.Id}.following@{hostname}>");
        return bytes.ToArray();
    }

    /// <summary>What the client called itself, when it looks like a host name; a lie stays a lie, but it cannot break the field.</summary>
    private static string HostName(UntrustedText name)
    {
        var raw = name.DangerousRaw;
        return raw.Length is > 0 and <= 255 && raw.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']') ? raw : "unknown";
    }

    private static string AddressLiteral(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[IPv6:{address}]" : $"[{address}]";
}
