using System.Globalization;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>Traces and metrics of the real program as a collector of OTLP gets them.</summary>
public sealed class CollectorTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("grpc")]
    public async Task Traces_FollowAMail_UnderItsOwnId(string protocol)
    {
        await using var collector = await Collector.StartAsync(protocol == "grpc");
        await using var sink = MailSink.Start();
        await using var gateway = MugaiServer.Prepare(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            More = new Dictionary<string, IReadOnlyList<string>> { ["monitoring"] = [$"otlp: {{ endpoint: \"{collector.Url}\", protocol: {protocol}, interval: 1s, headersFile: headers }}"] },
        });
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "headers"), "x-token=for-the-collector\n");
        await gateway.StartAsync();

        var reply = await gateway.SendAsync(["clerk-of-traces@city.example.lg.jp"], Sample.HtmlWithDocm("traces"));
        var id = reply[(reply.LastIndexOf(' ') + 1)..].Trim();
        string[] wanted = ["smtp.receive", "journey", "sandbox.job", "delivery"];
        await Wait.UntilAsync(() => wanted.All(name => collector.Spans.Any(span => span.Name == name && span.TraceId == id)), () => $"{id} in {string.Join(' ', collector.Spans)}");
        await Wait.UntilAsync(() => collector.Metrics.Contains("mugai.smtp.messages.accepted"), () => string.Join(' ', collector.Metrics));

        var spans = collector.Spans.Where(span => span.TraceId == id).ToList();
        var journey = spans.Single(span => span.Name == "journey");
        Assert.Equal("", journey.ParentId);
        Assert.All(spans.Where(span => span.Name is "sandbox.job" or "delivery"), span => Assert.Equal(journey.Id, span.ParentId));
        Assert.All(spans, span => Assert.DoesNotContain("clerk", span.Everything, StringComparison.OrdinalIgnoreCase));
        Assert.All(collector.Tokens, token => Assert.Equal("for-the-collector", token));
        await Wait.UntilAsync(
            () => gateway.Process.Lines.Any(line => line.Contains("\"EventId\":1503", StringComparison.Ordinal) && line.Contains($"\"TraceId\":\"{id}\"", StringComparison.Ordinal)), () => gateway.Process.Said);
    }
}
