using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Api;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Smtp.Receiving;
using Mugai.Portal;

namespace Mugai.Gateway.Hosting;

/// <summary>Portal, health and the administrator's socket: two listeners that never mix.</summary>
internal static class WebHost
{
    public static async Task<WebApplication> StartAsync(
        GatewayConfig config, QueueActions queue, ControlCalls calls, Func<GatewayHealth> health, Action<IServiceCollection> addPortal, ILoggerFactory log,
        CancellationToken token)
    {
        // Empty: the other builders read appsettings.json and the environment beside our own configuration, and watch every file below the
        // working folder, where the store may be: two more system calls for each of its writes.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "mugai" });
        builder.Services.AddSingleton(log);
        builder.Services.AddRouting();
        builder.Services.AddMugaiPortal(new PortalOptions
        {
            IsSecure = config.Portal.IsSecure, TrustedProxies = config.Portal.TrustedProxies, Provider = Provider.OptionsFor(config),
        });
        addPortal(builder.Services);
        var socket = Path.Combine(config.Storage.Path, ControlSocket.FileName);
        File.Delete(socket);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            var certificate = config.Portal is { TlsCertificate: { } file, TlsKey: { } key }
                ? new ReloadingCertificate(file, key) { LoadFailed = failure => HostLog.CertificateKept(log.CreateLogger("Mugai.Host"), failure) } : null;
            Listen(kestrel, new Uri(config.Portal.Listen), config.Portal.Zone == "internet", certificate);
            if (config.Portal.InternetListen is { } internet)
            {
                Listen(kestrel, new Uri(internet), isInternet: true, certificate);
            }

            kestrel.ListenUnixSocket(socket);
        });
        var app = builder.Build();
        ControlSocket.Map(app, queue, calls);
        app.UseMugaiPortal();
        app.MapMugaiPortal();
        Health.Map(app, health);
        await app.StartAsync(token).ConfigureAwait(false);
        // The folder of the store is its owner's alone; the socket says it once more.
        File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return app;
    }

    /// <summary>Listens at a URL of the configuration; a listener of zone internet marks its connections.</summary>
    public static void Listen(KestrelServerOptions kestrel, Uri url, bool isInternet = false, ReloadingCertificate? certificate = null)
    {
        if (url.Host == "localhost")
        {
            kestrel.ListenLocalhost(url.Port, Mark);
        }
        else
        {
            kestrel.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, Mark);
        }

        void Mark(ListenOptions options)
        {
            if (certificate is not null && url.Scheme == Uri.UriSchemeHttps)
            {
                options.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(TlsOf(certificate.Current())) });
            }

            if (isInternet)
            {
                options.Use(next => connection =>
                {
                    connection.Features.Set(InternetZone.Mark);
                    return next(connection);
                });
            }
        }
    }

    /// <summary>Asked at each handshake: a renewed certificate needs no restart.</summary>
    private static SslServerAuthenticationOptions TlsOf(SslStreamCertificateContext certificate) => new()
    {
        ServerCertificateContext = certificate, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13, ClientCertificateRequired = false,
    };
}
