using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>
/// To the provider. A link and no form: browsers hold the redirect behind a form to where forms may lead. Following it changes nothing here; the state is bound to the browser.
/// </summary>
[AllowAnonymous]
public sealed class ProviderModel(PortalOptions options) : PortalPage
{
    public async Task<IActionResult> OnGetAsync(string? to) =>
        options.Provider is null ? NotFound()
        : User.Identity?.IsAuthenticated == true ? To(to)
        : await ProviderSignIn.BeginAsync(HttpContext, Accounts, to, Client) ? new EmptyResult()
        : RedirectToPage("/SignIn/Index", new { why = ProviderRefusal.Unavailable, to });
}
