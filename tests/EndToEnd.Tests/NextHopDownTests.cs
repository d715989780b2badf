using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>The next hop is away for hours: mail waits, encrypted, through restarts, and an administrator can see it and act on it.</summary>
public sealed class NextHopDownTests : IAsyncLifetime
{
    private const string Secret = "Himitsu7Token";
    private const string Clerk = "clerk-" + Secret + "@city.example.lg.jp";

    private MailSink _sink = null!;
    private MugaiServer _gateway = null!;

    public async Task InitializeAsync()
    {
        _sink = MailSink.Start();
        await _sink.GoAwayAsync();
        _gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_sink.Port}") });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task Mail_WaitsEncryptedThroughRestarts_AndIsDeliveredWhenTheNextHopComesBack()
    {
        for (var i = 0; i < 4; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Secret}-subject-{i}-end");
            Assert.StartsWith("250", await SendAsync(i == 0 ? Sample.HtmlWithDocm(name) : Sample.Text(name, $"{Secret} in the body\n")), StringComparison.Ordinal);
        }

        var waiting = await DeferredAsync(4);
        await AssertNothingReadableAsync();

        Assert.Equal(0, await _gateway.StopAsync());
        await AssertNothingReadableAsync();
        Assert.Equal(4, (await ListAsync()).Count);
        var verify = await _gateway.CommandAsync("audit", "verify");
        Assert.True(verify.Code == 0, verify.ToString());

        await _gateway.StartAsync();
        var shown = await _gateway.CommandAsync("queue", "show", waiting[0]!["id"]!.GetValue<string>());
        Assert.Equal(0, shown.Code);
        var message = JsonNode.Parse(shown.Text)!;
        Assert.Equal("deferred", message["recipients"]![0]!["state"]!.GetValue<string>());
        Assert.Equal(Clerk, message["recipients"]![0]!["address"]!.GetValue<string>());
        Assert.NotEmpty(message["reports"]!.AsArray());

        await _gateway.KillAsync();
        await _gateway.StartAsync();
        _sink.ComeBack();
        var retried = await _gateway.CommandAsync("queue", "retry", "--all", "--reason", "the mail server is back");
        Assert.True(retried.Code == 0, retried.ToString());
        for (var i = 0; i < 4; i++)
        {
            var number = i;
            await Wait.UntilAsync(() => Subjects().Contains(string.Create(CultureInfo.InvariantCulture, $"{Secret}-subject-{number}-end")), () => $"mail {number} came:\n{_gateway.Process.Said}");
        }

        Assert.Equal(4, _sink.Count);
        await Wait.UntilAsync(async () => (await _gateway.QueueAsync()).Count == 0, () => "the queue is empty");
        // The report of the attempt that sanitized is still there after the one that only delivered.
        var delivered = JsonNode.Parse((await _gateway.CommandAsync("queue", "show", waiting[0]!["id"]!.GetValue<string>())).Text)!;
        Assert.Equal("mugai-report/1", delivered["reports"]![0]!["report"]!["schema"]!.GetValue<string>());
        Assert.Equal(0, await _gateway.StopAsync());
        verify = await _gateway.CommandAsync("audit", "verify");
        Assert.True(verify.Code == 0, verify.ToString());
        await AssertNothingReadableAsync();
    }

    [Fact]
    public async Task DroppedMail_IsNeverDelivered()
    {
        Assert.StartsWith("250", await SendAsync(Sample.Text("drop-me")), StringComparison.Ordinal);
        Assert.StartsWith("250", await SendAsync(Sample.Text("keep-me")), StringComparison.Ordinal);
        var waiting = await DeferredAsync(2);
        // The newest stands first.
        var (keep, drop) = (waiting[0]!["id"]!.GetValue<string>(), waiting[1]!["id"]!.GetValue<string>());

        Assert.Equal(2, (await _gateway.CommandAsync("queue", "drop", drop)).Code);
        Assert.Equal(2, (await _gateway.CommandAsync("queue", "drop", "nonsense", "--reason", "x")).Code);
        Assert.Equal(2, (await _gateway.CommandAsync("queue", "drop", new string('0', 32), "--reason", "x")).Code);
        Assert.Equal(2, (await _gateway.CommandAsync("queue", "retry", "--reason", "x")).Code);
        Assert.Equal(2, (await ListAsync()).Count);

        // While the server is down the same command works on the store.
        Assert.Equal(0, await _gateway.StopAsync());
        var dropped = await _gateway.CommandAsync("queue", "drop", drop, "--reason", "spam");
        Assert.True(dropped.Code == 0, dropped.ToString());
        Assert.Equal(keep, Assert.Single(await ListAsync())!["id"]!.GetValue<string>());

        _sink.ComeBack();
        await _gateway.StartAsync();
        Assert.Equal(0, (await _gateway.CommandAsync("queue", "retry", keep, "--reason", "the mail server is back")).Code);
        await _sink.WaitForAsync("keep-me");
        Assert.Equal("keep-me", Assert.Single(Subjects()));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Queue_IsShownToAPersonAsATable()
    {
        Assert.Contains("Nothing waits.", (await _gateway.CommandAsync("queue", "list")).Text, StringComparison.Ordinal);
        Assert.StartsWith("250", await SendAsync(Sample.Text("table")), StringComparison.Ordinal);
        var waiting = await DeferredAsync(1);
        var table = await _gateway.CommandAsync("queue", "list");
        Assert.Equal(0, table.Code);
        Assert.Contains(waiting[0]!["id"]!.GetValue<string>(), table.Text, StringComparison.Ordinal);
        Assert.Contains("宛先", table.Text, StringComparison.Ordinal);
    }

    private Task<string> SendAsync(byte[] mail) => SmtpTalk.SendAsync(_gateway.SmtpPort, $"{Secret}@outside.example", [Clerk], mail);

    private IReadOnlyList<string> Subjects() => [.. _sink.Mails.Select(mail => ReceivedMail.Read(mail.Bytes).Subject)];

    private async Task<JsonArray> ListAsync()
    {
        var list = await _gateway.CommandAsync("queue", "list", "--json");
        Assert.True(list.Code == 0, list.ToString());
        return JsonNode.Parse(list.Text)!.AsArray();
    }

    private async Task<JsonArray> DeferredAsync(int count)
    {
        JsonArray list = [];
        await Wait.UntilAsync(
            async () => (list = await _gateway.QueueAsync()).Count(message => message!["recipients"]![0]!["state"]!.GetValue<string>() == "deferred") == count,
            () => $"{count} messages are deferred:\n{list}\n{_gateway.Process.Said}");
        return list;
    }

    /// <summary>Subject, body, sender and recipient hold the word; no file of the store may, neither in the clear nor in base64 as the mail carries it.</summary>
    private async Task AssertNothingReadableAsync()
    {
        var found = await ChildProcess.RunAsync("grep", ["-r", "-l", "-a", "-F", "-D", "skip", "-e", Secret, "-e", Base64Of(Secret), "-e", Base64Of($"{Secret} in the body"), _gateway.Store]);
        Assert.True(found.Code == 1, $"the word stands in the clear in:\n{found}");
        // The search itself finds what is there.
        var proof = Path.Combine(_gateway.Folder, "proof");
        await File.WriteAllTextAsync(proof, $"xx{Secret}xx");
        Assert.Equal(0, (await ChildProcess.RunAsync("grep", ["-r", "-l", "-a", "-F", "-D", "skip", "-e", Secret, _gateway.Folder])).Code);
        File.Delete(proof);
    }

    /// <summary>Without the last characters, which depend on what follows.</summary>
    private static string Base64Of(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text))[..^4];
}
