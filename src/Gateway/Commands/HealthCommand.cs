using System.CommandLine;
using System.Security.Cryptography.X509Certificates;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai health</c>: asks the running gateway whether it takes mail; for container health checks. 0 it does, 1 it does not.</summary>
internal static class HealthCommand
{
    public static Command Create()
    {
        var command = new Command("health", "Ask the running gateway / 稼働状態を確認します");
        command.SetAction((parsed, token) => AskAsync(parsed.GetValue(CommandLine.Config), token));
        return command;
    }

    private static async Task<int> AskAsync(string? configFile, CancellationToken token)
    {
        if (Setup.Load(configFile) is not { } setup)
        {
            return ExitCode.Usage;
        }

        var listen = new UriBuilder(setup.Config.Portal.Listen) { Path = "/health/ready" };
        listen.Host = listen.Host is "0.0.0.0" or "[::]" ? "localhost" : listen.Host;
        using var client = new HttpClient(Trusting(setup.Config.Portal.TlsCertificate)) { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await client.GetAsync(listen.Uri, token).ConfigureAwait(false);
            Console.Out.Write(await answer.Content.ReadAsStringAsync(token).ConfigureAwait(false));
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failure;
        }
        catch (HttpRequestException)
        {
            Say.Error($"nothing answers at {listen.Uri}.", $"{listen.Uri} に応答がありません。");
            return ExitCode.Failure;
        }
    }

    /// <summary>Ourselves, whatever the names in the certificate: the one in the file is the one that has to answer.</summary>
    private static SocketsHttpHandler Trusting(string? certificateFile)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (certificateFile is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                using var own = X509CertificateLoader.LoadCertificateFromFile(certificateFile);
                return shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(own.RawDataMemory.Span);
            };
        }

        return handler;
    }
}
