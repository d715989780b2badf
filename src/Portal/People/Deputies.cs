using System.Security.Claims;
using Mugai.People;

namespace Mugai.Portal.People;

/// <summary>Whether somebody stands in for an approver today.</summary>
public sealed class Deputies(IPeople people, TimeProvider clock)
{
    public async ValueTask<bool> IsDeputyAsync(ClaimsPrincipal user)
    {
        if (user.FindFirst(PersonClaims.PersonId)?.Value is not { } person)
        {
            return false;
        }

        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        return (await people.FindDelegationsAsync(person, today, CancellationToken.None)).Any(delegation => delegation.To == person && delegation.Holds(today));
    }
}
