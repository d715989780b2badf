using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mugai.People;

namespace Mugai.Portal.People;

/// <summary>Leads from a right password to a session, over whatever stands between.</summary>
internal static class SignInFlow
{
    /// <summary>Sends the browser to what comes next.</summary>
    public static async Task<IActionResult> GoOnAsync(PageModel page, IAccounts accounts, PendingSignIn pending, string? target, string client, CancellationToken token)
    {
        var context = page.HttpContext;
        switch (accounts.NextStep(pending))
        {
            case SignInStep.Code:
                await PortalCookies.KeepPendingAsync(context, pending, target);
                return page.RedirectToPage("/SignIn/Code");
            case SignInStep.NewPassword:
                await PortalCookies.KeepPendingAsync(context, pending, target);
                return page.RedirectToPage("/SignIn/NewPassword");
            case SignInStep.Enrol:
                await PortalCookies.KeepPendingAsync(context, pending, target);
                return page.RedirectToPage("/SignIn/Enrol");
            case SignInStep.Done when await accounts.BeginSessionAsync(pending, client, token) is { } session:
                // The session that was there before ends: it is not taken over, and its cookie opens nothing any more.
                if (page.User.FindFirst(PersonClaims.Session)?.Value is { } before)
                {
                    await accounts.EndSessionAsync(before, client, token);
                }

                await context.SignOutAsync(PortalCookies.Pending);
                await PortalCookies.SignInAsync(context, session);
                return page.LocalRedirect(page.Url.IsLocalUrl(target) ? target : "/");
            default:
                await context.SignOutAsync(PortalCookies.Pending);
                return page.RedirectToPage("/SignIn/Index");
        }
    }
}
