using System.IO.Compression;
using System.Text;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>PPAP: the archive in one mail, its password in another. Nobody has to do anything, and the password is kept nowhere.</summary>
public sealed class PasswordMailTests : IAsyncLifetime, IDisposable
{
    private const string Clerk = "clerk@city.example.lg.jp";
    private const string Mayor = "mayor@city.example.lg.jp";
    private const string Password = "Kaigi-2026!";

    private readonly TempFolder _folder = new();
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

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ZipCrypto")]
    [InlineData("AES256")]
    public async Task ThePasswordMail_BringsTheCleanContentAsASecondMail(string method)
    {
        await SendAsync("minutes", "資料をお送りします。パスワードは別途お送りします。", await EncryptedAsync(method));
        var first = ReceivedMail.Read((await _inside.WaitForAsync("Subject: minutes")).Bytes);
        Assert.DoesNotContain(first.All, part => part.FileName.EndsWith(".zip", StringComparison.Ordinal));
        Assert.Contains("パスワード", first.AllText, StringComparison.Ordinal);

        await SendAsync("password", $"先ほどの資料のパスワードは次のとおりです。\r\n\r\nパスワード：{Password}\r\n");
        Assert.Contains("Subject: password", (await _inside.WaitForAsync("Subject: password")).Text, StringComparison.Ordinal);
        var second = ReceivedMail.Read((await _inside.WaitForAsync(".following@")).Bytes);
        Assert.Equal("[添付] minutes", second.Subject);
        Assert.Equal("<minutes@outside.example>", second.Field("In-Reply-To"));
        Assert.Contains("保留していた添付ファイル", second.AllText, StringComparison.Ordinal);
        using var archive = new ZipArchive(new MemoryStream(Assert.Single(second.All, part => part.FileName == "会議資料.zip").Content));
        Assert.Equal(["会議資料/議事録.docx", "会議資料/連絡.txt"], archive.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal));
        using var document = new ZipArchive(archive.GetEntry("会議資料/議事録.docx")!.Open());
        Assert.DoesNotContain(document.Entries, entry => entry.FullName.Contains("vba", StringComparison.OrdinalIgnoreCase));

