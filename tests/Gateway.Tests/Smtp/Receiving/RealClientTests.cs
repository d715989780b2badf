using System.Diagnostics;
using System.Globalization;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>Clients that we did not write: Postfix's load generator and swaks.</summary>
public class RealClientTests
{
    [Fact]
    public async Task PostfixSource_SendsTwoHundredMailsOverTwentySessions()
    {
        if (Find("smtp-source", "postfix") is not { } program)
        {
            return;
        }

        await using var gateway = await TestGateway.StartAsync();
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{gateway.Port}");
        await RunAsync(program, "-s", "20", "-m", "200", "-l", "4096", "-f", "a@sender.example", "-t", "a@city.example", address);
        Assert.Equal(200, gateway.Spool.Messages.Count);
        Assert.Equal(200, gateway.Arrivals.Distinct().Count());
        Assert.All(gateway.Spool.Messages, kept => Assert.InRange(kept.Bytes.Length, 4096, 8192));
        Assert.Equal(0, gateway.Spool.OpenWriters);
    }

    [Fact]
    public async Task Swaks_SendsDotsAndSeveralRecipientsPipelined()
    {
        if (Find("swaks", "swaks") is not { } program)
        {
            return;
        }

        await using var gateway = await TestGateway.StartAsync();
        var port = gateway.Port.ToString(CultureInfo.InvariantCulture);
        await RunAsync(
            program, "--server", "127.0.0.1", "--port", port, "--pipeline", "--from", "a@sender.example", "--to", "a@city.example,b@town.example",
            "--body", "line\\n.\\n..two\\nend");
        var kept = Assert.Single(gateway.Spool.Messages);
        Assert.Contains("line\r\n.\r\n..two\r\nend\r\n", kept.Text, StringComparison.Ordinal);
        Assert.Equal(2, kept.Message.Groups.Count);
    }

    private static string? Find(string program, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin");
        var path = folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.True(path is not null || Environment.GetEnvironmentVariable("CI") != "true", $"{program} is missing: apt-get install {package}");
        return path;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var guard = new CancellationTokenSource(TestGateway.HangGuard);
        try
        {
            await process.WaitForExitAsync(guard.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        Assert.True(process.ExitCode == 0, string.Join('\n', await output));
    }
}
