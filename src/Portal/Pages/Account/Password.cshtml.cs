using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Account;

/// <summary>Changes one's own password.</summary>
public sealed class PasswordModel : PortalPage
{
    public IActionResult OnGet() => Accounts.OwnsPassword(PersonId) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? current, string? password, string? repeat, CancellationToken token)
    {
        if (password != repeat)
        {
            Fail("repeat", [PasswordFault.Differs]);
            return Again();
        }

        var session = User.FindFirst(PersonClaims.Session)!.Value;
        Fail("password", await Accounts.ChangePasswordAsync(PersonId, current ?? "", password ?? "", session, Client, token));
        return Errors.Count > 0 ? Again() : Done("/Account/Index", "パスワードを変更しました。", "The password was changed.");
    }
}
