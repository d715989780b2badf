using System.CommandLine;
using System.Security.Cryptography.X509Certificates;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai health</c>: asks the running gateway whether it takes mail; for container health checks. 0 it does, 1 it does not.</summary>
internal static class HealthCommand
{
    public static Command Create()
    {
        var parts = new Option<bool>("--parts") { Description = "Every part, what is wrong and what to do / 部分ごとの状態と対処" };
        var command = new Command("health", "Ask the running gateway / 稼働状態を確認します") { parts };
        command.SetAction((parsed, token) => parsed.GetValue(parts)
            ? StoreCall.WithDoorAsync(parsed, door => ListAsync(door, token), token) : AskAsync(parsed.GetValue(CommandLine.Config), token));
        return command;
    }

    private static async Task<int> ListAsync(IStoreDoor door, CancellationToken token)
    {
        if (await door.CallAsync("health.parts", [], token).ConfigureAwait(false) is not { } parts)
        {
            Say.Error("the gateway does not run; `mugai serve` starts it.", "ゲートウェイが動いていません。mugai serve で起動してください。");
            return ExitCode.Failure;
        }

        var allWell = true;
        foreach (var (name, part) in parts.AsObject())
        {
            var state = part!["state"]!.GetValue<string>();
            allWell &= state == "ok";
            Console.Out.WriteLine($"{state,-8} {name}");
            if (part["ja"] is not null)
            {
                Console.Out.WriteLine($"         {part["ja"]} {part["doJa"]}\n         {part["en"]} {part["doEn"]}");
            }
        }

        return allWell ? ExitCode.Done : ExitCode.Failure;
    }

    private static async Task<int> AskAsync(string? configFile, CancellationToken token)
    {
        if (Setup.LoadConfig(configFile) is not { } config)
        {
            return ExitCode.Usage;
        }

        var listen = new UriBuilder(config.Portal.Listen) { Path = "/health/ready" };
        listen.Host = listen.Host is "0.0.0.0" or "[::]" ? "localhost" : listen.Host;
        using var client = new HttpClient(Trusting(config.Portal.TlsCertificate)) { Timeout = TimeSpan.FromSeconds(4) };
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
