using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>Events of the log on another machine, as a SIEM gets them: RFC 5424 with counted octets, CEF inside.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task Events_ReachAReceiver_ThatWasAwayAtFirst()
    {
        var port = LoopbackPort.Free();
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            More = new Dictionary<string, IReadOnlyList<string>> { ["monitoring"] = [string.Create(CultureInfo.InvariantCulture, $"events: {{ to: \"tcp://127.0.0.1:{port}\", format: cef }}")] },
        });
        await Wait.UntilAsync(() => gateway.Process.Said.Contains("\"EventId\":1760", StringComparison.Ordinal), "it says that nobody is there");

        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        using var client = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.StartsWith("250", await gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.Text("forwarded")), StringComparison.Ordinal);
        var message = await FindAsync(client.GetStream(), "|1503|Processed|");
        Assert.StartsWith("<30>1 ", message, StringComparison.Ordinal);
        Assert.Contains(" gw.city.example.lg.jp mugai ", message, StringComparison.Ordinal);
        Assert.Contains("CEF:0|Mugai|Mugai|", message, StringComparison.Ordinal);
    }

    /// <summary>Reads frames (RFC 6587 3.4.1) until one holds the words.</summary>
    private static async Task<string> FindAsync(NetworkStream stream, string words)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var one = new byte[1];
        while (true)
        {
            var length = 0;
            while (true)
            {
                await stream.ReadExactlyAsync(one, patience.Token);
                if (one[0] == ' ')
                {
                    break;
                }

                length = (length * 10) + (one[0] - '0');
            }

            var frame = new byte[length];
            await stream.ReadExactlyAsync(frame, patience.Token);
            var text = Encoding.UTF8.GetString(frame);
            if (text.Contains(words, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }
}
