using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>Enrolling the second factor that a role needs, before the first session.</summary>
public sealed class EnrolModel() : PendingPage(SignInStep.Enrol)
{
    public Enrolment Offer { get; private set; } = null!;

    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await CheckAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        Offer = Accounts.BeginEnrolment(Pending.Person);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken token)
    {
        if (await CheckAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        RecoveryCodes = await Accounts.ConfirmEnrolmentAsync(Pending.Person, code ?? "", Client, token);
        if (RecoveryCodes is null)
        {
            Offer = Accounts.BeginEnrolment(Pending.Person);
            Fail("code", "コードが違います。登録できているか、スマートフォンの時刻が合っているか確認してください。", "The code is wrong. Check that the app took the key and that the phone's clock is right.");
            return Again();
        }

        // The code that was typed is the second factor of this sign-in.
        await PortalCookies.KeepPendingAsync(HttpContext, Pending with { CodeGiven = true }, Target);
        return Page();
    }

    public async Task<IActionResult> OnPostContinueAsync() =>
        await PortalCookies.ReadPendingAsync(HttpContext) is { } read
            ? await SignInFlow.GoOnAsync(this, Accounts, read.Pending, read.Target, Client, HttpContext.RequestAborted)
            : RedirectToPage("/SignIn/Index");
}
