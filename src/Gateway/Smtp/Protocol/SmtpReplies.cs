using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>One reply line: code (RFC 5321 4.2), enhanced status code (RFC 3463; null where RFC 2034 forbids one) and text.</summary>
public sealed record ServerReply(int Code, string? Enhanced, string Text)
{
    /// <summary>The line as it goes onto the wire, with CRLF.</summary>
    public ReadOnlyMemory<byte> Wire { get; } = Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Code} {(Enhanced is null ? "" : Enhanced + " ")}{Text}\r\n"));
}

/// <summary>
/// The one place that maps causes to replies. Texts never repeat what the client sent. A failure of ours is always 4xx, so that the sender
/// keeps the mail and comes back.
/// </summary>
public static class SmtpReplies
{
    private static readonly FrozenDictionary<SmtpReplyCause, ServerReply> Replies = new Dictionary<SmtpReplyCause, ServerReply>
    {
        [SmtpReplyCause.Ok] = new(250, "2.0.0", "Ok"),
        [SmtpReplyCause.SenderOk] = new(250, "2.1.0", "Sender ok"),
        [SmtpReplyCause.RecipientOk] = new(250, "2.1.5", "Recipient ok"),
        [SmtpReplyCause.ChunkOk] = new(250, "2.0.0", "Chunk ok"),
        [SmtpReplyCause.CannotVerify] = new(252, "2.1.5", "Cannot verify; send RCPT and see"),
        [SmtpReplyCause.Help] = new(214, "2.0.0", "See RFC 5321"),
        [SmtpReplyCause.StartData] = new(354, null, "End data with <CR><LF>.<CR><LF>"),
        [SmtpReplyCause.ReadyForTls] = new(220, "2.0.0", "Ready to start TLS"),
        [SmtpReplyCause.Bye] = new(221, "2.0.0", "Bye"),

        [SmtpReplyCause.UnknownCommand] = new(500, "5.5.2", "Command not recognized"),
        [SmtpReplyCause.NotImplemented] = new(502, "5.5.1", "Command not implemented"),
        [SmtpReplyCause.LineTooLong] = new(500, "5.5.2", "Line too long"),
        [SmtpReplyCause.BareLfInCommand] = new(500, "5.5.2", "Lines must end in CR LF"),
        [SmtpReplyCause.BadCharacter] = new(500, "5.5.2", "Character not allowed here"),
        [SmtpReplyCause.BadArgument] = new(501, "5.5.4", "Syntax error in argument"),
        [SmtpReplyCause.BadClientName] = new(501, "5.5.4", "A host name or address literal is needed"),
        [SmtpReplyCause.BadSender] = new(501, "5.1.7", "Bad sender address syntax"),
        [SmtpReplyCause.BadRecipient] = new(501, "5.1.3", "Bad recipient address syntax"),
        [SmtpReplyCause.PathTooLong] = new(501, "5.5.4", "Address too long"),
        [SmtpReplyCause.Utf8NotDeclared] = new(553, "5.6.7", "Non-ASCII address needs SMTPUTF8 in MAIL"),
        [SmtpReplyCause.UnknownParameter] = new(555, "5.5.4", "Parameter not recognized"),
        [SmtpReplyCause.BadParameter] = new(501, "5.5.4", "Bad or repeated parameter"),
        [SmtpReplyCause.SendHelloFirst] = new(503, "5.5.1", "Send EHLO or HELO first"),
        [SmtpReplyCause.SendMailFirst] = new(503, "5.5.1", "Send MAIL first"),
        [SmtpReplyCause.NoValidRecipients] = new(554, "5.5.1", "No valid recipients"),
        [SmtpReplyCause.BadSequence] = new(503, "5.5.1", "Bad sequence of commands"),

        [SmtpReplyCause.ClientRefused] = new(554, "5.7.1", "Client not allowed"),
        [SmtpReplyCause.XForwardRefused] = new(550, "5.7.0", "Not allowed to forward client attributes"),
        [SmtpReplyCause.UnknownRecipient] = new(550, "5.1.1", "No such mailbox"),
        [SmtpReplyCause.RelayDenied] = new(550, "5.7.1", "Relaying denied"),
        [SmtpReplyCause.RecipientNotVerified] = new(451, "4.4.1", "Recipient cannot be verified now, try later"),
        [SmtpReplyCause.TenantOverQuota] = new(452, "4.2.2", "Over quota, try later"),
        [SmtpReplyCause.TooManyRecipients] = new(452, "4.5.3", "Too many recipients"),
        [SmtpReplyCause.TlsUnavailable] = new(454, "4.7.0", "TLS not available now"),

        [SmtpReplyCause.MessageTooBig] = new(552, "5.3.4", "Message too big"),
        [SmtpReplyCause.BareLineEnding] = new(550, "5.6.0", "Bare CR or LF in message; lines must end in CR LF"),
        [SmtpReplyCause.NulInMessage] = new(550, "5.6.0", "NUL in message"),
        [SmtpReplyCause.OutOfSpace] = new(452, "4.3.1", "Insufficient storage, try later"),
        [SmtpReplyCause.ScannerDown] = new(451, "4.3.2", "Mail cannot be scanned now, try later"),
        [SmtpReplyCause.StorageFailed] = new(451, "4.3.0", "Storage failure, try later"),

        [SmtpReplyCause.ShuttingDown] = new(421, "4.3.2", "Shutting down, try later"),
        [SmtpReplyCause.CommandTimedOut] = new(421, "4.4.2", "Timed out waiting for a command"),
        [SmtpReplyCause.DataTimedOut] = new(421, "4.4.2", "Timed out waiting for message data"),
        [SmtpReplyCause.TooSlow] = new(421, "4.4.2", "Message data came too slowly"),
        [SmtpReplyCause.SessionTooLong] = new(421, "4.4.2", "Session lasted too long, connect again"),
        [SmtpReplyCause.TooManyErrors] = new(421, "4.7.0", "Too many errors"),
        [SmtpReplyCause.TooManyCommands] = new(421, "4.7.0", "Too many commands without a message"),
        [SmtpReplyCause.TooManyConnections] = new(421, "4.3.2", "Too many connections, try later"),
        [SmtpReplyCause.TooManyConnectionsOfClient] = new(421, "4.7.0", "Too many connections from your address"),
        [SmtpReplyCause.InternalError] = new(421, "4.3.0", "Internal error, try later"),
    }.ToFrozenDictionary();

