using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Mugai.Portal.People;

/// <summary>
/// Signing in by an OpenID Connect provider: the framework's handler with code flow, PKCE, state and nonce, and the userinfo endpoint. Tokens are checked by it alone and kept
/// nowhere; what comes out is a sign-in under way like that of a password, so that the second factor and everything behind it are the same.
/// </summary>
internal static class ProviderSignIn
{
    public const string Scheme = "mugai.provider";

    private const string CallbackPath = "/sign-in/returned";
    private const string Target = "to";
    private const string Email = "email";
    private const string EmailVerified = "email_verified";
    private const string Methods = "amr";

    /// <summary>Origin: a person who types a password and a code; what comes back later begins anew.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan BackchannelTimeout = TimeSpan.FromSeconds(10);

    public static void Add(AuthenticationBuilder authentication, ProviderOptions provider, bool isSecure) => authentication.AddOpenIdConnect(Scheme, options =>
    {
        options.SignInScheme = PortalCookies.Pending; // the handler wants one; OnTicketReceived ends before it is used
        options.Authority = provider.Issuer;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.CallbackPath = CallbackPath;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // By query: a form posted from another site would not bring our cookies, which are Lax.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.RemoteAuthenticationTimeout = options.ProtocolValidator.NonceLifetime = Patience;
        options.BackchannelTimeout = BackchannelTimeout;
        options.BackchannelHttpHandler = provider.Backchannel;
        options.TokenValidationParameters.ValidIssuer = provider.Issuer;
        options.Scope.Clear();
        foreach (var scope in provider.Scopes.Prepend("openid").Distinct(StringComparer.Ordinal))
        {
            options.Scope.Add(scope);
        }

        options.ClaimActions.Clear();
        foreach (var claim in new[] { provider.Claims.SignInName, provider.Claims.Name, provider.Claims.Department, provider.Claims.Groups, Email, EmailVerified }.Distinct(StringComparer.Ordinal))
        {
            options.ClaimActions.MapJsonKey(claim, claim);
        }

        Shape(options.CorrelationCookie, isSecure, "mugai.provider.");
        Shape(options.NonceCookie, isSecure, "mugai.provider.nonce.");
        options.Events = EventsFor(provider);
    }).Services.AddOptions<OpenIdConnectOptions>(Scheme).PostConfigure(options =>
    {
        // The framework asks the metadata for the issuer and believes it; the configuration says which issuer it has to be.
        var documents = new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata };
        options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.MetadataAddress!, new OpenIdConnectConfigurationRetriever(), documents, new IssuerIs(provider.Issuer));
    });

    /// <summary>Sends the browser to the provider; false when the provider does not answer.</summary>
    public static async Task<bool> BeginAsync(HttpContext context, IAccounts accounts, string? target, string client)
    {
        var properties = new AuthenticationProperties();
        properties.Items[Target] = target;
        try
        {
            await context.ChallengeAsync(Scheme, properties);
            return true;
        }
        catch (Exception failure) when (IsSilence(failure))
        {
            await accounts.FailByProviderAsync(ProviderRefusal.Unavailable, failure, client, context.RequestAborted);
            return false;
        }
    }

    private static OpenIdConnectEvents EventsFor(ProviderOptions provider) => new()
    {
        OnRedirectToIdentityProvider = context =>
        {
            // Where the link in a mail leads, not what a Host field says; the second listener has a name of its own.
            if (provider.PublicUrl is { } url && !PortalOptions.IsInternet(context.HttpContext))
            {
                context.ProtocolMessage.RedirectUri = url + CallbackPath;
            }

            context.ProtocolMessage.UiLocales = PortalText.For(context.HttpContext).Language;
            return Task.CompletedTask;
        },
        OnMessageReceived = context =>
        {
            // RFC 9207: an answer that names another issuer was meant for somebody else.
            if (context.ProtocolMessage.Iss is { } issuer && issuer != provider.Issuer)
            {
                context.Fail("The answer is another issuer's.");
            }

            return Task.CompletedTask;
        },
        OnTicketReceived = async context =>
        {
            var accounts = context.HttpContext.RequestServices.GetRequiredService<IAccounts>();
            var answer = await accounts.SignInByProviderAsync(
                IdentityOf(provider, context.Principal!), PortalHosting.ClientOf(context.HttpContext), context.HttpContext.RequestAborted);
            if (answer.Pending is { } pending)
            {
                await PortalCookies.KeepPendingAsync(context.HttpContext, pending, context.Properties?.Items.TryGetValue(Target, out var target) == true ? target : null);
                context.Response.Redirect("/sign-in/go-on");
            }
            else
            {
                Refuse(context.Response, answer.Why!.Value);
            }

            context.HandleResponse();
        },
        OnRemoteFailure = async context =>
        {
            var why = context.Failure is { } failure && IsSilence(failure) ? ProviderRefusal.Unavailable : ProviderRefusal.NotFinished;
            var accounts = context.HttpContext.RequestServices.GetRequiredService<IAccounts>();
            await accounts.FailByProviderAsync(why, context.Failure, PortalHosting.ClientOf(context.HttpContext), context.HttpContext.RequestAborted);
            Refuse(context.Response, why);
            context.HandleResponse();
        },
    };

    private static void Refuse(HttpResponse response, ProviderRefusal why) => response.Redirect(QueryHelpers.AddQueryString("/sign-in", "why", why.ToString()));

    private static ProviderIdentity IdentityOf(ProviderOptions provider, ClaimsPrincipal principal)
    {
        List<string> All(string claim) => [.. principal.FindAll(claim).Select(found => found.Value).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];
        string First(string claim) => All(claim).FirstOrDefault() ?? "";
        var addresses = All(Email);
        // Whose mail somebody sees hangs on it: one address, which the provider says it has verified, wherever it says so.
        var isVerified = All(EmailVerified) is { Count: > 0 } words && words.TrueForAll(word => string.Equals(word, "true", StringComparison.OrdinalIgnoreCase));
        return new(
            provider.Issuer, First("sub"), First(provider.Claims.SignInName), First(provider.Claims.Name), First(provider.Claims.Department), All(provider.Claims.Groups),
            isVerified && addresses.Count == 1 ? addresses[0] : null, All(Methods));
    }

    /// <summary>Nobody answered, or not with what a provider says of itself: an <see cref="InvalidOperationException"/> is how the framework tells of metadata it could not get.</summary>
    private static bool IsSilence(Exception failure) => failure is HttpRequestException or TaskCanceledException or IOException or InvalidOperationException
        || (failure.InnerException is { } inner && IsSilence(inner));

    private static void Shape(CookieBuilder cookie, bool isSecure, string name)
    {
        cookie.Name = name;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }

    private sealed class IssuerIs(string issuer) : IConfigurationValidator<OpenIdConnectConfiguration>
    {
        public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) => configuration.Issuer == issuer
            ? new() { Succeeded = true }
            : new() { Succeeded = false, ErrorMessage = $"The metadata is of the issuer '{new UntrustedText(configuration.Issuer ?? "").ForLog()}', not of '{issuer}' (people.oidc.issuer)." };
    }
}
