using System.Globalization;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Policies that mails are also judged by: they are counted, and nothing else happens.</summary>
public sealed class ShadowPolicyTests
{
    private const string Clerk = "clerk@" + MugaiServer.Domain;
    private const string Strict = "name: strict\nrecipients: [\"*\"]\nholdMessage: [html.script]\nremoveFormats: [docm]\n";

    [Fact]
    public async Task AMailThatTheShadowWouldHold_IsDeliveredAndCounted()
    {
        await using var sink = MailSink.Start();
        var gateway = MugaiServer.Prepare(new()
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            Policies = new Dictionary<string, string> { ["50-all.yaml"] = "name: standard\nrecipients: [\"*\"]\n" },
        });
        await using (gateway)
        {
            await File.AppendAllTextAsync(gateway.ConfigFile, "shadowPolicies: candidate\n");
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(gateway.Folder, "candidate")).FullName, "50-all.yaml");
            await File.WriteAllTextAsync(file, Strict.Replace("holdMessage", "holdMesage", StringComparison.Ordinal));

            var wrong = await gateway.CommandAsync("check");
            Assert.Equal(2, wrong.Code);
            Assert.Contains("Did you mean 'holdMessage'?", wrong.Error + wrong.Text, StringComparison.Ordinal);

            // A broken shadow neither stops the start nor touches a mail.
            await gateway.StartAsync();
            Assert.Contains("1 mistake(s) in the shadow policy files", gateway.Process.Said, StringComparison.Ordinal);
            await gateway.SendAsync([Clerk], Sample.HtmlWithDocm("while broken"));
            Assert.Contains("見積書.docx", Names(await sink.WaitForAsync("while broken")));
            Assert.Contains("Nothing was judged", (await gateway.CommandAsync("policy", "shadow")).Text, StringComparison.Ordinal);

            await File.WriteAllTextAsync(file, Strict);
            await Wait.UntilAsync(() => gateway.Process.Said.Contains("judge mails without effect", StringComparison.Ordinal), () => gateway.Process.Said);
            await gateway.SendAsync([Clerk], Sample.HtmlWithDocm("would be held"));
            await gateway.SendAsync([Clerk], Sample.Text("plain"));
            Assert.Contains("見積書.docx", Names(await sink.WaitForAsync("would be held")));
            await sink.WaitForAsync("plain");

            var figures = "";
            await Wait.UntilAsync(async () => (figures = (await gateway.CommandAsync("policy", "shadow", "--since", "1d")).Text).Contains("2 mail(s) judged", StringComparison.Ordinal), () => figures);
            Assert.Contains("standard → strict: 2 mail(s) judged, 1 different", figures, StringComparison.Ordinal);
            Assert.Contains("mail: delivered → held: 1", figures, StringComparison.Ordinal);
            Assert.Contains("part: sanitize → remove: 1", figures, StringComparison.Ordinal);
            Assert.Contains("under shadow policy strict (now standard) it would be different", gateway.Process.Said, StringComparison.Ordinal);
            Assert.Equal("[]", (await gateway.CommandAsync("queue", "list", "--json")).Text.Trim());
            Assert.Equal(0, (await gateway.CommandAsync("audit", "verify")).Code);

            // The mistake is back: the mail flows, and nothing is judged by what was there before.
            int Told() => gateway.Process.Said.Split("mistake(s) in the shadow policy files").Length;
            var before = Told();
            await File.WriteAllTextAsync(file, "name: [\n");
            await Wait.UntilAsync(() => Told() > before, () => gateway.Process.Said);
            await gateway.SendAsync([Clerk], Sample.HtmlWithDocm("broken again"));
            Assert.Contains("見積書.docx", Names(await sink.WaitForAsync("broken again")));
            Assert.Contains("2 mail(s) judged", (await gateway.CommandAsync("policy", "shadow")).Text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Names(SunkMail mail) => ReceivedMail.Read(mail.Bytes).All.Select(part => part.FileName);
}
