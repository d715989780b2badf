using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>A password of one's own instead of the temporary one.</summary>
public sealed class NewPasswordModel() : PendingPage(SignInStep.NewPassword)
{
    public async Task<IActionResult> OnGetAsync() => await CheckAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync(string? password, string? repeat, CancellationToken token)
    {
        if (await CheckAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (password != repeat)
        {
            Fail("repeat", [PasswordFault.Differs]);
            return Again();
        }

        var (pending, faults) = await Accounts.ReplacePasswordAsync(Pending, password ?? "", Client, token);
        if (pending is null)
        {
            return RedirectToPage("/SignIn/Index");
        }

        Fail("password", faults);
        return Errors.Count > 0 ? Again() : await GoOnAsync(pending);
    }
}
