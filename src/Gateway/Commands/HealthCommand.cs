using System.CommandLine;

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
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
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
}
