namespace Mugai.Spooling;

/// <summary>
/// Parts of a mail that went out without them, because they wait for a password (DESIGN 4.1: a Held part never holds the mail). One for each
/// recipient; it ends when the parts follow in a second mail, or with its time.
/// </summary>
/// <param name="Recipient">Index into <see cref="Envelope.Recipients"/>.</param>
/// <param name="Sender">The address whose later mail may bring the password. Stored as a keyed digest only.</param>
/// <param name="Until">When waiting ends; the original stays in quarantine.</param>
public sealed record PartHold(int Recipient, string Sender, DateTimeOffset Until);

/// <summary>A hold as it is found again.</summary>
/// <param name="Message">The mail whose parts wait.</param>
/// <param name="Recipient">Index of the recipient who waits.</param>
public readonly record struct WaitingParts(MessageId Message, int Recipient);
