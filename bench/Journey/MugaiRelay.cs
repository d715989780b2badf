using System.Diagnostics;

namespace Mugai.Journey;

/// <summary>A private <c>mugai serve</c>: sandboxed workers, syncs and log as in a real installation.</summary>
internal sealed class MugaiRelay : IRelay
{
    private readonly Process _process;

    private MugaiRelay(Process process) => _process = process;

    public string Name => "Mugai";

    public required int Port { get; init; }

    public int RootProcess => _process.Id;

    public static async Task<MugaiRelay> StartAsync(string program, string folder, int nextHop, string more = "", bool apart = false)
    {
        var (port, portal) = (Tool.FreePort(), Tool.FreePort());
        Directory.CreateDirectory(folder);
        var config = Path.Combine(folder, "mugai.yaml");
        await File.WriteAllTextAsync(config, $"""
            smtp:
              listen: ["127.0.0.1:{port}"]
              hostname: mugai.bench.invalid
              recipientDomains: ["*"]
            delivery:
              nextHop: smtp://127.0.0.1:{nextHop}
              tls: none
            storage:
              path: store
              masterKeyFile: key/master.key
            portal:
              listen: http://127.0.0.1:{portal}
            {more}

            """);
        var (first, arguments) = apart ? (Tool.Find("taskset"), Apart.OnFirstHalf([program, "serve", "--config", config])) : (program, ["serve", "--config", config]);
        var process = Tool.StartLogged(Path.Combine(folder, "mugai.log"), first, arguments);
        try
        {
            await Tool.WaitForPortAsync(port, () => process.HasExited, $"mugai serve (its log: {Path.Combine(folder, "mugai.log")})");
            return new MugaiRelay(process) { Port = port };
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.EndAsync(_process);
        _process.Dispose();
    }
}
