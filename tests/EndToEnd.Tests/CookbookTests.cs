using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>The ten situations of the cookbook under its own files: a fitting mail is sent, and what the recipient gets is what the page promises.</summary>
public sealed class CookbookTests : IClassFixture<CookbookTests.Installation>
{
    private const string Relay = "192.0.2.10";
    private const string Cloud = "198.51.100.7";
    private const string Elsewhere = "203.0.113.9";

    private readonly Installation _city;

    public CookbookTests(Installation city) => _city = city;

    [Fact]
    public async Task TakenOverPartner_AttachmentsWait_AndAPersonSendsThemOn()
    {
        await _city.SendAsync("partner", "clerk", Elsewhere, "info@torihiki.example", ("見積.pdf", Sample.Case("pdf", "pdf-clean").Bytes));
        var held = await _city.HeldAsync("info@torihiki.example");
        Assert.Contains("policy.hold", held["recipients"]![0]!["lastReply"]!.GetValue<string>(), StringComparison.Ordinal);
        var notice = ReceivedMail.Read((await _city.Sink.WaitForAsync(".held@")).Bytes);
        Assert.Contains("担当者の確認が済むまで保留しています", notice.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(_city.Sink.Mails, mail => mail.Text.Contains("<partner@cookbook.example>", StringComparison.Ordinal));

        Assert.Equal(0, (await _city.Gateway.CommandAsync("queue", "retry", "--all", "--reason", "the next hop is back")).Code);
        await _city.HeldAsync("info@torihiki.example");
        Assert.Equal(0, (await _city.Gateway.CommandAsync("queue", "retry", held["id"]!.GetValue<string>(), "--reason", "asked the partner by telephone")).Code);
        Assert.Contains((await _city.GetAsync("partner")).All, part => part.FileName == "見積.pdf");

        await _city.SendAsync("partner-text", "clerk", Elsewhere, "info@torihiki.example");
        Assert.Contains("partner-text-body", (await _city.GetAsync("partner-text")).AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kiosk_GetsTheTextAlone()
    {
        await _city.SendAsync("kiosk", "window1@kiosk.city.example.lg.jp", Elsewhere, "a@outside.example", ("資料.pdf", Sample.Case("pdf", "pdf-clean").Bytes), ("表.xlsx", Sample.Case("ooxml", "clean-xlsx").Bytes));
        var mail = await _city.GetAsync("kiosk");
        Assert.Contains("kiosk-body", mail.AllText, StringComparison.Ordinal);
        Assert.All(mail.All.Where(part => part.Parts.Count == 0), part => Assert.StartsWith("text/", part.MediaType, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mayor_GetsNoFileWithAScript_AndNoMacroFormat()
    {
        await _city.SendAsync("mayor", "mayor@city.example.lg.jp", Relay, "a@soumu.go.jp", ("議案.pdf", Sample.Case("pdf", "pdf-javascript").Bytes), ("様式.docm", Sample.Docm), ("地図.pdf", Sample.Case("pdf", "pdf-clean").Bytes));
        var mail = await _city.GetAsync("mayor");
        Assert.Contains(mail.All, part => part.FileName == "地図.pdf");
        Assert.DoesNotContain(mail.All, part => part.FileName is "議案.pdf" or "様式.docx");
        Assert.Contains("情報政策課からのお知らせ", mail.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublicBodies_WorkbooksComeWithoutTheirMacros_OthersNotAtAll()
    {
        await _city.SendAsync("ministry", "clerk", Relay, "tokei@soumu.go.jp", ("集計.xlsm", Sample.Case("ooxml", "xlm-macro").Bytes));
        var workbook = Assert.Single((await _city.GetAsync("ministry")).All, part => part.FileName == "集計.xlsx");
        using (var package = new ZipArchive(new MemoryStream(workbook.Content)))
        {
            Assert.DoesNotContain(package.Entries, entry => entry.FullName.Contains("macro", StringComparison.OrdinalIgnoreCase));
        }

        foreach (var (name, client, from) in new[] { ("forged", Elsewhere, "tokei@soumu.go.jp"), ("stranger", Relay, "tokei@outside.example") })
        {
            await _city.SendAsync(name, "clerk", client, from, ("集計.xlsm", Sample.Case("ooxml", "xlm-macro").Bytes));
            Assert.DoesNotContain((await _city.GetAsync(name)).All, part => part.FileName.EndsWith(".xlsx", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("drawing-listed", "kato@hashi-sekkei.example", true)]
    [InlineData("drawing-person", "sokuryo@chiiki.example", true)]
    [InlineData("drawing-stranger", "kato@outside.example", false)]
    public async Task Drawings_ComeFromTheContractorsOfTheListAlone(string name, string from, bool comes)
    {
        await _city.SendAsync(name, "doboku@city.example.lg.jp", Elsewhere, from, ("図面.dxf", Sample.Case("cad", "dxf-clean").Bytes));
        Assert.Equal(comes, (await _city.GetAsync(name)).All.Any(part => part.FileName == "図面.dxf"));
    }

    [Fact]
    public async Task Residents_PhotosComeWithoutTheirPlace_AndNothingElseDoes()
    {
        await _city.SendAsync("pothole", "douro@city.example.lg.jp", Elsewhere, "resident@phone.example", ("IMG_0001.jpg", Sample.Case("images", "gps-photo").Bytes), ("申請書.docx", Sample.Case("ooxml", "clean-docx").Bytes));
        var mail = await _city.GetAsync("pothole");
        var photo = Assert.Single(mail.All, part => part.MediaType == "image/jpeg");
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(photo.Content), StringComparison.Ordinal);
        Assert.DoesNotContain("GPS-SECRET", Encoding.Latin1.GetString(photo.Content), StringComparison.Ordinal);
        Assert.DoesNotContain(mail.All, part => part.FileName.EndsWith(".docx", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Newsletters_KeepTheirLook_AndOwnLinks()
    {
        await _city.SendHtmlAsync("magazine", "kouhou@city.example.lg.jp", Elsewhere,
            "<h1>お知らせ</h1><p>magazine-body <a href=\"https://www.city.example.lg.jp/news\">市のページ</a> <a href=\"https://shop.example/buy\">お店</a></p><script>evil()</script>");
        var mail = await _city.GetAsync("magazine");
        Assert.Contains("https://www.city.example.lg.jp/news", mail.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("https://shop.example/buy", mail.PartOf("text/plain").Text, StringComparison.Ordinal);
        var page = mail.PartOf("text/html").Text;
        Assert.Contains("<h1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordArchives_FollowWhenThePasswordComes()
    {
        await _city.SendAsync("locked", "zaisei@city.example.lg.jp", Elsewhere, "keiri@partner.example", ("機密.zip", Sample.Case("archives", "encrypted-zipcrypto").Bytes));
        Assert.DoesNotContain((await _city.GetAsync("locked")).All, part => part.FileName.EndsWith(".zip", StringComparison.Ordinal));
        await _city.SendAsync("key", "zaisei@city.example.lg.jp", Elsewhere, "keiri@partner.example", body: "パスワード：himitsu-2026");
        await _city.GetAsync("key");
        var following = ReceivedMail.Read((await _city.Sink.WaitForAsync(".following@")).Bytes);
        Assert.Contains(following.All, part => part.FileName == "機密.zip");
    }

    [Fact]
    public async Task Personnel_MacrosAreLookedAtFirst_AndBrokenFilesGoBack()
    {
        await _city.SendAsync("form", "jinji@city.example.lg.jp", Relay, "saiyo@pref.lg.jp", ("様式.docm", Sample.Docm));
        var held = await _city.HeldAsync("saiyo@pref.lg.jp");
        Assert.Contains("ooxml.vba", held["recipients"]![0]!["lastReply"]!.GetValue<string>(), StringComparison.Ordinal);

        await _city.SendAsync("torn", "jinji@city.example.lg.jp", Elsewhere, "oubo@outside.example", ("履歴書.xlsx", Sample.Case("ooxml", "truncated").Bytes));
        var returned = await _city.Bounces.WaitForAsync("oubo@outside.example");
        Assert.Contains("5.7.1", returned.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_city.Sink.Mails, mail => mail.Text.Contains("Subject: torn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecurityCloud_MailIsToldApart()
    {
        await _city.SendHtmlAsync("by-cloud", "clerk", Cloud, "<h2>通知</h2><p>by-cloud-body</p>");
        var mail = await _city.GetAsync("by-cloud");
        Assert.StartsWith("[県クラウド]", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("<h2", mail.PartOf("text/html").Text, StringComparison.Ordinal);

        await _city.SendHtmlAsync("not-by-cloud", "clerk", Elsewhere, "<h2>通知</h2><p>not-by-cloud-body</p>");
        mail = await _city.GetAsync("not-by-cloud");
        Assert.DoesNotContain("県クラウド", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.All, part => part.MediaType == "text/html");
    }

    [Fact]
    public async Task Explain_NamesTheSharedFile_AndTheRuleThatHolds()
    {
        var file = Path.Combine(_city.Gateway.Folder, "様式.docm");
        await File.WriteAllBytesAsync(file, Sample.Docm);
        var explained = await _city.Gateway.CommandAsync("policy", "explain", "--from", "a@pref.lg.jp", "--to", "jinji@city.example.lg.jp", "--size", "3MiB", "--file", file);
        Assert.True(explained.Code == 0, explained.ToString());
        Assert.Contains("04-personnel.yaml: decides", explained.Text, StringComparison.Ordinal);
        Assert.Contains("language: ja  <- shared/words.yaml:2", explained.Text, StringComparison.Ordinal);
        Assert.Contains("onFailure.corrupt: reject  <- 04-personnel.yaml:6", explained.Text, StringComparison.Ordinal);
        Assert.Contains("held for a person (ooxml.vba)", explained.Text, StringComparison.Ordinal);

        var list = await _city.Gateway.CommandAsync("policy", "addresses", "--policy", "contractor-drawings");
        Assert.Contains("sokuryo@chiiki.example,contractor-drawings", list.Text, StringComparison.Ordinal);
    }

    /// <summary>One gateway with the cookbook's folder as it stands.</summary>
    public sealed class Installation : IAsyncLifetime
    {
        public MailSink Sink { get; private set; } = null!;

        public MailSink Bounces { get; private set; } = null!;

        public MugaiServer Gateway { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            (Sink, Bounces) = (MailSink.Start(), MailSink.Start());
            var folder = Checkout.At("samples", "policies", "cookbook");
            Gateway = await MugaiServer.StartAsync(new()
            {
                NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{Sink.Port}"),
                Delivery = [string.Create(CultureInfo.InvariantCulture, $"bounceVia: smtp://127.0.0.1:{Bounces.Port}")],
                Domains = ["city.example.lg.jp", "kiosk.city.example.lg.jp"],
                Smtp = ["xforwardFrom: [\"127.0.0.1\"]"],
                Policies = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
                    .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText),
            });
        }

        public async Task DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await Sink.DisposeAsync();
            await Bounces.DisposeAsync();
        }

        public Task SendAsync(string name, string to, string client, string from, params (string Name, byte[] Bytes)[] attachments) => SendAsync(name, to, client, from, $"{name}-body", attachments);

        public Task SendAsync(string name, string to, string client, string from, string body, params (string Name, byte[] Bytes)[] attachments)
        {
            var parts = attachments.Select(file => $"""
                --edge
                Content-Type: application/octet-stream; name="=?UTF-8?B?{Base64(Encoding.UTF8.GetBytes(file.Name))}?="
                Content-Disposition: attachment; filename="=?UTF-8?B?{Base64(Encoding.UTF8.GetBytes(file.Name))}?="
                Content-Transfer-Encoding: base64

                {Convert.ToBase64String(file.Bytes, Base64FormattingOptions.InsertLineBreaks)}

                """);
            return TalkAsync(name, to, client, from, $"""
                Content-Type: multipart/mixed; boundary=edge

                --edge
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                {Base64(Encoding.UTF8.GetBytes(body + "\n"))}
                {string.Concat(parts)}
                --edge--

                """);
        }

        public Task SendHtmlAsync(string name, string to, string client, string html) => TalkAsync(name, to, client, "news@outside.example", $"""
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Encoding.UTF8.GetBytes($"<html><body>{html}</body></html>"), Base64FormattingOptions.InsertLineBreaks)}

            """);

        /// <summary>The mail of that name as its recipient got it.</summary>
        internal async Task<ReceivedMail> GetAsync(string name) => ReceivedMail.Read((await Sink.WaitForAsync($"<{name}@cookbook.example>")).Bytes);

        /// <summary>The held mail of a sender, as an administrator sees it.</summary>
        public async Task<JsonNode> HeldAsync(string from)
        {
            JsonNode? held = null;
            await Wait.UntilAsync(
                async () =>
                {
                    held = (await Gateway.QueueAsync()).FirstOrDefault(mail => mail!["from"]!.GetValue<string>() == from && mail["recipients"]![0]!["state"]!.GetValue<string>() == "held");
                    return held is not null;
                },
                () => Gateway.Process.Said);
            return held!;
        }

        private async Task TalkAsync(string name, string to, string client, string from, string rest)
        {
            to = to.Contains('@', StringComparison.Ordinal) ? to : $"{to}@{MugaiServer.Domain}";
            var mail = $"""
                From: <{from}>
                To: <{to}>
                Subject: {name}
                Date: Fri, 20 Nov 2026 10:00:00 +0900
                Message-ID: <{name}@cookbook.example>
                MIME-Version: 1.0
                {rest}
                """;
            using var talk = await SmtpTalk.ConnectAsync(Gateway.SmtpPort);
            Assert.StartsWith("250", await talk.CommandAsync($"XFORWARD ADDR={client}"), StringComparison.Ordinal);
            Assert.StartsWith("250", await talk.MessageAsync(from, [to], Encoding.ASCII.GetBytes(mail.ReplaceLineEndings("\r\n"))), StringComparison.Ordinal);
        }

        private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);
    }
}
