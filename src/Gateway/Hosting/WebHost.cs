using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Api;
using Mugai.Gateway.Configuration;
using Mugai.Portal;

namespace Mugai.Gateway.Hosting;

/// <summary>Portal, health and the administrator's socket: two listeners that never mix.</summary>
internal static class WebHost
{
    public static async Task<WebApplication> StartAsync(
        GatewayConfig config, QueueActions queue, IAuditLog audit, Action scanNow, Func<GatewayHealth> health, ILoggerFactory log, CancellationToken token)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "mugai" });
        builder.Services.AddSingleton(log);
        builder.Services.AddMugaiPortal();
        var socket = Path.Combine(config.Storage.Path, ControlSocket.FileName);
        File.Delete(socket);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            Listen(kestrel, new Uri(config.Portal.Listen));
            kestrel.ListenUnixSocket(socket);
        });
        var app = builder.Build();
        ControlSocket.Map(app, queue, audit, scanNow);
        app.UseMugaiPortalHeaders();
        app.UseRouting();
        app.MapMugaiPortal();
        Health.Map(app, health);
        await app.StartAsync(token).ConfigureAwait(false);
        // The folder of the store is its owner's alone; the socket says it once more.
        File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, Uri url)
    {
        if (url.Host == "localhost")
        {
            kestrel.ListenLocalhost(url.Port);
        }
        else
        {
            kestrel.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port);
        }
    }
}
