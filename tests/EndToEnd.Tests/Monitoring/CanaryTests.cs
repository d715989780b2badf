using System.Globalization;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>The canary of the real program: through SMTP, a worker and the delivery code, and nobody sees it.</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly int _port = LoopbackPort.Free();
    private MailSink _sink = null!;

    public Task InitializeAsync()
    {
        _sink = MailSink.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _sink.DisposeAsync();

    [Fact]
    public async Task IsCaught_AndSeenByNobody_ThoughNoClientIsAllowed()
    {
        await using var gateway = await StartAsync(["every: 1s"], ["allowClients: [\"192.0.2.1\"]"]);
        await Wait.UntilAsync(async () => (await MetricsAsync()).Contains("mugai_canary_runs_total{result=\"caught\"}", StringComparison.Ordinal), () => $"it is caught\n{gateway.Process.Said}");
        var metrics = await MetricsAsync();
        Assert.DoesNotContain("result=\"survived\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("result=\"late\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("mugai_smtp_messages_accepted_total 1", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("mugai_journey_mails_total{", metrics, StringComparison.Ordinal);
        Assert.Equal(0, _sink.Count);
        Assert.DoesNotContain("canary.invalid", (await gateway.CommandAsync("quarantine", "list", "--json")).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.Text("not allowed")));
    }

    [Fact]
    public async Task IsCaught_ThroughAListenerThatWantsAProxyHeader()
    {
        await using var gateway = await StartAsync(["every: 1s"], ["proxyFrom: [\"127.0.0.1\"]"]);
        await Wait.UntilAsync(async () => (await MetricsAsync()).Contains("mugai_canary_runs_total{result=\"caught\"}", StringComparison.Ordinal), () => $"it is caught\n{gateway.Process.Said}");
    }

    [Fact]
    public async Task IsAnAlert_WhenItDoesNotComeThrough()
    {
        await using var desk = MailSink.Start();
        await using var gateway = await StartAsync(["every: 1s", "within: 3s"], [], new()
        {
            ["alerts"] = ["to: [desk@city.example.lg.jp]", string.Create(CultureInfo.InvariantCulture, $"via: smtp://127.0.0.1:{desk.Port}"), "lookEvery: 1s", "ignore: [clock, libraries, storage, workers]"],
        });
        await Wait.UntilAsync(
            () =>
            {
                // Whoever stops every worker stops the mail.
                foreach (var worker in gateway.Process.Children)
                {
                    ChildProcess.Suspend(worker);
                }

                return desk.Mails.Any(mail => ReceivedMail.Read(mail.Bytes) is var alert && alert.Subject.Contains("canary", StringComparison.Ordinal) && alert.Text.Contains("did not come through", StringComparison.Ordinal));
            },
            () => $"the alert comes\n{gateway.Process.Said}");
    }

    private async Task<MugaiServer> StartAsync(string[] canary, string[] smtp, Dictionary<string, IReadOnlyList<string>>? more = null) => await MugaiServer.StartAsync(new MugaiSettings
    {
        NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_sink.Port}"),
        Smtp = smtp,
        More = new Dictionary<string, IReadOnlyList<string>>(more ?? [])
        {
            ["canary"] = canary, ["monitoring"] = [string.Create(CultureInfo.InvariantCulture, $"listen: http://127.0.0.1:{_port}")],
        },
    });

    private Task<string> MetricsAsync() => Http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/metrics"));
}
