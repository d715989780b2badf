using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Account;

/// <summary>
/// Sets up or changes the second factor. The password is asked for again: who finds an unlocked screen must not be able to put their own phone in place of the person's.
/// </summary>
public sealed class SecondFactorModel : PortalPage
{
    public bool Enrolled { get; private set; }

    public Enrolment? Offer { get; private set; }

    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    /// <summary>Who has no password to ask for sets it up while signing in, and asks an administrator to change it.</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!Accounts.ChecksPassword(PersonId))
        {
            context.Result = NotFound();
        }
    }

    public void OnGet() => Enrolled = Accounts.SecondFactorOf(PersonId).Enrolled;

    public async Task<IActionResult> OnPostBeginAsync(string? current, CancellationToken token)
    {
        OnGet();
        if (await ConfirmAsync(current, token))
        {
            Offer = Accounts.BeginEnrolment(PersonId);
        }

        return Again();
    }

    public async Task<IActionResult> OnPostCodesAsync(string? current, CancellationToken token)
    {
        OnGet();
        if (await ConfirmAsync(current, token))
        {
            RecoveryCodes = await Accounts.RenewRecoveryCodesAsync(PersonId, Client, token);
        }

        return Again();
    }

    /// <summary>The code of an app that was offered after the password had been typed.</summary>
    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken token)
    {
        OnGet();
        RecoveryCodes = await Accounts.ConfirmEnrolmentAsync(PersonId, code ?? "", Client, token);
        if (RecoveryCodes is null)
        {
            if (!Accounts.HasOffer(PersonId))
            {
                return RedirectToPage("/Account/SecondFactor");
            }

            Offer = Accounts.BeginEnrolment(PersonId);
            Fail("code", "コードが違います。登録できているか、スマートフォンの時刻が合っているか確認してください。", "The code is wrong. Check that the app took the key and that the phone's clock is right.");
        }

        return Again();
    }

    private async Task<bool> ConfirmAsync(string? current, CancellationToken token)
    {
        if (await Accounts.ConfirmPasswordAsync(PersonId, current ?? "", Client, token))
        {
            return true;
        }

        var (ja, en) = PasswordWords.Of(PasswordFault.WrongCurrent, 0);
        Fail(null, ja, en);
        return false;
    }
}
