using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Policies that change under a running gateway, and what an administrator can ask about them.</summary>
public sealed class PolicyReloadTests
{
    private const string Clerk = "clerk@" + MugaiServer.Domain;
    private const string WithoutMacroFiles = "name: strict\nrecipients: [\"*\"]\nremoveFormats: [docm]\n";
    private const string ForPublicBodies = "name: public\nrecipients: [\"*\"]\nsenders: [\"*.lg.jp\"]\n";

    [Fact]
    public async Task ChangedFiles_JudgeTheNextMail_AndMistakesChangeNothing()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new()
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            Policies = new Dictionary<string, string> { ["50-all.yaml"] = "name: standard\nrecipients: [\"*\"]\n" },
        });
        Assert.Equal("見積書.docx", await AttachmentOfAsync(gateway, sink, "before"));

        var first = await RevisionAsync(gateway);
        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "policies", "50-all.yaml"), "name: strict\nrecipients: [\"*\"]\nremoveFormat: [docm]\n");
        await Wait.UntilAsync(async () => await ProblemsAsync(gateway) == 1, () => gateway.Process.Said);
        Assert.Equal(first, await RevisionAsync(gateway));
        await Wait.UntilAsync(() => gateway.Process.Said.Contains("removeFormats", StringComparison.Ordinal), () => gateway.Process.Said);
        Assert.Equal("見積書.docx", await AttachmentOfAsync(gateway, sink, "mistake"));
        // An incident, a health check and a backup do not wait until the mistake is mended.
        foreach (var command in (string[][])[["health"], ["queue", "list"], ["quarantine", "hold", "--all", "--reason", "incident"], ["quarantine", "hold", "--all", "--end", "--reason", "over"]])
        {
            var end = await gateway.CommandAsync(command);
            Assert.True(end.Code == 0, $"{string.Join(' ', command)}: {end}");
        }

        await File.WriteAllTextAsync(Path.Combine(gateway.Folder, "policies", "50-all.yaml"), WithoutMacroFiles);
        gateway.Process.HangUp();
        await Wait.UntilAsync(async () => await RevisionAsync(gateway) != first, () => gateway.Process.Said);
        Assert.Equal("見積書.docm.txt", await AttachmentOfAsync(gateway, sink, "after"));
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task Replay_TellsWhatACandidateWouldChange_AndChangesNothing()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new()
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            Policies = new Dictionary<string, string> { ["50-all.yaml"] = "name: standard\nrecipients: [\"*\"]\n" },
        });
        await gateway.SendAsync([Clerk], Sample.HtmlWithDocm("with a macro"));
        await gateway.SendAsync([Clerk], Sample.Text("plain"));
        await Wait.UntilAsync(() => sink.Count == 2, () => gateway.Process.Said);
        var candidate = Directory.CreateDirectory(Path.Combine(gateway.Folder, "candidate"));
        await File.WriteAllTextAsync(Path.Combine(candidate.FullName, "50-all.yaml"), WithoutMacroFiles + "holdMessage: [html.script]\n");

        var same = await gateway.CommandAsync("policy", "replay");
        Assert.Contains("2 mail(s) tried, 0 difference(s)", same.Text, StringComparison.Ordinal);
        var replay = await gateway.CommandAsync("policy", "replay", "--since", "1d", "--policies", "candidate");
        Assert.True(replay.Code == 0, replay.ToString());
        Assert.Contains("standard → strict", replay.Text, StringComparison.Ordinal);
        Assert.Contains("mail: delivered → held (html.script)", replay.Text, StringComparison.Ordinal);
        Assert.Contains("rebuilt docx → replaced txt", replay.Text, StringComparison.Ordinal);
        Assert.Contains("2 mail(s) tried, 1 difference(s)", replay.Text, StringComparison.Ordinal);

        Assert.Equal(2, sink.Count);
        await File.WriteAllTextAsync(Path.Combine(candidate.FullName, "60-wrong.yaml"), "recipient: [\"*\"]\n");
        var wrong = await gateway.CommandAsync("policy", "replay", "--policies", "candidate");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("60-wrong.yaml:1", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task Explain_NamesTheFileThatDecides_AndTriesAFile()
    {
        var gateway = MugaiServer.Prepare(new()
        {
            NextHop = "maildir:clean", Policies = new Dictionary<string, string> { ["10-public.yaml"] = ForPublicBodies, ["50-all.yaml"] = WithoutMacroFiles },
        });
        await using (gateway)
        {
            var file = Path.Combine(gateway.Folder, "a.docm");
            await File.WriteAllBytesAsync(file, Sample.Docm);
            var outside = await gateway.CommandAsync("policy", "explain", "--from", "x@outside.example", "--to", Clerk, "--file", file);
            Assert.True(outside.Code == 0, outside.ToString());
            Assert.Contains("10-public.yaml: no, senders (*.lg.jp)", outside.Text, StringComparison.Ordinal);
            Assert.Contains("50-all.yaml: decides", outside.Text, StringComparison.Ordinal);
            Assert.Contains("removeFormats: docm  <- 50-all.yaml:3", outside.Text, StringComparison.Ordinal);
            Assert.Contains("a.docm (docm): replaced", outside.Text, StringComparison.Ordinal);

            var inside = await gateway.CommandAsync("policy", "explain", "--from", "x@town.lg.jp", "--to", Clerk, "--file", file);
            Assert.Contains("10-public.yaml: decides", inside.Text, StringComparison.Ordinal);
            Assert.Contains("a.docm (docm): rebuilt", inside.Text, StringComparison.Ordinal);

            var listed = await gateway.CommandAsync("policy", "list");
            Assert.Contains("    senders: *.lg.jp", listed.Text, StringComparison.Ordinal);
            Assert.Equal(2, (await gateway.CommandAsync("policy", "explain", "--to", Clerk, "--client", "here")).Code);
        }
    }

    private static async Task<string> AttachmentOfAsync(MugaiServer gateway, MailSink sink, string subject)
    {
        Assert.StartsWith("250", await gateway.SendAsync([Clerk], Sample.HtmlWithDocm(subject)), StringComparison.Ordinal);
        var mail = ReceivedMail.Read((await sink.WaitForAsync(subject)).Bytes);
        return Assert.Single(mail.All, part => part.FileName.Length > 0).FileName;
    }

    private static async Task<string> RevisionAsync(MugaiServer gateway) => (await PoliciesAsync(gateway))["revision"]!.GetValue<string>();

    private static async Task<int> ProblemsAsync(MugaiServer gateway) => (await PoliciesAsync(gateway))["problems"]!.GetValue<int>();

    private static async Task<JsonNode> PoliciesAsync(MugaiServer gateway) => JsonNode.Parse((await gateway.GetAsync("/health")).Body)!["policies"]!;
}
