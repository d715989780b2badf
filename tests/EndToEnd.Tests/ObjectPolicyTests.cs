using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Files that are refused for what they hold, through the whole gateway.</summary>
public sealed class ObjectPolicyTests
{
    /// <summary>A table in an archive comes; by a policy that allows attachments alone it does not, and its place says why.</summary>
    [Fact]
    public async Task WhatLiesDeeperThanThePolicyAllows_IsRefused()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new()
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            Policies = new Dictionary<string, string> { ["10-flat.yaml"] = $"name: flat\nrecipients: [\"flat@{MugaiServer.Domain}\"]\nlimits: {{ depth: 2 }}\n", ["90-all.yaml"] = "name: all\nrecipients: [\"*\"]\n" },
        });
        foreach (var (name, isDeep) in new[] { ("flat", true), ("clerk", false) })
        {
            await gateway.SendAsync([$"{name}@{MugaiServer.Domain}"], Sample.WithFile($"nested for {name}", "files.zip", Zip("table.csv", "a,b"u8)));
            var mail = ReceivedMail.Read((await sink.WaitForAsync($"nested for {name}")).Bytes);
            Assert.Equal(isDeep, mail.AllText.Contains("ファイルの入れ子が深すぎます", StringComparison.Ordinal));
            Assert.Contains(mail.All, part => part.FileName.StartsWith("files.zip", StringComparison.Ordinal));
        }
    }

    private static byte[] Zip(string name, ReadOnlySpan<byte> content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry(name).Open())
        {
            entry.Write(content);
        }

        return bytes.ToArray();
    }

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