        Assert.Equal(3, _inside.Count);
        Assert.Equal(0, (await _gateway.CommandAsync("audit", "verify")).Code);
        Assert.DoesNotContain(Password, _gateway.Process.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheSameSenderToTheSameRecipient_Opens()
    {
        await SendAsync("minutes", "資料です。", await EncryptedAsync("ZipCrypto"));
        await _inside.WaitForAsync("Subject: minutes");

        await SendAsync("stranger", $"パスワード：{Password}", from: "stranger@outside.example");
        await _inside.WaitForAsync("Subject: stranger");
        await SendAsync("elsewhere", $"パスワード：{Password}", to: Mayor);
        await _inside.WaitForAsync("Subject: elsewhere");
        await SendAsync("wrong", "パスワード：Kaigi-2025!");
        await _inside.WaitForAsync("Subject: wrong");
        Assert.Equal(4, _inside.Count);

        await SendAsync("right", $"パスワード：{Password}");
        Assert.Equal([Clerk], (await _inside.WaitForAsync(".following@")).Recipients);
    }

    [Fact]
    public async Task ThePasswordMail_MayComeFirst()
    {
        await SendAsync("password", $"資料は次のメールでお送りします。\r\n\r\nパスワード：{Password}\r\n");
        await _inside.WaitForAsync("Subject: password");
        await SendAsync("stranger", "パスワード：Kaigi-2025!", from: "stranger@outside.example");
        await _inside.WaitForAsync("Subject: stranger");

        // The mayor did not get the password, so what it opens is not for him.
        await SendAsync("minutes", "資料です。", await EncryptedAsync("AES256"), alsoTo: Mayor);
        var second = await _inside.WaitForAsync(".following@");
        Assert.Equal([Clerk], second.Recipients);
        Assert.Contains(ReceivedMail.Read(second.Bytes).All, part => part.FileName == "会議資料.zip");
        var first = ReceivedMail.Read((await _inside.WaitForAsync("Subject: minutes")).Bytes);
        Assert.DoesNotContain(first.All, part => part.FileName.EndsWith(".zip", StringComparison.Ordinal));

        Assert.Equal(0, (await _gateway.CommandAsync("audit", "verify")).Code);
        Assert.DoesNotContain(Password, _gateway.Process.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APasswordOfAnotherPair_DoesNotOpenWhatComesLater()
    {
        await SendAsync("stranger", $"パスワード：{Password}", from: "stranger@outside.example");
        await _inside.WaitForAsync("Subject: stranger");
        await SendAsync("elsewhere", $"パスワード：{Password}", to: Mayor);
        await _inside.WaitForAsync("Subject: elsewhere");

        await SendAsync("minutes", "資料です。", await EncryptedAsync("ZipCrypto"));
        await _inside.WaitForAsync("Subject: minutes");
        await SendAsync("right", $"パスワード：{Password}");
        await _inside.WaitForAsync(".following@");
        Assert.Contains("Subject: right", (await _inside.WaitForAsync("Subject: right")).Text, StringComparison.Ordinal);
        Assert.Equal(5, _inside.Count);
    }

    [Fact]
    public async Task TheSecondMail_ComesAlsoAfterARestart()
    {
        await SendAsync("minutes", "資料です。", await EncryptedAsync("AES256"));
        await _inside.WaitForAsync("Subject: minutes");
        await _gateway.StopAsync();
        await _gateway.StartAsync();

        await SendAsync("password", $"PW: {Password}");
        await _inside.WaitForAsync(".following@");
    }

    [Fact]
    public async Task APasswordInTheSameMail_OpensAtOnce()
    {
        await SendAsync("together", $"資料です。パスワードは {Password} です。", await EncryptedAsync("AES256"));

        var mail = ReceivedMail.Read((await _inside.WaitForAsync("Subject: together")).Bytes);
        Assert.Contains(mail.All, part => part.FileName == "会議資料.zip");
    }

    private async Task SendAsync(string subject, string text, byte[]? archive = null, string from = "sender@outside.example", string to = Clerk, string? alsoTo = null)
    {
        var attachment = archive is null ? "" : $"""

            --edge
            Content-Type: application/zip; name="=?UTF-8?B?{Convert.ToBase64String("会議資料.zip"u8)}?="
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="=?UTF-8?B?{Convert.ToBase64String("会議資料.zip"u8)}?="

            {Convert.ToBase64String(archive, Base64FormattingOptions.InsertLineBreaks)}
            """;
        var mail = $"""
            From: <{from}>
            To: <{to}>
            Subject: {subject}
            Date: Fri, 20 Nov 2026 10:00:00 +0900
            Message-ID: <{subject}@outside.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=edge

            --edge
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks)}
            {attachment}
            --edge--

            """;
        var reply = await SmtpTalk.SendAsync(_gateway.SmtpPort, from, alsoTo is null ? [to] : [to, alsoTo], Encoding.ASCII.GetBytes(mail.ReplaceLineEndings("\r\n")));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
    }

    /// <summary>An archive as the programs of senders make it.</summary>
    private async Task<byte[]> EncryptedAsync(string method)
    {
        Directory.CreateDirectory(_folder.File("会議資料"));
        File.WriteAllBytes(_folder.File("会議資料/議事録.docm"), Sample.Docm);
        File.WriteAllText(_folder.File("会議資料/連絡.txt"), "次回は 12 月 3 日です。\r\n");
        var made = await ChildProcess.RunAsync(
            Installed.Program("7z", "p7zip-full"), ["a", "-tzip", $"-mem={method}", $"-p{Password}", "資料.zip", "会議資料"], _folder.Path);
        Assert.True(made.Code == 0, made.Error);
        return File.ReadAllBytes(_folder.File("資料.zip"));
    }
}