    private static readonly ServerReply[] ByCause = [.. Enum.GetValues<SmtpReplyCause>().Select(cause => Replies[cause])];

    /// <summary>The reply for a cause.</summary>
    public static ServerReply For(SmtpReplyCause cause) => ByCause[(int)cause];

    /// <summary>The cause that stands for a line that was not understood.</summary>
    public static SmtpReplyCause CauseOf(SmtpCommandError error) => error switch
    {
        SmtpCommandError.NotImplemented => SmtpReplyCause.NotImplemented,
        SmtpCommandError.ForeignProtocol => SmtpReplyCause.TooManyErrors,
        SmtpCommandError.LineTooLong => SmtpReplyCause.LineTooLong,
        SmtpCommandError.BareLf => SmtpReplyCause.BareLfInCommand,
        SmtpCommandError.BadCharacter => SmtpReplyCause.BadCharacter,
        SmtpCommandError.BadArgument => SmtpReplyCause.BadArgument,
        SmtpCommandError.BadClientName => SmtpReplyCause.BadClientName,
        SmtpCommandError.BadSender => SmtpReplyCause.BadSender,
        SmtpCommandError.BadRecipient => SmtpReplyCause.BadRecipient,
        SmtpCommandError.PathTooLong => SmtpReplyCause.PathTooLong,
        SmtpCommandError.Utf8NotDeclared => SmtpReplyCause.Utf8NotDeclared,
        SmtpCommandError.UnknownParameter => SmtpReplyCause.UnknownParameter,
        SmtpCommandError.DuplicateParameter or SmtpCommandError.BadParameterValue => SmtpReplyCause.BadParameter,
        _ => SmtpReplyCause.UnknownCommand,
    };

    /// <summary>The greeting (no enhanced code: RFC 2034 4).</summary>
    public static ServerReply Greeting(string hostname) => new(220, null, $"{hostname} ESMTP");

    /// <summary>HELO's reply.</summary>
    public static ServerReply Hello(string hostname) => new(250, null, hostname);

    /// <summary>The message is kept under this name.</summary>
    public static ServerReply Kept(Mugai.Spooling.MessageId id) => new(250, "2.0.0", $"Ok: kept as {id}");

    /// <summary>EHLO's reply: the keywords in the order given (RFC 5321 4.1.1.1).</summary>
    public static ReadOnlyMemory<byte> Extensions(string hostname, IReadOnlyList<string> keywords)
    {
        var lines = new StringBuilder();
        lines.Append(keywords.Count == 0 ? "250 " : "250-").Append(hostname).Append("\r\n");
        for (var i = 0; i < keywords.Count; i++)
        {
            lines.Append(i == keywords.Count - 1 ? "250 " : "250-").Append(keywords[i]).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(lines.ToString());
    }
}
