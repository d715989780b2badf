using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>The tenant and the policy that a recipient belongs to.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="PolicyName">The policy's name.</param>
/// <param name="PolicyRevision">The revision in force now; it is fixed for the message (invariant 8).</param>
/// <param name="Retention">How long the policy keeps the original; null: as long as the installation says.</param>
public readonly record struct RecipientRoute(string Tenant, string PolicyName, string PolicyRevision, TimeSpan? Retention = null);

/// <summary>Says which policy judges for whom. A look-up in a frozen snapshot: no I/O.</summary>
public interface IRecipientGrouping
{
    /// <summary>The route of each recipient, in order. One call decides for the whole message, so that policies that change meanwhile never mix in it.</summary>
    IReadOnlyList<RecipientRoute> Resolve(Envelope envelope, long size);

    /// <summary>Whose load a mail to this recipient is, before there is a message.</summary>
    string TenantOf(string address);

    /// <summary>What the message is: mail, as a rule.</summary>
    MessageKind KindOf(Envelope envelope) => MessageKind.Mail;
}
