using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages;

/// <summary>Something a person has to correct, and the id of the field it belongs to.</summary>
public sealed record PageError(string? Field, string Message);

/// <summary>What pages share: wording, the person, the client, and errors that are shown together above the form.</summary>
public abstract class PortalPage : PageModel
{
    private PortalText? _text;

    public PortalText Text => _text ??= HttpContext.RequestServices.GetRequiredService<PortalText>();

    public IReadOnlyList<PageError> Errors { get; private set; } = [];

    protected IAccounts Accounts => HttpContext.RequestServices.GetRequiredService<IAccounts>();

    protected string Client => PortalHosting.ClientOf(HttpContext);

    /// <summary>The id of who is signed in; pages that use it need a session.</summary>
    protected string PersonId => User.FindFirst(PersonClaims.PersonId)!.Value;

    protected string Tenant => User.FindFirst(PersonClaims.Tenant)!.Value;

    /// <summary>An administrator of the installation, not of one of its tenants: their accounts are in the tenant that is there without any being set up.</summary>
    public bool IsGatewayAdministrator => User.IsInRole(RoleNames.Of(Role.Administrator)) && Tenant == Person.DefaultTenant;

    protected string Actor => $"person:{PersonId}";

    /// <summary>For <c>aria-describedby</c> and the look of a field.</summary>
    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;

    protected void Fail(string? field, string ja, string en) => Fail(field, Text.Say(ja, en));

    protected void Fail(string? field, string said) => Errors = [.. Errors, new(field, said)];

    /// <summary>Shows the page again with what is wrong.</summary>
    protected PageResult Again()
    {
        if (Errors.Count > 0)
        {
            Response.StatusCode = StatusCodes422;
        }

        return Page();
    }

    protected RedirectToPageResult Done(string page, string ja, string en, object? values = null)
    {
        TempData["Done"] = Text.Say(ja, en);
        return RedirectToPage(page, values);
    }

    protected IActionResult To(string? target) => LocalRedirect(Url.IsLocalUrl(target) ? target : "/");

    /// <summary>Every fault of a chosen password, in words.</summary>
    protected void Fail(string field, IEnumerable<PasswordFault> faults)
    {
        foreach (var fault in faults)
        {
            var (ja, en) = PasswordWords.Of(fault, Accounts.PasswordMinLength);
            Fail(fault == PasswordFault.WrongCurrent ? "current" : field, ja, en);
        }
    }

    private const int StatusCodes422 = 422;
}
