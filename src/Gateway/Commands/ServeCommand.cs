using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai serve</c>: everything in one process, until SIGTERM or SIGINT; then what is on its way is finished.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        var command = new Command(Name, "Run the gateway / ゲートウェイを起動します");
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(CommandLine.Config), token));
        return command;
    }

    private static async Task<int> RunAsync(string? configFile, CancellationToken token)
    {
        if (Setup.Load(configFile) is not { } setup)
        {
            return ExitCode.Usage;
        }

        Priority.ShortenSlices(); // threads inherit it: before there are many
        var notice = new ServiceNotice();
        await using var told = notice.ConfigureAwait(false);
        using var loggers = Logging.Json();
        using var stop = StopSignal.Listen(token);
        if (await StartAsync(setup, loggers, stop.Token).ConfigureAwait(false) is not { } host)
        {
            return ExitCode.Failure;
        }

        await using (host.ConfigureAwait(false))
        {
            using var reload = host.Policies.OnHangUp();
            notice.Ready(TimeProvider.System);
            await stop.WaitAsync().ConfigureAwait(false);
            notice.Stopping();
        }

        return ExitCode.Done;
    }

    /// <summary>Starts, or says in plain words why that cannot be.</summary>
    public static async Task<GatewayHost?> StartAsync(Setup setup, ILoggerFactory loggers, CancellationToken token)
    {
        try
        {
            return await GatewayHost.StartAsync(setup, loggers, token).ConfigureAwait(false);
        }
        catch (SpoolStartException refused)
        {
            Say.Error(refused.Message);
        }
        catch (StoreInUseException refused)
        {
            Say.Error(refused.Message);
        }
        catch (SandboxUnavailableException refused)
        {
            Say.Error(refused.Message);
        }
        catch (IOException refused)
        {
            // An address in use, a folder that cannot be made: the message names it.
            Say.Error($"cannot start: {new UntrustedText(refused.Message).ForLog()}", "起動できません。ポートの重複や保存先の権限を確認してください。");
        }

        return null;
    }
}
