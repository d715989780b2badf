using Mugai.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// Keeps a mail of our own together with the mark that it was made: one transaction, so that a notice that is to be sent once is sent once, whatever ends the program in between.
/// </summary>
internal interface IMarkedMail
{
    /// <summary>The mail is due at once. Throws <see cref="SpoolUnavailableException"/> when nothing was kept, neither mail nor mark.</summary>
    ValueTask<SpooledMessage> CommitAsync(
        IOriginalWriter original, Envelope envelope, RecipientGroup group, IReadOnlyList<SealedRow> marks, IReadOnlyList<AuditNote> notes, CancellationToken token);
}
