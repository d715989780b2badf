using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>Ends the session, on the server and in the browser.</summary>
[AllowAnonymous]
public sealed class OutModel : PortalPage
{
    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? Redirect("/") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken token)
    {
        if (User.FindFirst(PersonClaims.Session)?.Value is { } session)
        {
            await Accounts.EndSessionAsync(session, Client, token);
        }

        await HttpContext.SignOutAsync(PersonClaims.Scheme);
        return RedirectToPage("/SignIn/Out");
    }
}
