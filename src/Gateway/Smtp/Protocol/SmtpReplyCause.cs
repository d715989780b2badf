namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>Everything the server may have to say. <see cref="SmtpReplies"/> maps each to code, enhanced code and text.</summary>
public enum SmtpReplyCause : byte
{
    // done
    Ok,
    SenderOk,
    RecipientOk,
    ChunkOk,
    CannotVerify,
    Help,
    StartData,
    ReadyForTls,
    Bye,

    // the command
    UnknownCommand,
    NotImplemented,
    LineTooLong,
    BareLfInCommand,
    BadCharacter,
    BadArgument,
    BadClientName,
    BadSender,
    BadRecipient,
    PathTooLong,
    Utf8NotDeclared,
    UnknownParameter,
    BadParameter,
    SendHelloFirst,
    SendMailFirst,
    NoValidRecipients,
    BadSequence,

    // who and to whom
    ClientRefused,
    XForwardRefused,
    UnknownRecipient,
    RelayDenied,
    RecipientNotVerified,
    TenantOverQuota,
    TooManyRecipients,
    TlsUnavailable,

    // the message
    MessageTooBig,
    BareLineEnding,
    NulInMessage,
    OutOfSpace,
    StorageFailed,
    ScannerDown,

    // the session ends
    ShuttingDown,
    CommandTimedOut,
    DataTimedOut,
    TooSlow,
    SessionTooLong,
    TooManyErrors,
    TooManyCommands,
    TooManyConnections,
    TooManyConnectionsOfClient,
    InternalError,
}
