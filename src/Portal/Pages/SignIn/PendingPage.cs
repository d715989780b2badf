using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>A page of a sign-in under way: only for who typed the right password a moment ago and has this step before them.</summary>
[AllowAnonymous]
public abstract class PendingPage(SignInStep step) : PortalPage
{
    protected PendingSignIn Pending { get; private set; } = null!;

    protected string? Target { get; private set; }

    /// <summary>Null when the page may go on; else where to go instead.</summary>
    protected async Task<IActionResult?> CheckAsync()
    {
        if (await PortalCookies.ReadPendingAsync(HttpContext) is not { } read || Accounts.NextStep(read.Pending) is not { } next)
        {
            return RedirectToPage("/SignIn/Index");
        }

        Pending = read.Pending;
        Target = read.Target;
        return next == step ? null : await GoOnAsync(read.Pending);
    }

    protected Task<IActionResult> GoOnAsync(PendingSignIn pending) => SignInFlow.GoOnAsync(this, Accounts, pending, Target, Client, HttpContext.RequestAborted);
}
