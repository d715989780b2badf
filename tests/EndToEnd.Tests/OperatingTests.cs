using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>What an administrator and a clerk see from outside: checks, health, the portal.</summary>
public sealed class OperatingTests(OperatingTests.Running running) : IClassFixture<OperatingTests.Running>
{
    [Fact]
    public async Task Check_NamesEveryMistakeWithItsPlace_InBothLanguages()
    {
        using var folder = new TempFolder();
        var file = folder.Write("mugai.yaml", """
            smtp:
              listen: ["127.0.0.1:2525"]
              hostnam: gw.example
              maxMessageSize: plenty
            delivery:
              nextHop: carrier-pigeon
            policies: policies/

            """);
        folder.Write("policies/10-odd.yaml", "name: odd\nrecipients: [\"*\"]\nlinks: maybe\n");
        var end = await ChildProcess.RunAsync(MugaiServer.Program, ["check", "--config", file], folder.Path);
        Assert.Equal(2, end.Code);
        Assert.Contains("mugai.yaml:3:3", end.Error, StringComparison.Ordinal);
        Assert.Contains("mugai.yaml:4:19", end.Error, StringComparison.Ordinal);
        Assert.Contains("mugai.yaml:6:12", end.Error, StringComparison.Ordinal);
        Assert.Contains("10-odd.yaml:3:8", end.Error, StringComparison.Ordinal);
        Assert.Contains("hostnam", end.Error, StringComparison.Ordinal);
        Assert.Contains("誤り", end.Error, StringComparison.Ordinal);

        // The same file stops every other command as well.
        Assert.Equal(2, (await ChildProcess.RunAsync(MugaiServer.Program, ["serve", "--config", file], folder.Path)).Code);
        Assert.Equal(2, (await ChildProcess.RunAsync(MugaiServer.Program, ["queue", "list", "--config", file], folder.Path)).Code);
    }

    [Fact]
    public async Task Check_AcceptsAGoodFile_AndExplainsEveryKey()
    {
        var good = await running.Gateway.CommandAsync("check");
        Assert.True(good.Code == 0, good.ToString());
        var explained = await running.Gateway.CommandAsync("check", "--explain");
        Assert.Equal(0, explained.Code);
        Assert.All((string[])["smtp.listen", "delivery.nextHop", "storage.path", "portal.publicUrl", "quarantine.retention", "families.office"], key => Assert.Contains(key, explained.Text, StringComparison.Ordinal));
        Assert.Equal(2, (await running.Gateway.CommandAsync("check", "--config", "missing.yaml")).Code);
    }

    [Fact]
    public async Task AddressInUse_IsSaidInPlainWords()
    {
        using var folder = new TempFolder();
        var port = running.Gateway.SmtpPort;
        var file = folder.Write("mugai.yaml", string.Create(CultureInfo.InvariantCulture, $"smtp:\n  listen: [\"127.0.0.1:{port}\"]\nportal:\n  listen: http://127.0.0.1:{LoopbackPort.Free()}\n"));
        var end = await ChildProcess.RunAsync(MugaiServer.Program, ["serve", "--config", file], folder.Path);
        Assert.Equal(1, end.Code);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), end.Error, StringComparison.Ordinal);
        Assert.Contains("起動できません", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_TellsHowItStands()
    {
        Assert.Equal(HttpStatusCode.OK, await running.Gateway.GetStatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.OK, await running.Gateway.GetStatusAsync("/health/ready"));
        var (answer, body) = await running.Gateway.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var health = JsonNode.Parse(body)!;
        Assert.True(health["ready"]!.GetValue<bool>());
        Assert.Equal("ok", health["storage"]!.GetValue<string>());
        Assert.NotEmpty(health["engine"]!.GetValue<string>());
        Assert.Equal(0, (await running.Gateway.CommandAsync("health")).Code);
    }

    [Fact]
    public async Task Health_OfAServerThatIsDown_EndsWithOne()
    {
        await using var silent = MugaiServer.Prepare(new MugaiSettings { NextHop = "maildir:clean" });
        var end = await silent.CommandAsync("health");
        Assert.Equal(1, end.Code);
        Assert.Contains("応答がありません", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja", "lang=\"ja\"", "無害化ゲートウェイ", "初期設定コード")]
    [InlineData("ja-JP,en;q=0.5", "lang=\"ja\"", "無害化ゲートウェイ", "初期設定コード")]
    [InlineData("en-US,ja;q=0.3", "lang=\"en\"", "Sanitization gateway", "Set-up code")]
    [InlineData(null, "lang=\"ja\"", "無害化ゲートウェイ", "初期設定コード")]
    public async Task Portal_SpeaksTheBrowsersLanguage(string? languages, string language, string title, string label)
    {
        var (answer, page) = await running.Gateway.GetAsync("/setup", languages);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var decoded = WebUtility.HtmlDecode(page);
        Assert.Contains(language, decoded, StringComparison.Ordinal);
        Assert.Contains(title, decoded, StringComparison.Ordinal);
        Assert.Contains(label, decoded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portal_AllowsNoScriptAndKeepsNothing()
    {
        var (answer, body) = await running.Gateway.GetAsync("/setup");
        Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("text/css", (await running.Gateway.GetAsync("/mugai.css")).Answer.Content.Headers.ContentType!.MediaType);
    }

    /// <summary>The administrator's calls go through the socket in the store's folder alone.</summary>
    [Theory]
    [InlineData("/queue")]
    [InlineData("/alive")]
    [InlineData("/queue/retry-all?reason=x")]
    public async Task ControlCalls_AreNotOnTheNetwork(string path)
    {
        // Whatever is asked for: sign in first.
        var (answer, _) = await running.Gateway.GetAsync(path);
        Assert.Equal("/sign-in", answer.RequestMessage!.RequestUri!.AbsolutePath.Replace("/setup", "/sign-in", StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(running.Gateway.Store, "control.sock")));
    }

    public sealed class Running : IAsyncLifetime
    {
        public MugaiServer Gateway { get; private set; } = null!;

        public async Task InitializeAsync() => Gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean" });

        public async Task DisposeAsync() => await Gateway.DisposeAsync();
    }
}
