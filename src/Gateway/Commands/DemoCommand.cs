using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Demo;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Telemetry.Canary;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai demo</c>: a gateway on loopback, the malicious corpus through it by SMTP, and a table of what became of each mail.</summary>
internal static class DemoCommand
{
    public const string Name = "demo";

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "End after the table / 一覧を表示して終了" };
        var command = new Command(Name, "Show what Mugai does / 動作の見本を表示します") { once };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(once), token));
        return command;
    }

    private static async Task<int> RunAsync(bool once, CancellationToken token)
    {
        var corpus = Path.Combine(AppContext.BaseDirectory, "corpus");
        if (!Directory.Exists(corpus))
        {
            Say.Error($"the corpus is missing at {corpus}.", $"{corpus} に見本がありません。");
            return ExitCode.Usage;
        }

        var state = FreshFolder();
        Say.Line("Starting a gateway on loopback… / ゲートウェイを起動しています…");
        using var loggers = Logging.Quiet();
        using var stop = StopSignal.Listen(token);
        var setup = new Setup(ConfigFor(state), TenantTable.None, new PolicySnapshot([]), [], null);
        if (await ServeCommand.StartAsync(setup, loggers, stop.Token).ConfigureAwait(false) is not { } host)
        {
            return ExitCode.Failure;
        }

        await using (host.ConfigureAwait(false))
        {
            var cases = CorpusCase.LoadAll(corpus);
            Say.Line($"Sending {cases.Count} hostile mails… / 見本メール {cases.Count} 通を送信しています…");
            var all = await new DemoRun(host, Path.Combine(state, "clean")).RunAsync(cases, stop.Token).ConfigureAwait(false);
            Console.Out.WriteLine($"Clean mails / 無害化済みメール: {Path.Combine(state, "clean")}");
            if (!once && !stop.Token.IsCancellationRequested)
            {
                Console.Out.WriteLine($"SMTP: {host.Smtp.EndPoints[0]}   Portal / ポータル: {setup.Config.Portal.Listen}   (Ctrl+C ends it / Ctrl+C で終了)");
                await stop.WaitAsync().ConfigureAwait(false);
            }

            return all ? ExitCode.Done : ExitCode.Failure;
        }
    }

    /// <summary><c>var/demo</c> here, or below the temporary folder where this one cannot be written (a container).</summary>
    private static string FreshFolder()
    {
        foreach (var parent in (string[])[Path.GetFullPath("var"), Path.Combine(Path.GetTempPath(), "mugai")])
        {
            var folder = Path.Combine(parent, "demo");
            try
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                Directory.CreateDirectory(folder);
                return folder;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // The next one.
            }
        }

        throw new IOException("Neither the current folder nor the temporary one can be written.");
    }

    private static GatewayConfig ConfigFor(string state) => new()
    {
        Smtp = new SmtpConfig { Listen = [new IPEndPoint(IPAddress.Loopback, PortOr(2525))], Hostname = "gw.city.example.lg.jp", RecipientDomains = ["city.example.lg.jp"] },
        Delivery = new DeliveryConfig { NextHop = "maildir:" + Path.Combine(state, "clean") },
        Storage = new StorageConfig { Path = Path.Combine(state, "store"), MasterKeyFile = Path.Combine(state, "key", "master.key"), Reserve = 16 << 20 },
        Portal = new PortalConfig { Listen = $"http://127.0.0.1:{PortOr(8080)}" },
        // The demo counts its mails; one of the gateway's own would only be in the way.
        Canary = new CanaryConfig { Every = TimeSpan.Zero },
    };

    /// <summary>The port that the documents name, or a free one when somebody has it.</summary>
    private static int PortOr(int wanted)
    {
        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().All(listener => listener.Port != wanted))
        {
            return wanted;
        }

        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
