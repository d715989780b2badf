using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Api;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Telemetry.Parts;
using OpenTelemetry.Metrics;

namespace Mugai.Gateway.Telemetry;

/// <summary>The listener of those who watch: <c>/metrics</c> and <c>/health</c>, for listed clients, apart from the portal and its zones.</summary>
internal static class MonitoringHost
{
    public static async Task<WebApplication> StartAsync(MonitoringConfig config, MeterProvider metrics, Func<GatewayHealth> health, HealthBoard board, ILoggerFactory log, CancellationToken token)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "mugai-monitoring" });
        builder.Services.AddSingleton(log);
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            WebHost.Listen(kestrel, new Uri(config.Listen!));
        });
        var app = builder.Build();
        app.Use((context, next) => IsAllowed(context.Connection.RemoteIpAddress, config.AllowClients) ? next(context) : Refuse(context));
        app.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        Health.Map(app, health, () => HealthActions.Parts(board.Current));
        await app.StartAsync(token).ConfigureAwait(false);
        return app;
    }

    private static bool IsAllowed(IPAddress? client, IReadOnlyList<IPNetwork> clients)
    {
        var address = client is { IsIPv4MappedToIPv6: true } ? client.MapToIPv4() : client;
        return address is not null && clients.Any(network => network.Contains(address));
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
