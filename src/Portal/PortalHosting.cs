using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Mugai.Portal;

/// <summary>
/// Puts the portal's pages into a web host. Sign-in, requests and approvals come with the quarantine; until then the pages say
/// what Mugai is and where to ask, and give nothing away: a link in a mail carries no power.
/// </summary>
public static class PortalHosting
{
    public static IServiceCollection AddMugaiPortal(this IServiceCollection services)
    {
        services.AddRazorPages().AddApplicationPart(typeof(PortalHosting).Assembly);
        return services;
    }

    public static void MapMugaiPortal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorPages();
        endpoints.MapGet("/mugai.css", () => Results.Stream(typeof(PortalHosting).Assembly.GetManifestResourceStream("mugai.css")!, "text/css; charset=utf-8"));
    }

    /// <summary>No script, no foreign origin, no framing, nothing cached: the pages will show mail that others wrote.</summary>
    public static void UseMugaiPortalHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    });
}
