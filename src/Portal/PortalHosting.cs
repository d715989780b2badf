using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal;

/// <summary>
/// Puts the portal's pages into a web host. Its owner registers what the pages ask: <see cref="IPeople"/>, <see cref="IAccounts"/> and the like. A link in a mail carries
/// no power: who may see what is decided by sign-in alone.
/// </summary>
public static class PortalHosting
{
    /// <summary>Origin: a person clicks a few times a second at most; a script that walks through everything is slowed down.</summary>
    private const int RequestsPerMinute = 600;

    private const string NotFoundPath = "/not-found";

    public static IServiceCollection AddMugaiPortal(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton(options);
        services.AddHttpContextAccessor();
        services.AddSingleton<Deputies>();
        services.AddScoped(provider => PortalText.For(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        PortalCookies.Add(services, options);
        services.AddAuthorization(PortalPolicies.Add);
        services.AddAntiforgery(antiforgery =>
        {
            PortalCookies.Shape(antiforgery.Cookie, options.IsSecure, "form");
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.SuppressXFrameOptionsHeader = true; // ours says more
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
                context.User.FindFirst(PersonClaims.Session)?.Value ?? ClientOf(context),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        // Japanese stays Japanese: as entities every sign is eight bytes. What matters to HTML is encoded all the same.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<CookieTempDataProviderOptions>(temporary => PortalCookies.Shape(temporary.Cookie, options.IsSecure, "done"));
        services.AddRazorPages().AddApplicationPart(typeof(PortalHosting).Assembly);
        return services;
    }

    /// <summary>Everything between the connection and a page, in its order.</summary>
    public static void UseMugaiPortal(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<PortalOptions>();
        if (options.TrustedProxies.Count > 0)
        {
            var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(proxy);
            }

            app.UseForwardedHeaders(forwarded);
        }

        app.Use((context, next) =>
        {
            // The proxy before us speaks TLS; what it forwards counts as that, whatever it says about it.
            context.Request.Scheme = options.IsSecure ? Uri.UriSchemeHttps : context.Request.Scheme;
            SetHeaders(context.Response.Headers, options.IsSecure);
            return next(context);
        });
        app.UseStatusCodePagesWithReExecute(NotFoundPath, "?code={0}");
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    public static void MapMugaiPortal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorPages();
        MapAsset("mugai.css", "text/css; charset=utf-8");
        MapAsset("mugai.svg", "image/svg+xml");

        void MapAsset(string name, string type) => endpoints.MapGet($"/{name}", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Stream(typeof(PortalHosting).Assembly.GetManifestResourceStream(name)!, type);
        }).AllowAnonymous();
    }

    /// <summary>Who is at the other end, for locks and the audit log.</summary>
    public static string ClientOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };

    /// <summary>No script, no foreign origin, no framing, nothing cached: the pages show mail that others wrote.</summary>
    private static void SetHeaders(IHeaderDictionary headers, bool isSecure)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers.CacheControl = "no-store";
        if (isSecure)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
