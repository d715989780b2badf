using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Files that are refused for what they hold, through the whole gateway.</summary>
public sealed class ObjectPolicyTests
{
    [Fact]
    public async Task AFileWithMacros_IsRefused_AndItsPlaceSaysWhy()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new()
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            Policies = new Dictionary<string, string> { ["50-all.yaml"] = "name: no-macros\nrecipients: [\"*\"]\nobjects: { office: { macro: block } }\n" },
        });
        await gateway.SendAsync(["clerk@" + MugaiServer.Domain], Sample.HtmlWithDocm("macros"));
        var notice = Assert.Single(ReceivedMail.Read((await sink.WaitForAsync("macros")).Bytes).All, part => part.FileName.Length > 0);
        Assert.Equal("見積書.docm.txt", notice.FileName);
        Assert.Contains("含まれているもの：マクロ", notice.Text, StringComparison.Ordinal);
        Assert.Contains("It holds: macros", notice.Text, StringComparison.Ordinal);

        var shown = await gateway.CommandAsync("policy", "explain", "--to", "clerk@" + MugaiServer.Domain);
        Assert.Contains("objects.office.macro: block  <- 50-all.yaml:3", shown.Text, StringComparison.Ordinal);
        Assert.Contains("objects.office.dde: remove  <- default", shown.Text, StringComparison.Ordinal);
        var schema = JsonNode.Parse((await gateway.CommandAsync("check", "--schema", "policy")).Text)!;
        Assert.Equal(["remove", "block"], schema["properties"]!["objects"]!["properties"]!["pdf"]!["properties"]!["javascript"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()));
    }
}
