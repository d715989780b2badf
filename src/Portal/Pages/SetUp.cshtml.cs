using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages;

/// <summary>The first administrator. Gone as soon as there is one.</summary>
[AllowAnonymous]
public sealed class SetUpModel : PortalPage
{
    public string Code { get; private set; } = "";
    public string SignInName { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Address { get; private set; } = "";

    public IActionResult OnGet() => Accounts.NeedsSetUp ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? code, string? signInName, string? name, string? address, string? password, string? repeat, CancellationToken token)
    {
        if (!Accounts.NeedsSetUp)
        {
            return NotFound();
        }

        (Code, SignInName, Name, Address) = ((code ?? "").Trim(), (signInName ?? "").Trim(), (name ?? "").Trim(), (address ?? "").Trim());
        FailField("signInName", PersonFields.CheckSignInName(SignInName));
        FailField("name", PersonFields.CheckName(Name));
        FailField("address", Address.Length == 0 ? null : PersonFields.CheckAddress(Address));
        if (password != repeat)
        {
            Fail("repeat", [PasswordFault.Differs]);
        }

        if (Errors.Count > 0)
        {
            return Again();
        }

        var result = await Accounts.SetUpAsync(Code, SignInName, Name, Address, password ?? "", Client, token);
        switch (result.Why)
        {
            case SetUpRefusal.WrongCode:
                Fail("code", "初期設定コードが違います。起動ログの最新のコードを確認してください。", "The set-up code is wrong. Look for the latest one in the start log.");
                break;
            case SetUpRefusal.SpentCode:
                Fail("code", "間違いが続いたため、初期設定コードは無効になりました。サーバーを再起動し、起動ログの新しいコードを入力してください。", "The set-up code was typed wrong too often and is spent. Restart the server and type the new one from its start log.");
                break;
        }

        FailField("address", result.Field is { } wrong ? (wrong.Ja, wrong.En) : null);
        Fail("password", result.Faults);
        return result.Pending is { } pending ? await SignInFlow.GoOnAsync(this, Accounts, pending, "/", Client, token) : Again();
    }

    private void FailField(string field, (string Ja, string En)? fault)
    {
        if (fault is { } words)
        {
            Fail(field, words.Ja, words.En);
        }
    }
}
