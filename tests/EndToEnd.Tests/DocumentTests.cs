using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>
/// Every command in docs/operating is run, in the order in which it stands, against a gateway that has mail. A block says how: <c>sh</c> as it is, <c>sh stopped</c> with the server
/// stopped, <c>sh elsewhere</c> on another machine with the same key, <c>yaml policy</c> is put among the policies; <c>sh norun</c> is for the reader's machine and only its syntax is checked.
/// </summary>
public sealed partial class DocumentTests
{
    private static readonly string Operating = Checkout.At("docs", "operating");

    /// <summary>What the blocks that cannot run here may begin with.</summary>
    private static readonly string[] ElsewhereAlone = ["sudo", "apt-get", "systemctl", "docker", "mkdir", "cp", "sha256sum"];

    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (var language in (string[])["en", "ja"])
            {
                foreach (var page in Directory.GetFiles(Path.Combine(Operating, language), "*.md").Where(page => Blocks(page).Any(block => block.Kind != "sh norun")))
                {
                    pages.Add(language, Path.GetFileName(page));
                }
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryCommand_DoesWhatThePageSays(string language, string page)
    {
        await using var inside = MailSink.Start();
        var settings = new MugaiSettings { NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{inside.Port}") };
        await using var gateway = await MugaiServer.StartAsync(settings);
        await using var other = MugaiServer.Prepare(settings);
        Directory.CreateDirectory(Path.Combine(other.Folder, "key"));
        File.Copy(Path.Combine(gateway.Folder, "key", "master.key"), Path.Combine(other.Folder, "key", "master.key"));
        File.WriteAllBytes(Path.Combine(gateway.Folder, "report.docm"), Sample.Docm);
        Assert.StartsWith("250", await gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.HtmlWithDocm("a mail")), StringComparison.Ordinal);
        await Wait.UntilAsync(async () => (await gateway.CommandAsync("quarantine", "list", "--state", "delivered", "--json")).Text.Length > 0, () => "not delivered");
        foreach (var block in Blocks(Path.Combine(Operating, language, page)))
        {
            switch (block.Kind)
            {
                case "yaml policy":
                    File.WriteAllText(Path.Combine(gateway.Folder, "policies", "40-page.yaml"), block.Text);
                    break;
                case "sh stopped":
                    Assert.Equal(0, await gateway.StopAsync());
                    await RunAsync(block, gateway, gateway);
                    await gateway.StartAsync();
                    break;
                case "sh elsewhere":
                    await RunAsync(block, other, gateway);
                    break;
                case "sh":
                    await RunAsync(block, gateway, gateway);
                    break;
                default:
                    break;
            }
        }

        Assert.Equal(0, await gateway.StopAsync());
    }

    [Fact]
    public async Task WhatIsForTheReadersMachine_IsWrittenCorrectly()
    {
        var version = Regex.Match(File.ReadAllText(Checkout.At("Directory.Build.props")), "<Version>(.*)</Version>").Groups[1].Value;
        Assert.All((string[])["en", "ja"], language => Assert.Contains($"mugai_{version}_amd64.deb", File.ReadAllText(Path.Combine(Operating, language, "install.md")), StringComparison.Ordinal));
        var units = Directory.GetFiles(Checkout.At("packaging", "systemd")).Select(Path.GetFileName).ToList();
        foreach (var block in Directory.GetFiles(Operating, "*.md", SearchOption.AllDirectories).SelectMany(Blocks).Where(block => block.Kind.StartsWith("sh", StringComparison.Ordinal)))
        {
            var end = await ChildProcess.RunAsync("/bin/bash", ["-n", "-c", block.Text]);
            Assert.True(end.Code == 0, $"{block.Page}: {end}");
            if (block.Kind == "sh norun")
            {
                Assert.All(block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Split(' ')[0], ElsewhereAlone));
            }

            Assert.All(UnitNames().Matches(block.Text), unit => Assert.Contains(unit.Value, units));
        }
    }

    /// <summary>Both languages have the same pages, and a page of one has as many commands as that of the other.</summary>
    [Fact]
    public void BothLanguages_SayTheSame()
    {
        var names = Directory.GetFiles(Path.Combine(Operating, "en"), "*.md").Select(Path.GetFileName).ToList();
        Assert.Equal(names.Order(), Directory.GetFiles(Path.Combine(Operating, "ja"), "*.md").Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Equal(
            Blocks(Path.Combine(Operating, "en", name!)).Select(block => (block.Kind, block.Text.Count(letter => letter == '\n'))),
            Blocks(Path.Combine(Operating, "ja", name!)).Select(block => (block.Kind, block.Text.Count(letter => letter == '\n')))));
    }

    private static async Task RunAsync(Block block, MugaiServer machine, MugaiServer gateway)
    {
        // The commands of the page, with the names that this machine has.
        var tools = Path.Combine(machine.Folder, "tools");
        Directory.CreateDirectory(tools);
        Tool(tools, "mugai", $"exec '{MugaiServer.Program}' \"$@\" --config '{machine.ConfigFile}'");
        Tool(tools, "sudo", "[ \"$1\" = -u ] && shift 2; exec \"$@\"");
        var backups = Path.Combine(gateway.Folder, "backups");
        var text = block.Text.Replace("127.0.0.1:25 ", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{gateway.SmtpPort} "), StringComparison.Ordinal)
            .Replace("/backup/mugai/mugai-20261129T010000Z", Directory.Exists(backups) ? Directory.GetDirectories(backups).FirstOrDefault() ?? "" : "", StringComparison.Ordinal)
            .Replace("/backup/mugai", backups, StringComparison.Ordinal).Replace("/backup/", gateway.Folder + "/", StringComparison.Ordinal);
        if (Reference().IsMatch(text))
        {
            var newest = (await gateway.CommandAsync("quarantine", "list", "--json", "--limit", "1")).Text;
            text = Reference().Replace(text, JsonNode.Parse(newest)!["id"]!.GetValue<string>());
        }

        var end = await ChildProcess.RunAsync("/bin/bash", ["-e", "-o", "pipefail", "-c", $"PATH='{tools}':$PATH\n{text}"], machine.Folder, within: TimeSpan.FromSeconds(120));
        Assert.True(end.Code == 0, $"{block.Page}: {text}\n{end}");
    }

    private static void Tool(string folder, string name, string command)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static IEnumerable<Block> Blocks(string page)
    {
        string? kind = null;
        var text = new List<string>();
        foreach (var line in File.ReadAllLines(page))
        {
            if (kind is null && line.StartsWith("```", StringComparison.Ordinal))
            {
                kind = line[3..].Trim();
                text.Clear();
            }
            else if (line == "```")
            {
                if (kind is "sh" or "sh stopped" or "sh elsewhere" or "sh norun" or "yaml policy")
                {
                    yield return new Block(Path.GetRelativePath(Operating, page), kind, string.Join('\n', text) + "\n");
                }

                kind = null;
            }
            else
            {
                text.Add(line);
            }
        }
    }

    [GeneratedRegex("REFERENCE|受付番号")]
    private static partial Regex Reference();

    [GeneratedRegex("mugai[a-z-]*\\.(service|timer)")]
    private static partial Regex UnitNames();

    private sealed record Block(string Page, string Kind, string Text);
}
