using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mugai.EndToEnd.Tests.Portal;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Documents;

/// <summary>The files that the pages show are given to the programs that read them, and both languages show the same.</summary>
public sealed partial class ExampleTests
{
    private static readonly string[] Kinds = ["sh", "sh stopped", "sh elsewhere", "sh norun", "yaml", "yaml policy", "yaml tenant", "yaml prometheus", "main.cf", "text"];

    [Fact]
    public void EveryFence_SaysWhatStandsInIt() =>
        Assert.All(DocumentPage.All, page => Assert.All(page.Blocks, block => Assert.True(Kinds.Contains(block.Kind), $"{page}: \"{block.Kind}\": {block.Text}")));

    /// <summary>Each configuration of a page is checked beside the policies and tenants of that page.</summary>
    [Fact]
    public async Task Configurations_AreOnesThatCheckAccepts()
    {
        foreach (var page in DocumentPage.All.Where(page => page.Blocks.Any(block => block.IsConfiguration || block.IsPolicy || block.Kind == "yaml tenant")))
        {
            var configurations = page.Blocks.Where(block => block.IsConfiguration).Select(block => block.Text).DefaultIfEmpty("policies: policies/\n").ToList();
            var policies = page.Blocks.Where(block => block.IsPolicy).Select(block => block.Text).ToList();
            foreach (var configuration in configurations)
            {
                using var folder = new TempFolder();
                Installation(folder);
                foreach (var (number, policy) in policies.Index())
                {
                    folder.Write(string.Create(CultureInfo.InvariantCulture, $"policies/{40 + number}-page.yaml"), policy);
                }

                foreach (var block in page.Blocks.Where(block => block.Kind == "yaml tenant"))
                {
                    folder.Write("tenants/kita-machi.yaml", block.Text);
                }

                var whole = configuration + (policies.Count > 0 && !configuration.Contains("policies:", StringComparison.Ordinal) ? "policies: policies/\n" : "");
                var file = folder.Write("mugai.yaml", whole.Replace("/etc/mugai/", folder.Path + "/", StringComparison.Ordinal));
                var end = await ChildProcess.RunAsync(MugaiServer.Program, ["check", "--config", file], folder.Path);
                Assert.True(end.Code == 0, $"{page}:\n{configuration}\n{end}");
                Assert.Equal(policies.Count, policies.Count(policy => end.Text.Contains($"policy {PolicyName().Match(policy).Groups[1].Value} ", StringComparison.Ordinal)));
            }

            Assert.Equal(page.Blocks.Any(block => block.Kind == "yaml tenant"), configurations.Any(configuration => configuration.Contains("tenants: tenants/", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task ConfigurationOfPrometheus_IsOneThatItAccepts(string language)
    {
        using var folder = new TempFolder();
        var file = folder.Write("prometheus.yml", DocumentPage.Get(language, "monitoring.md").Blocks.Single(block => block.Kind == "yaml prometheus").Text);
        var end = await ChildProcess.RunAsync(Installed.Program("promtool", "prometheus"), ["check", "config", file]);
        Assert.True(end.Code == 0, end.ToString());
    }

    /// <summary>The lines for the Postfix before the gateway, in a Postfix before a gateway that takes its word for where a mail comes from.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task LinesForPostfix_BringMailToTheGateway(string language)
    {
        await using var inside = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new()
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{inside.Port}"),
            Smtp = ["xforwardFrom: [\"127.0.0.1\"]"],
            Policies = new Dictionary<string, string> { ["10-client.yaml"] = "name: told-by-xforward\nrecipients: [\"*\"]\nclients: [\"192.0.2.77\"]\nnotice: { when: always, subjectTag: \"[relayed]\" }\n" },
        });
        var lines = DocumentPage.Get(language, "connect.md").Blocks.Single(block => block.Kind == "main.cf").Text;
        Assert.Contains("[192.0.2.10]:25", lines, StringComparison.Ordinal);
        await using var postfix = await PostfixInstance.StartAsync(
        [
            "myhostname = mta.inet.example",
            // The test stands for a server elsewhere.
            "smtpd_authorized_xforward_hosts = 127.0.0.1",
            .. lines.Replace("[192.0.2.10]:25", string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{gateway.SmtpPort}"), StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries),
        ]);
        using (var talk = await SmtpTalk.ConnectAsync(postfix.Port))
        {
            Assert.StartsWith("250", await talk.CommandAsync("XFORWARD ADDR=192.0.2.77 NAME=first.example"), StringComparison.Ordinal);
            Assert.StartsWith("250", await talk.MessageAsync("sender@outside.example", ["clerk@city.example.lg.jp"], Sample.Text("by-postfix")), StringComparison.Ordinal);
        }

        var came = await inside.WaitForAsync("sender@outside.example");
        Assert.Equal(["clerk@city.example.lg.jp"], came.Recipients);
        Assert.StartsWith("[relayed]", ReceivedMail.Read(came.Bytes).Subject, StringComparison.Ordinal);
    }

    /// <summary>Both languages have the same pages; a page of one shows what that of the other shows, word for word, but for names and reasons in Japanese and for what comments say.</summary>
    [Fact]
    public void BothLanguages_ShowTheSame()
    {
        var pages = DocumentPage.All.ToLookup(page => page.Language);
        Assert.Equal(pages["en"].Select(page => page.Name), pages["ja"].Select(page => page.Name));
        foreach (var (en, ja) in pages["en"].Zip(pages["ja"]))
        {
            var (shown, shownInJapanese) = (en.Blocks.Where(block => block.Kind != "text").ToList(), ja.Blocks.Where(block => block.Kind != "text").ToList());
            Assert.True(shown.Select(block => block.Kind).SequenceEqual(shownInJapanese.Select(block => block.Kind)), $"{en.Name}: {string.Join(", ", shown.Select(block => block.Kind))} / {string.Join(", ", shownInJapanese.Select(block => block.Kind))}");
            foreach (var (block, inJapanese) in shown.Zip(shownInJapanese))
            {
                var (words, translated) = (Words(block.Text), Words(inJapanese.Text));
                Assert.True(
                    words.Count == translated.Count && words.Zip(translated).All(pair => pair.First == pair.Second || !Ascii.IsValid(pair.Second)),
                    $"{en.Name}:\n{block.Text}\n{inJapanese.Text}");
            }
        }
    }

    private static List<string> Words(string text) => [.. text.Split('\n').SelectMany(line => Word().Matches(Comment().Replace(line, "")).Select(word => word.Value).Append("\n"))];

    /// <summary>What stands below /etc/mugai on the machine of a reader.</summary>
    private static void Installation(TempFolder folder)
    {
        folder.Write("policies/90-all.yaml", "name: all\nrecipients: [\"*\"]\n");
        folder.Write("tenants/kita-machi/10-all.yaml", "name: kita\nrecipients: [\"*\"]\n");
        folder.Write("oidc-secret", "secret\n");
        folder.Write("ldap-password", "secret\n");
        Directory.CreateDirectory(folder.File("ldap-ca"));
        LoopbackCertificate.Write(folder, "portal");
        LoopbackCertificate.Write(folder, "idp-ca");
    }

    /// <summary>A word, with what is in quotes.</summary>
    [GeneratedRegex("(?:\"[^\"]*\"|[^\\s\"])+")]
    private static partial Regex Word();

    [GeneratedRegex("(?m)^name: ([a-z-]+)")]
    private static partial Regex PolicyName();

    [GeneratedRegex("(^|\\s)#.*$")]
    private static partial Regex Comment();
}
