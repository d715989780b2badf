namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>What a command may do in a state: go on to <see cref="Next"/> when it succeeds, or be refused with <see cref="Refusal"/>.</summary>
public readonly record struct SmtpTransition(bool Allowed, SmtpState Next, SmtpReplyCause Refusal);

/// <summary>
/// The whole order of commands (RFC 5321 4.1.4, RFC 3030 4.2, RFC 3207 4). A command that fails leaves the state as it is; DATA and the
/// last BDAT end in Greeted whatever became of the message.
/// </summary>
public static class SmtpStateTable
{
    private static readonly SmtpTransition Hello = Refused(SmtpReplyCause.SendHelloFirst);
    private static readonly SmtpTransition NoMail = Refused(SmtpReplyCause.SendMailFirst);
    private static readonly SmtpTransition NoRcpt = Refused(SmtpReplyCause.NoValidRecipients);
    private static readonly SmtpTransition Order = Refused(SmtpReplyCause.BadSequence);
    private static readonly SmtpTransition Connected = To(SmtpState.Connected);
    private static readonly SmtpTransition Greeted = To(SmtpState.Greeted);
    private static readonly SmtpTransition Mail = To(SmtpState.Mail);
    private static readonly SmtpTransition Recipients = To(SmtpState.Recipients);
    private static readonly SmtpTransition Chunks = To(SmtpState.Chunks);

    private static readonly SmtpTransition[][] Rows =
    [
        //                 Connected  Greeted    Mail        Recipients  Chunks
        /* Unknown  */    [Order,     Order,     Order,      Order,      Order],
        /* Helo     */    [Greeted,   Greeted,   Greeted,    Greeted,    Greeted],
        /* Ehlo     */    [Greeted,   Greeted,   Greeted,    Greeted,    Greeted],
        /* StartTls */    [Hello,     Connected, Order,      Order,      Order],
        /* XForward */    [Hello,     Greeted,   Order,      Order,      Order],
        /* Mail     */    [Hello,     Mail,      Order,      Order,      Order],
        /* Rcpt     */    [Hello,     NoMail,    Recipients, Recipients, Order],
        /* Data     */    [Hello,     NoMail,    NoRcpt,     Greeted,    Order],
        /* Bdat     */    [Hello,     NoMail,    NoRcpt,     Chunks,     Chunks],
        /* Rset     */    [Connected, Greeted,   Greeted,    Greeted,    Greeted],
        /* Noop     */    [Connected, Greeted,   Mail,       Recipients, Chunks],
        /* Vrfy     */    [Connected, Greeted,   Mail,       Recipients, Chunks],
        /* Help     */    [Connected, Greeted,   Mail,       Recipients, Chunks],
        /* Quit     */    [Connected, Greeted,   Mail,       Recipients, Chunks],
    ];

    /// <summary>The cell for <paramref name="verb"/> in <paramref name="state"/>.</summary>
    public static SmtpTransition Find(SmtpState state, SmtpVerb verb) => Rows[(int)verb][(int)state];

    private static SmtpTransition To(SmtpState next) => new(true, next, SmtpReplyCause.Ok);

    private static SmtpTransition Refused(SmtpReplyCause cause) => new(false, default, cause);
}
