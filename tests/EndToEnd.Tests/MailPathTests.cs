using System.Globalization;
using System.IO.Compression;
using System.Text;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>A Postfix before Mugai and another behind it, as in a municipality.</summary>
public sealed class MailPathTests(MailPathTests.Servers servers) : IClassFixture<MailPathTests.Servers>
{
    private const string Clerk = "clerk@city.example.lg.jp";
    private const string Mayor = "mayor@city.example.lg.jp";

    [Fact]
    public async Task HtmlMailWithMacroDocument_ArrivesAsTextWithACleanDocument()
    {
        Assert.StartsWith("250", await servers.SendAsync([Clerk], Sample.HtmlWithDocm("令和8年度 見積書①の送付について（重要）")), StringComparison.Ordinal);

        var raw = await servers.ArrivedAsync(Clerk, "見積書①");
        var mail = ReceivedMail.Read(raw);
        Assert.Equal("令和8年度 見積書①の送付について（重要）", mail.Subject);
        Assert.Contains("山田", mail.Field("From") is { } from ? Encoding.UTF8.GetString(Convert.FromBase64String(from.Split('?')[3])) : "", StringComparison.Ordinal);

        var body = mail.PartOf("text/plain").Text;
        Assert.Contains("見積書の送付", body, StringComparison.Ordinal);
        Assert.Contains("phish", body, StringComparison.Ordinal);
        Assert.DoesNotContain("http://phish.example", body, StringComparison.Ordinal);
        Assert.DoesNotContain("evilScript", mail.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("track.example", mail.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.All, part => part.MediaType == "text/html");

        var attachment = Assert.Single(mail.All, part => part.FileName.Length > 0);
        Assert.Equal("見積書.docx", attachment.FileName);
        using var package = new ZipArchive(new MemoryStream(attachment.Content));
        Assert.NotNull(package.GetEntry("word/document.xml"));
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.Contains("vba", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task CleanMail_CarriesItsTraceAndTheLinkToThePortal()
    {
        Assert.StartsWith("250", await servers.SendAsync([Clerk], Sample.HtmlWithDocm("trace-and-link")), StringComparison.Ordinal);

        var mail = ReceivedMail.Read(await servers.ArrivedAsync(Clerk, "trace-and-link"));
        var id = mail.Field("X-Mugai-Id");
        Assert.NotNull(id);
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Contains(mail.Fields("Received"), received => received.Contains("by gw.city.example.lg.jp (Mugai)", StringComparison.Ordinal) && received.Contains(id, StringComparison.Ordinal));
        Assert.Contains(mail.Fields("Received"), received => received.Contains("first.example", StringComparison.Ordinal));
        var body = mail.PartOf("text/plain").Text;
        Assert.Contains($"{MugaiServer.PublicUrl}/m/{id}", body, StringComparison.Ordinal);
        Assert.Contains("無害化のお知らせ", body, StringComparison.Ordinal);
        Assert.Contains("Sanitization notice", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoRecipientsInTwoPolicies_GetTwoDifferentMails()
    {
        Assert.StartsWith("250", await servers.SendAsync([Clerk, Mayor], Sample.HtmlWithDocm("two-policies")), StringComparison.Ordinal);

        var forClerk = ReceivedMail.Read(await servers.ArrivedAsync(Clerk, "two-policies"));
        var forMayor = ReceivedMail.Read(await servers.ArrivedAsync(Mayor, "two-policies"));
        Assert.Contains(forClerk.All, part => part.FileName.EndsWith(".docx", StringComparison.Ordinal));
        Assert.DoesNotContain(forMayor.All, part => part.FileName.EndsWith(".docx", StringComparison.Ordinal));
        Assert.Contains("phish", forClerk.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("phish", forMayor.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("Sanitization notice", forMayor.AllText, StringComparison.Ordinal);
        Assert.NotEqual(forClerk.Field("X-Mugai-Policy"), forMayor.Field("X-Mugai-Policy"));
        Assert.Equal(forClerk.Field("X-Mugai-Id"), forMayor.Field("X-Mugai-Id"));
        Assert.DoesNotContain(Mayor, forClerk.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(Clerk, forMayor.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NestedMail_IsCleanedInside()
    {
        Assert.StartsWith("250", await servers.SendAsync([Clerk], Sample.Nested("nested-outer", Sample.HtmlWithDocm("転送された見積書"))), StringComparison.Ordinal);

        var mail = ReceivedMail.Read(await servers.ArrivedAsync(Clerk, "nested-outer"));
        Assert.Contains("see the forwarded mail", mail.AllText, StringComparison.Ordinal);
        var inner = mail.PartOf("message/rfc822").Parts[0];
        Assert.Equal("転送された見積書", inner.Subject);
        Assert.Contains("いつもお世話になっております", inner.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("evilScript", mail.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.All, part => part.MediaType == "text/html");
        var document = Assert.Single(inner.All, part => part.FileName.EndsWith(".docx", StringComparison.Ordinal));
        using var package = new ZipArchive(new MemoryStream(document.Content));
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.Contains("vba", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Swaks_SendsAJapaneseMailOfEightBits()
    {
        var end = await ChildProcess.RunAsync(Installed.Program("swaks", "swaks"),
        [
            "--server", "127.0.0.1", "--port", servers.Upstream.Port.ToString(CultureInfo.InvariantCulture), "--from", "sender@outside.example", "--to", Clerk,
            "--header", "Subject: from-swaks", "--add-header", "MIME-Version: 1.0", "--add-header", "Content-Type: text/plain; charset=utf-8",
            "--add-header", "Content-Transfer-Encoding: 8bit", "--body", "八ビットの本文",
        ]);
        Assert.True(end.Code == 0, end.ToString());
        Assert.Contains("八ビットの本文", ReceivedMail.Read(await servers.ArrivedAsync(Clerk, "from-swaks")).AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostfixSource_SendsAHundredMails_AllArrive()
    {
        var end = await ChildProcess.RunAsync(Installed.Program("smtp-source", "postfix"),
        [
            "-s", "10", "-m", "100", "-l", "4096", "-S", "load-mail", "-f", "sender@outside.example", "-t", "load@city.example.lg.jp",
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{servers.Gateway.SmtpPort}"),
        ]);
        Assert.True(end.Code == 0, end.ToString());
        var mails = await servers.NextHop.MailboxAsync("load@city.example.lg.jp", 100);
        Assert.Equal(100, mails.Select(mail => ReceivedMail.Read(mail).Field("X-Mugai-Id")).Distinct().Count());
    }

    [Fact]
    public async Task UnknownRecipient_IsRefusedAtRcpt_ByProbe()
    {
        using var talk = await SmtpTalk.ConnectAsync(servers.Gateway.SmtpPort);
        await talk.CommandAsync("MAIL FROM:<sender@outside.example>");
        Assert.StartsWith("550", await talk.CommandAsync("RCPT TO:<nobody@city.example.lg.jp>"), StringComparison.Ordinal);
        Assert.StartsWith("250", await talk.CommandAsync($"RCPT TO:<{Clerk}>"), StringComparison.Ordinal);
        Assert.StartsWith("55", await talk.CommandAsync("RCPT TO:<somebody@elsewhere.example>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownRecipient_IsRefusedAtRcpt_ByList_ThatIsReadAgain()
    {
        using var folder = new TempFolder();
        var list = folder.Write("recipients.txt", "# people\nclerk@city.example.lg.jp\n");
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", Smtp = [$"recipientList: {list}"] });
        using var talk = await SmtpTalk.ConnectAsync(gateway.SmtpPort);
        await talk.CommandAsync("MAIL FROM:<sender@outside.example>");
        Assert.StartsWith("550", await talk.CommandAsync("RCPT TO:<newcomer@city.example.lg.jp>"), StringComparison.Ordinal);
        Assert.StartsWith("250", await talk.CommandAsync("RCPT TO:<CLERK@city.example.lg.jp>"), StringComparison.Ordinal);

        folder.Write("recipients.txt", "clerk@city.example.lg.jp\nnewcomer@city.example.lg.jp\n");
        await Wait.UntilAsync(async () => (await talk.CommandAsync("RCPT TO:<newcomer@city.example.lg.jp>")).StartsWith("250", StringComparison.Ordinal), () => "the list is read again");
    }

    /// <summary>What the next hop refuses for good is told to the sender, by way of the MTA outside, at once.</summary>
    [Fact]
    public async Task MailboxThatTheNextHopRefuses_IsToldToTheSender()
    {
        await using var outside = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{servers.NextHop.Port}"),
            Delivery = [string.Create(CultureInfo.InvariantCulture, $"bounceVia: smtp://127.0.0.1:{outside.Port}")],
        });
        Assert.StartsWith("250", await gateway.SendAsync([Clerk, "nobody@city.example.lg.jp"], Sample.Text("half-known")), StringComparison.Ordinal);
        await servers.ArrivedAsync(Clerk, "half-known");

        // Well under the half minute after which the store is looked through anyway.
        var notice = await outside.WaitForAsync("nobody@city.example.lg.jp", TimeSpan.FromSeconds(20));
        Assert.Equal(("", "sender@outside.example"), (notice.From, Assert.Single(notice.Recipients)));
        var mail = ReceivedMail.Read(notice.Bytes);
        Assert.Equal("multipart/report", mail.MediaType);
        var status = Encoding.UTF8.GetString(mail.PartOf("message/delivery-status").Content);
        Assert.Contains("Action: failed", status, StringComparison.Ordinal);
        Assert.Contains("Status: 5.1.1", status, StringComparison.Ordinal);
        Assert.DoesNotContain(Clerk, notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("本日の会議資料", mail.AllText, StringComparison.Ordinal);
        Assert.Contains("配送できませんでした", mail.AllText, StringComparison.Ordinal);
    }

    /// <summary>The two Postfixes and the gateway between them.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        public PostfixInstance Upstream { get; private set; } = null!;

        public PostfixInstance NextHop { get; private set; } = null!;

        public MugaiServer Gateway { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            NextHop = await PostfixInstance.StartMailboxesAsync([Clerk, Mayor, "load@city.example.lg.jp"]);
            Gateway = await MugaiServer.StartAsync(new MugaiSettings
            {
                NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{NextHop.Port}"),
                Smtp = ["probeRecipients: true"],
                Policies = new Dictionary<string, string>
                {
                    ["10-mayor.yaml"] = "name: maximum\nrecipients: [\"mayor@city.example.lg.jp\"]\nlanguage: ja\nlinks: remove\nfamilies:\n  office: remove\n",
                    ["90-standard.yaml"] = "name: standard\nrecipients: [\"*\"]\nlanguage: both\n",
                },
            });
            Upstream = await PostfixInstance.StartRelayAsync(MugaiServer.Domain, Gateway.SmtpPort);
        }

        public async Task DisposeAsync()
        {
            foreach (var server in (IAsyncDisposable?[])[Upstream, Gateway, NextHop])
            {
                if (server is not null)
                {
                    await server.DisposeAsync();
                }
            }
        }

        /// <summary>Hands a mail to the upstream Postfix.</summary>
        public Task<string> SendAsync(IReadOnlyList<string> recipients, byte[] mail) => SmtpTalk.SendAsync(Upstream.Port, "sender@outside.example", recipients, mail);

        /// <summary>The mail in a mailbox of the next hop whose subject holds a word.</summary>
        public async Task<byte[]> ArrivedAsync(string address, string subject)
        {
            byte[]? found = null;
            await Wait.UntilAsync(
                () => (found = NextHop.Mailbox(address).FirstOrDefault(mail => ReceivedMail.Read(mail).Subject.Contains(subject, StringComparison.Ordinal))) is not null,
                () => $"no mail '{subject}' for {address}.\nupstream:\n{Upstream.Log}\ngateway:\n{Gateway.Process.Said}\nnext hop:\n{NextHop.Log}");
            return found!;
        }
    }
}
