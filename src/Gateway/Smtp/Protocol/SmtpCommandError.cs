namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>Why a command line was not understood. <see cref="SmtpReplies"/> maps each to its reply.</summary>
public enum SmtpCommandError : byte
{
    None,

    /// <summary>No command has this name.</summary>
    UnknownCommand,

    /// <summary>A command of a standard that is not offered (EXPN, ETRN, AUTH, …).</summary>
    NotImplemented,

    /// <summary>A request line of HTTP: a browser was made to speak to us (cross-protocol attack). The session ends.</summary>
    ForeignProtocol,

    /// <summary>Longer than <see cref="SmtpCommandParser.MaxLineBytes"/>.</summary>
    LineTooLong,

    /// <summary>The line ended in a bare LF.</summary>
    BareLf,

    /// <summary>A control character, NUL or bare CR inside the line, or an 8-bit octet where none may stand.</summary>
    BadCharacter,

    /// <summary>The argument is missing or not what the command takes.</summary>
    BadArgument,

    /// <summary>EHLO or HELO without a usable name.</summary>
    BadClientName,

    /// <summary>The reverse-path is not RFC 5321 syntax.</summary>
    BadSender,

    /// <summary>The forward-path is not RFC 5321 syntax.</summary>
    BadRecipient,

    /// <summary>A path longer than <see cref="SmtpPathParser.MaxPathBytes"/>.</summary>
    PathTooLong,

    /// <summary>A non-ASCII address in a transaction that was not declared SMTPUTF8 (RFC 6531 3.3).</summary>
    Utf8NotDeclared,

    /// <summary>A parameter that no keyword of ours announced.</summary>
    UnknownParameter,

    /// <summary>The same parameter twice.</summary>
    DuplicateParameter,

    /// <summary>A known parameter with a value it cannot have.</summary>
    BadParameterValue,
}
