namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>The commands a client may send. The order is the order of the rows of <see cref="SmtpStateTable"/>.</summary>
public enum SmtpVerb : byte
{
    /// <summary>Not a command we know.</summary>
    Unknown,
    Helo,
    Ehlo,
    StartTls,
    XForward,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Rset,
    Noop,
    Vrfy,
    Help,
    Quit,
}
