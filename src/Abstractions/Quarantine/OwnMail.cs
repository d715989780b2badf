using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>Whose mail somebody may see: what came to these addresses within this tenant. An address of another tenant opens nothing, whoever put it into an account.</summary>
/// <param name="Tenant">The person's tenant.</param>
/// <param name="Addresses">The person's addresses; case does not count.</param>
public sealed record OwnMail(string Tenant, IReadOnlyList<string> Addresses)
{
    /// <summary>True when that recipient of <paramref name="message"/> is one of the addresses.</summary>
    public bool Holds(SpooledMessage message, int recipient) =>
        message.Groups[message.Recipients[recipient].Group].Tenant == Tenant && Addresses.Contains(message.Envelope.Recipients[recipient].Address, StringComparer.OrdinalIgnoreCase);

    /// <summary>The recipients of <paramref name="message"/> that are the person's.</summary>
    public IEnumerable<SpooledRecipient> Of(SpooledMessage message) => message.Recipients.Where(recipient => Holds(message, recipient.Index));
}
