using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Mugai.People;

namespace Mugai.Portal.People;

/// <summary>
/// Two cookies, both encrypted and signed. The session's holds the session's id and nothing else: who the person is, what they may do and whether the session is still
/// good is asked at every request. The other is a sign-in that is not finished; it opens no page.
/// </summary>
internal static class PortalCookies
{
    /// <summary>A sign-in that is not finished.</summary>
    public const string Pending = "mugai.pending";

    private static readonly TimeSpan PendingTime = TimeSpan.FromMinutes(10);
    private const string Stamp = "mugai.stamp";
    private const string CodeGiven = "mugai.code";
    private const string Target = "to";

    public static void Add(IServiceCollection services, PortalOptions portal)
    {
        var isSecure = portal.IsSecure;
        var authentication = services.AddAuthentication(PersonClaims.Scheme)
            .AddCookie(PersonClaims.Scheme, options =>
            {
                Shape(options.Cookie, isSecure, "session");
                options.ExpireTimeSpan = TimeSpan.FromDays(1);
                options.SlidingExpiration = false;
                options.Events.OnValidatePrincipal = ValidateAsync;
                options.Events.OnRedirectToLogin = static context =>
                {
                    var request = context.Request;
                    context.Response.Redirect(QueryHelpers.AddQueryString("/sign-in", Target, HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/"));
                    return Task.CompletedTask;
                };
                options.Events.OnRedirectToAccessDenied = static context =>
                {
                    // What is not for somebody does not exist for them.
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                };
            })
            .AddCookie(Pending, options =>
            {
                Shape(options.Cookie, isSecure, "sign-in");
                options.ExpireTimeSpan = PendingTime;
                options.SlidingExpiration = false;
            });
        if (portal.Provider is { } provider)
        {
            ProviderSignIn.Add(authentication, provider, isSecure);
        }
    }

    /// <summary>Lax, not Strict: a link in a mail must find its reader signed in. A prefix that browsers hold us to where there is https.</summary>
    public static void Shape(CookieBuilder cookie, bool isSecure, string name)
    {
        cookie.Name = (isSecure ? "__Host-mugai." : "mugai.") + name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }

    public static ClaimsPrincipal PrincipalOf(Person person, string session)
    {
        // The name identifier binds form tokens to the session (antiforgery reads it).
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, session), new(PersonClaims.Session, session), new(PersonClaims.PersonId, person.Id), new(PersonClaims.Name, person.Name) };
        claims.Add(new(PersonClaims.Tenant, person.Tenant));
        claims.Add(new(PersonClaims.Department, person.Department));
        claims.AddRange(person.Roles.Select(role => new Claim(PersonClaims.Role, RoleNames.Of(role))));
        claims.AddRange(person.Addresses.Select(address => new Claim(PersonClaims.Address, address)));
        if (person.Language is { } language)
        {
            claims.Add(new(PersonClaims.Language, language));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, PersonClaims.Scheme, PersonClaims.Name, PersonClaims.Role));
    }

    public static Task SignInAsync(HttpContext context, string session) => context.SignInAsync(
        PersonClaims.Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(PersonClaims.Session, session)], PersonClaims.Scheme)));

    public static Task KeepPendingAsync(HttpContext context, PendingSignIn pending, string? target)
    {
        var identity = new ClaimsIdentity(
        [
            new(PersonClaims.PersonId, pending.Person),
            new(Stamp, pending.Stamp.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new(CodeGiven, pending.CodeGiven ? "1" : "0"),
        ], Pending);
        var properties = new AuthenticationProperties();
        properties.Items[Target] = target;
        return context.SignInAsync(Pending, new ClaimsPrincipal(identity), properties);
    }

    public static async Task<(PendingSignIn Pending, string? Target)?> ReadPendingAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(Pending);
        if (ticket is not { Succeeded: true, Principal: { } principal })
        {
            return null;
        }

        var pending = new PendingSignIn(
            principal.FindFirst(PersonClaims.PersonId)!.Value, int.Parse(principal.FindFirst(Stamp)!.Value, System.Globalization.CultureInfo.InvariantCulture),
            principal.FindFirst(CodeGiven)!.Value == "1");
        return (pending, ticket.Properties?.Items.TryGetValue(Target, out var target) == true ? target : null);
    }

    private static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<IAccounts>();
        if (context.Principal?.FindFirst(PersonClaims.Session)?.Value is { } session && accounts.UseSession(session) is { } person)
        {
            context.ReplacePrincipal(PrincipalOf(person, session));
        }
        else
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }
}
