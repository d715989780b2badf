using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>The second factor.</summary>
public sealed class CodeModel() : PendingPage(SignInStep.Code)
{
    public async Task<IActionResult> OnGetAsync() => await CheckAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken token)
    {
        if (await CheckAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (await Accounts.CheckCodeAsync(Pending, code ?? "", Client, token) is { } pending)
        {
            return await GoOnAsync(pending);
        }

        Fail("code", "コードが違うか、すでに使われています。新しい数字が表示されてから入力してください。", "The code is wrong or was used before. Wait for the next one and type that.");
        return Again();
    }
}
