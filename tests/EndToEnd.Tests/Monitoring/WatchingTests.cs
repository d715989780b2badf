using System.Globalization;
using System.Net;
using System.Text;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>Metrics of the real program, as Prometheus gets them.</summary>
public sealed class WatchingTests : IAsyncLifetime
{
    private const string Clerk = "clerk-of-metrics@city.example.lg.jp";

    private readonly int _port = LoopbackPort.Free();
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private MailSink _sink = null!;
    private MugaiServer _gateway = null!;

    public async Task InitializeAsync()
    {
        _sink = MailSink.Start();
        _gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_sink.Port}"),
            More = new Dictionary<string, IReadOnlyList<string>>
            {
                ["monitoring"] = [string.Create(CultureInfo.InvariantCulture, $"listen: http://127.0.0.1:{_port}"), "allowClients: [\"127.0.0.1\"]"],
            },
        });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_CountAMail_AndNameNobody()
    {
        var reply = await _gateway.SendAsync([Clerk], Sample.HtmlWithDocm("metrics"));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        await JourneyEndsAsync();

        var metrics = await ScrapeAsync();
        Assert.Equal(1, metrics.Value("mugai_delivery_recipients_total", "outcome=\"delivered\""));
        Assert.Equal(1, metrics.Value("mugai_smtp_messages_accepted_total"));
        Assert.Equal(1, metrics.Value("mugai_journey_mails_total", "outcome=\"rebuilt\"", "reason=\"none\""));
        Assert.True(metrics.Value("mugai_journey_findings_total", "family=\"ooxml\"") >= 1);
        Assert.Equal(1, metrics.Value("mugai_journey_duration_seconds_count"));
        Assert.DoesNotContain("@", metrics.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("clerk", metrics.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("outside.example", metrics.Text, StringComparison.OrdinalIgnoreCase);
        foreach (var line in metrics.Text.Split('\n').Where(line => line.StartsWith("mugai_", StringComparison.Ordinal)))
        {
            Assert.Matches("^[a-z_]+(\\{([a-z_]+=\"[^\"]*\",?)*\\})? -?[0-9.e+-]+( [0-9]+)?$|Inf|NaN", line);
        }
    }

    [Fact]
    public async Task Metrics_AreNotForPeopleOfThePortal()
    {
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri($"http://127.0.0.1:{_port}/metrics"))).StatusCode);
        Assert.DoesNotContain("mugai_smtp", (await _gateway.GetAsync("/metrics")).Body, StringComparison.Ordinal);
        using var other = new HttpClient(new SocketsHttpHandler { ConnectCallback = FromAnotherAddressAsync });
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(new Uri($"http://127.0.0.1:{_port}/metrics"))).StatusCode);
    }

    /// <summary>By Prometheus's own tool. The runtime's metrics are named by the runtime.</summary>
    [Fact]
    public async Task Metrics_AreWhatPrometheusExpects()
    {
        Assert.StartsWith("250", await _gateway.SendAsync([Clerk], Sample.HtmlWithDocm("metrics")), StringComparison.Ordinal);
        await JourneyEndsAsync();
        var metrics = (await ScrapeAsync()).Text;
        Assert.Contains("\n# HELP mugai_journey_duration_seconds ", metrics, StringComparison.Ordinal);
        var judged = await ChildProcess.RunAsync(Installed.Program("promtool", "prometheus"), ["check", "metrics"], input: Encoding.UTF8.GetBytes(metrics));
        // 0: nothing to say; 3: names that are against custom; 1: not the format.
        Assert.True(judged.Code is 0 or 3, judged.ToString());
        Assert.DoesNotContain((judged.Text + judged.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("dotnet_", StringComparison.Ordinal));
    }

    /// <summary>Its duration is the last thing that is counted of a mail.</summary>
    private Task JourneyEndsAsync() => Wait.UntilAsync(async () => (await ScrapeAsync()).Value("mugai_journey_duration_seconds_count") == 1, () => $"the journey ends\n{_gateway.Process.Said}");

    private async Task<Exposition> ScrapeAsync() => new(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/metrics")));

    /// <summary>127.0.0.2 is this machine too, but not on the list.</summary>
    private static async ValueTask<Stream> FromAnotherAddressAsync(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, token);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The text format of Prometheus.</summary>
    private sealed record Exposition(string Text)
    {
        public double Value(string name, params string[] labels)
        {
            var line = Text.Split('\n').SingleOrDefault(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{' && labels.All(label => line.Contains(label, StringComparison.Ordinal)));
            return line is null ? 0 : double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        }
    }
}
