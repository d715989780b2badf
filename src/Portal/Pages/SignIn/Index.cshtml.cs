using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.SignIn;

/// <summary>Name and password. Wrong, unknown, disabled and locked look alike.</summary>
[AllowAnonymous]
public sealed class IndexModel(PortalOptions options) : PortalPage
{
    /// <summary>The provider that people may sign in by; null: none.</summary>
    public ProviderOptions? Provider => options.Provider;

    /// <summary>What the provider is called.</summary>
    public string ProviderName => Provider is { Name.Length: > 0 } named ? named.Name : Text.Say("庁内の認証基盤", "your organization's sign-in");

    public string Name { get; private set; } = "";

    public new string? To { get; private set; }

    public IActionResult OnGet(string? to, string? why)
    {
        To = to;
        if (Enum.TryParse<ProviderRefusal>(why, out var refusal) && Enum.IsDefined(refusal))
        {
            var (ja, en) = ProviderWords.Of(refusal);
            Fail(null, ja, en);
        }

        return Accounts.NeedsSetUp ? RedirectToPage("/SetUp") : User.Identity?.IsAuthenticated == true ? base.To(to) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? name, string? password, string? to, CancellationToken token)
    {
        Name = (name ?? "").Trim();
        To = to;
        PendingSignIn? pending;
        try
        {
            pending = await Accounts.CheckPasswordAsync(Name, password ?? "", Client, token);
        }
        catch (DirectoryUnavailableException)
        {
            Fail("name", "ただいま認証サーバー（ディレクトリー）に接続できません。しばらくしてからもう一度お試しください。", "The directory that checks passwords does not answer. Please try again later.");
            return Again();
        }

        if (pending is null)
        {
            Fail("name", "サインイン名またはパスワードが違うか、現在このアカウントではサインインできません。", "The sign-in name or the password is wrong, or this account cannot sign in now.");
            return Again();
        }

        return await SignInFlow.GoOnAsync(this, Accounts, pending, to, Client, token);
    }
}
