namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>The tenant and the policy that a recipient belongs to.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="PolicyName">The policy's name.</param>
/// <param name="PolicyRevision">The revision in force now; it is fixed for the message (invariant 8).</param>
public readonly record struct RecipientRoute(string Tenant, string PolicyName, string PolicyRevision);

/// <summary>Says which policy judges for whom. A look-up in a frozen snapshot: no I/O.</summary>
public interface IRecipientGrouping
{
    RecipientRoute Resolve(string recipient);
}
