using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;

namespace Mugai.Portal.Pages;

/// <summary>Chooses the language: of the account for who is signed in, of the browser for who is not.</summary>
[AllowAnonymous]
public sealed class LanguageModel : PortalPage
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string? language, string? to, CancellationToken token)
    {
        if (!PortalText.Speaks(language))
        {
            return BadRequest();
        }

        if (User.FindFirst(PersonClaims.PersonId) is { } person)
        {
            await Accounts.SetLanguageAsync(person.Value, language, token);
        }

        var isSecure = ((PortalOptions)HttpContext.RequestServices.GetService(typeof(PortalOptions))!).IsSecure;
        Response.Cookies.Append(PortalText.Cookie, language!, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = isSecure, MaxAge = TimeSpan.FromDays(365), Path = "/", IsEssential = true,
        });
        return To(to);
    }
}
