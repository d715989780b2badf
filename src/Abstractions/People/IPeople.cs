namespace Mugai.People;

/// <summary>Who is known, for everything that has to ask whose mail it is and who decides.</summary>
public interface IPeople
{
    /// <summary>A person by id, also one who may not sign in any more; null when unknown.</summary>
    ValueTask<Person?> FindAsync(string id, CancellationToken token);

    /// <summary>Everybody active to whom <paramref name="address"/> belongs; compared without regard to case.</summary>
    ValueTask<IReadOnlyList<Person>> FindByAddressAsync(string address, CancellationToken token);

    /// <summary>
    /// Who decides for a department on <paramref name="day"/>: its approvers and those they delegated to. When a department has nobody, those who decide for the whole tenant.
    /// </summary>
    ValueTask<IReadOnlyList<Decider>> FindApproversAsync(string tenant, string department, DateOnly day, CancellationToken token);

    /// <summary>Everybody of a tenant, active or not, by sign-in name; null: of all tenants.</summary>
    ValueTask<IReadOnlyList<Person>> ListAsync(string? tenant, CancellationToken token);

    /// <summary>The delegations from or to a person that hold now or later.</summary>
    ValueTask<IReadOnlyList<Delegation>> FindDelegationsAsync(string person, DateOnly day, CancellationToken token);

    /// <summary>Hands an approver's decisions to another person for a time; the entry in the audit log names <paramref name="actor"/>. What was handed over is handed on by nobody.</summary>
    ValueTask<DelegationOutcome> DelegateAsync(Delegation delegation, string actor, CancellationToken token);

    /// <summary>Ends a delegation before its time. False when there is none.</summary>
    ValueTask<bool> EndDelegationAsync(Delegation delegation, string actor, CancellationToken token);
}
