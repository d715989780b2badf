using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>Back from the provider: to what the sign-in still needs, or into the session.</summary>
[AllowAnonymous]
public sealed class GoOnModel : PortalPage
{
    public async Task<IActionResult> OnGetAsync() => await PortalCookies.ReadPendingAsync(HttpContext) is { } read
        ? await SignInFlow.GoOnAsync(this, Accounts, read.Pending, read.Target, Client, HttpContext.RequestAborted)
        : RedirectToPage("/SignIn/Index");
}
