using System.Net;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>
/// The log events of the SMTP server, 1000–1099. What a peer does wrong is Debug or Information; only what an operator must act on is
/// higher. Text of peers comes cleaned by <see cref="UntrustedText.ForLog"/>.
/// </summary>
internal static partial class SmtpLog
{
    [LoggerMessage(1000, LogLevel.Information, "SMTP listens on {EndPoint}")]
    public static partial void Listening(ILogger log, EndPoint endPoint);

    [LoggerMessage(1001, LogLevel.Information, "SMTP stops taking connections; {Sessions} sessions are open")]
    public static partial void Draining(ILogger log, int sessions);

    [LoggerMessage(1002, LogLevel.Warning, "{Sessions} SMTP sessions did not end in the grace period and were cut off; their senders will try again")]
    public static partial void CutOff(ILogger log, int sessions);

    [LoggerMessage(1003, LogLevel.Error, "Accepting connections on {EndPoint} failed; trying again")]
    public static partial void AcceptFailed(ILogger log, EndPoint endPoint, Exception error);

    [LoggerMessage(1010, LogLevel.Information, "{MessageId} accepted from {Client}: {Bytes} octets, {Recipients} recipients")]
    public static partial void Accepted(ILogger log, MessageId messageId, IPAddress client, long bytes, int recipients);

    [LoggerMessage(1011, LogLevel.Information, "Message from {Client} refused: {Cause}")]
    public static partial void MessageRefused(ILogger log, IPAddress client, SmtpReplyCause cause);

    [LoggerMessage(1012, LogLevel.Information, "Recipient {Recipient} from {Client} refused: {Cause}")]
    public static partial void RecipientRefused(ILogger log, IPAddress client, string recipient, SmtpReplyCause cause);

    [LoggerMessage(1013, LogLevel.Debug, "{Client} went away inside a message; nothing of it was kept")]
    public static partial void ClientLostInMessage(ILogger log, IPAddress client);

    [LoggerMessage(1014, LogLevel.Error, "Storage could not take a message from {Client}; the sender was told to try later")]
    public static partial void StorageFailed(ILogger log, IPAddress client, Exception error);

    [LoggerMessage(1020, LogLevel.Warning, "{Client} is not in smtp.allowClients and was refused")]
    public static partial void ClientRefused(ILogger log, IPAddress client);

    [LoggerMessage(1021, LogLevel.Warning, "Too many connections; {Client} was told to come back later")]
    public static partial void TooManyConnections(ILogger log, IPAddress client);

    [LoggerMessage(1022, LogLevel.Warning, "{Peer} is a listed proxy but did not begin with a PROXY header; connection closed")]
    public static partial void BadProxyHeader(ILogger log, IPAddress peer);

    [LoggerMessage(1023, LogLevel.Debug, "Line from {Client} refused: {Verb} {Error}")]
    public static partial void LineRefused(ILogger log, IPAddress client, SmtpVerb verb, SmtpCommandError error);

    [LoggerMessage(1024, LogLevel.Information, "Session of {Client} ended by us: {Cause}")]
    public static partial void SessionEnded(ILogger log, IPAddress client, SmtpReplyCause cause);

    [LoggerMessage(1030, LogLevel.Warning, "{Client} sent clear text behind STARTTLS (command injection); connection closed")]
    public static partial void StartTlsInjection(ILogger log, IPAddress client);

    [LoggerMessage(1031, LogLevel.Information, "TLS handshake with {Client} failed: {Detail}")]
    public static partial void TlsFailed(ILogger log, IPAddress client, string detail);

    [LoggerMessage(1032, LogLevel.Error, "The TLS certificate cannot be loaded; STARTTLS is answered with 454 until it can")]
    public static partial void CertificateUnavailable(ILogger log, Exception error);

    [LoggerMessage(1040, LogLevel.Error, "Recipient list {Path} could not be read again; the old list of {Addresses} entries stays in force: {Detail}")]
    public static partial void RecipientListKept(ILogger log, string path, int addresses, string detail);

    [LoggerMessage(1041, LogLevel.Information, "Recipient list {Path} read: {Addresses} entries")]
    public static partial void RecipientListRead(ILogger log, string path, int addresses);

    [LoggerMessage(1042, LogLevel.Warning, "The next hop could not be asked for a recipient: {Detail}")]
    public static partial void ProbeFailed(ILogger log, string detail);

    [LoggerMessage(1098, LogLevel.Debug, "Connection of {Client} broke: {Detail}")]
    public static partial void ConnectionBroke(ILogger log, IPAddress client, string detail);

    [LoggerMessage(1099, LogLevel.Error, "Fault in an SMTP session of {Client}; nothing that was not acknowledged is kept")]
    public static partial void SessionFault(ILogger log, IPAddress client, Exception error);

    // Free: 1004–1009, 1015–1019, 1025–1029, 1033–1039, 1043–1097.
}
