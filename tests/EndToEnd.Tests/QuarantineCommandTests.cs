using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>An administrator finds mail, keeps it, holds it and erases it, through a running gateway.</summary>
public sealed class QuarantineCommandTests : IAsyncLifetime
{
    private const string Clerk = "clerk@city.example.lg.jp";
    private const string Mayor = "mayor@city.example.lg.jp";

    private MailSink _inside = null!;
    private MugaiServer _gateway = null!;

    public async Task InitializeAsync()
    {
        _inside = MailSink.Start();
        _gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = $"smtp://127.0.0.1:{_inside.Port}" });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _inside.DisposeAsync();
    }

    [Fact]
    public async Task Finds_Keeps_Holds_AndErases()
    {
        await _gateway.SendAsync([Clerk], Sample.HtmlWithDocm("quarterly-report"));
        await _gateway.SendAsync([Mayor, Clerk], Sample.Text("greetings", "hello\n"));
        await _inside.WaitForAsync("Subject: greetings");
        await _inside.WaitForAsync("Subject: quarterly-report");
        await Wait.UntilAsync(async () => (await _gateway.FindAsync("delivered")).Count == 2, () => "not recorded as delivered", TimeSpan.FromSeconds(30));

        var report = Assert.Single(await ListAsync("--subject", "rterly-rep"));
        Assert.Equal(Id(report), Id(Assert.Single(await ListAsync("--finding", "ooxml.vba"))));
        Assert.Equal(2, (await ListAsync("--recipient", Clerk)).Count);
        Assert.Single(await ListAsync("--recipient", Mayor, "--days", "1"));
        Assert.Equal(2, (await ListAsync("--sender", "outside.example", "--limit", "10")).Count);
        Assert.Empty(await ListAsync("--sender", "elsewhere.example"));

        var shown = JsonNode.Parse((await RunAsync("show", Id(report))).Text)!;
        var hash = shown["reports"]![0]!["report"]!["parts"]!.AsArray().Last()!["input"]!["sha256"]!.GetValue<string>();
        Assert.Equal(Id(report), Id(Assert.Single(await ListAsync("--hash", hash))));
        Assert.Equal(["Received", "Delivered", "Read"], shown["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>()));

        Assert.Equal(2, (await RunAsync("pin", Id(report))).Code);
        Assert.Equal(0, (await RunAsync("pin", Id(report), "--reason", "監査のため")).Code);
        Assert.Single(await ListAsync("--pinned"));
        Assert.Equal(0, (await RunAsync("pin", Id(report), "--end", "--reason", "終了")).Code);
        Assert.Empty(await ListAsync("--pinned"));

        Assert.Equal(0, (await RunAsync("erase", Id(report), "--reason", "誤送信")).Code);
        Assert.Empty(await ListAsync("--hash", hash));
        Assert.Equal(2, (await RunAsync("show", Id(report))).Code);
        Assert.Equal(0, (await _gateway.CommandAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task Incident_NothingGoesInward_UntilItIsOver()
    {
        Assert.Equal(2, (await RunAsync("hold", "--all", "--tenant", "default", "--reason", "x")).Code);
        Assert.Equal(0, (await RunAsync("hold", "--all", "--reason", "感染の疑い")).Code);
        await _gateway.SendAsync([Clerk], Sample.Text("during the incident", "hello\n"));
        await Wait.UntilAsync(async () => (await _gateway.FindAsync("held")).Count == 1, () => "it was not held", TimeSpan.FromSeconds(30));
        await _gateway.StopAsync();
        await _gateway.StartAsync();
        await _gateway.SendAsync([Clerk], Sample.Text("after the restart", "hello\n"));
        await Wait.UntilAsync(async () => (await _gateway.FindAsync("held")).Count == 2, () => "it was not held", TimeSpan.FromSeconds(30));
        Assert.Equal(0, _inside.Count);

        Assert.Equal(0, (await RunAsync("hold", "--all", "--end", "--reason", "安全を確認")).Code);
        await _inside.WaitForAsync("Subject: during the incident");
        await _inside.WaitForAsync("Subject: after the restart");
    }

    private Task<ProgramEnd> RunAsync(params string[] arguments) => _gateway.CommandAsync(["quarantine", .. arguments]);

    private async Task<List<JsonNode>> ListAsync(params string[] filters)
    {
        var end = await RunAsync(["list", "--json", .. filters]);
        Assert.True(end.Code == 0, end.ToString());
        return [.. end.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private static string Id(JsonNode row) => row["id"]!.GetValue<string>();
}
