using System.Globalization;
using System.Net;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>Metrics and traces of the real program, as Prometheus and a collector of OTLP get them.</summary>
public sealed class WatchingTests : IAsyncLifetime
{
    private const string Clerk = "clerk-of-metrics@city.example.lg.jp";

    private readonly int _port = LoopbackPort.Free();
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private Collector _collector = null!;
    private MailSink _sink = null!;
    private MugaiServer _gateway = null!;

    public async Task InitializeAsync()
    {
        _collector = Collector.Start();
        _sink = MailSink.Start();
        _gateway = MugaiServer.Prepare(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_sink.Port}"),
            More = new Dictionary<string, IReadOnlyList<string>>
            {
                ["monitoring"] = [
                    string.Create(CultureInfo.InvariantCulture, $"listen: http://127.0.0.1:{_port}"), "allowClients: [\"127.0.0.1\"]",
                    $"otlp: {{ endpoint: \"{_collector.Url}\", interval: 1s, headersFile: headers }}"],
            },
        });
        await File.WriteAllTextAsync(Path.Combine(_gateway.Folder, "headers"), "x-token=for-the-collector\n");
        await _gateway.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _sink.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_CountAMail_AndNameNobody()
    {
        var reply = await _gateway.SendAsync([Clerk], Sample.HtmlWithDocm("metrics"));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        await Wait.UntilAsync(async () => (await ScrapeAsync()).Value("mugai_delivery_recipients_total", "outcome=\"delivered\"") == 1, () => "one recipient is delivered");

        var metrics = await ScrapeAsync();
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

    [Fact]
    public async Task Traces_FollowAMail_UnderItsOwnId()
    {
        var reply = await _gateway.SendAsync([Clerk], Sample.HtmlWithDocm("traces"));
        var id = reply[(reply.LastIndexOf(' ') + 1)..].Trim();
        string[] wanted = ["smtp.receive", "journey", "sandbox.job", "delivery"];
        await Wait.UntilAsync(() => wanted.All(name => _collector.Spans.Any(span => span.Name == name && span.TraceId == id)), () => $"{id} in {string.Join(' ', _collector.Spans)}");
        await Wait.UntilAsync(() => _collector.Metrics.Contains("mugai.smtp.messages.accepted"), () => string.Join(' ', _collector.Metrics));

        var spans = _collector.Spans.Where(span => span.TraceId == id).ToList();
        var journey = spans.Single(span => span.Name == "journey");
        Assert.Equal("", journey.ParentId);
        Assert.All(spans.Where(span => span.Name is "sandbox.job" or "delivery"), span => Assert.Equal(journey.Id, span.ParentId));
        Assert.All(spans, span => Assert.DoesNotContain("clerk", span.Everything, StringComparison.OrdinalIgnoreCase));
        Assert.All(_collector.Tokens, token => Assert.Equal("for-the-collector", token));
        Assert.Contains(_gateway.Process.Lines, line => line.Contains("\"EventId\":1503", StringComparison.Ordinal) && line.Contains($"\"TraceId\":\"{id}\"", StringComparison.Ordinal));
    }

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
