using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

/// <summary>Against a server that we did not write: smtp-sink of Postfix, which dumps each message it takes into a file.</summary>
public sealed class SmtpSinkTests : IDisposable
{
    private const string Program = "/usr/sbin/smtp-sink";

    private readonly string _folder = Directory.CreateTempSubdirectory("mugai-sink-").FullName;
    private Process? _sink;

    public void Dispose()
    {
        _sink?.Kill();
        _sink?.WaitForExit();
        _sink?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-p")]
    [InlineData("-L")]
    public async Task Delivers_FiveHundredMessages_TwentyAtATime(string flag)
    {
        var port = await StartAsync(flag);
        await using var hop = Given.Hop("127.0.0.1", port, Given.Options() with { MaxConnections = 20 }, lmtp: flag == "-L");
        var deliveries = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => DeliverAsync(hop, i)));
        Assert.All(deliveries, delivery => Assert.Equal(DeliveryOutcome.Delivered, delivery.Outcome));

        var dumped = await Task.WhenAll(Directory.GetFiles(_folder).Select(path => File.ReadAllTextAsync(path)));
        Assert.Equal(500, dumped.Length);
        var marks = dumped.Select(text => text.Split("Subject: number ")[1].Split('\n')[0].Trim()).Select(int.Parse).Order();
        Assert.Equal(Enumerable.Range(0, 500), marks);
        Assert.All(dumped, text => Assert.Contains("\n.starts with a dot", text.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    private static async Task<RecipientDelivery> DeliverAsync(SmtpNextHop hop, int number)
    {
        var content = Encoding.ASCII.GetBytes($"Subject: number {number}\r\n\r\n.starts with a dot\r\n" + string.Concat(Enumerable.Repeat("filler text\r\n", number)));
        var job = Given.Job($"rcpt{number}@city.example") with { Content = DeliveryContent.FromMemory(content) };
        return Assert.Single((await hop.DeliverAsync(job, Given.Patience())).Recipients);
    }

    // Fails, never skips, when Postfix is missing: test.sh installs it.
    private async Task<int> StartAsync(string flag)
    {
        Assert.True(File.Exists(Program), $"{Program} is missing: apt-get install postfix");
        var port = FreePort();
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardError = true };
        string[] arguments = ["-d", Path.Combine(_folder, "%M."), .. (flag.Length > 0 ? new[] { flag } : []), $"inet:127.0.0.1:{port}", "200"];
        if (Environment.IsPrivilegedProcess)
        {
            // It refuses to stay root.
            start.ArgumentList.Add("-u");
            start.ArgumentList.Add("nobody");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
            }
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _sink = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Assert.False(_sink.HasExited, "smtp-sink ended at once");
            try
            {
                using var knock = new TcpClient();
                await knock.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return port;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
