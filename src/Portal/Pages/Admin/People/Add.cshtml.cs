using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Admin.People;

/// <summary>Adds one person.</summary>
[Authorize(PortalPolicies.Administrator)]
public sealed class AddModel(IAccountAdministration administration) : DraftPage(administration)
{
    public Person? Made { get; private set; }

    public string? Password { get; private set; }

    public async Task<IActionResult> OnPostAsync(DraftForm form, CancellationToken token)
    {
        if (Take(form))
        {
            var result = await Administration.AddAsync(Draft, Actor, Reason, token);
            Fail(result.Faults);
            (Made, Password) = (result.Person, result.TemporaryPassword);
        }

        return Again();
    }
}
