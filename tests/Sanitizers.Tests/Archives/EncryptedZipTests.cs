using System.Text;
using Mugai.Gateway.Demo;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Archives;

public class EncryptedZipTests
{
    [Theory]
    [InlineData("zipcrypto", "himitsu-2026", "utf-8")]
    [InlineData("aes", "himitsu-2026", "utf-8")]
    [InlineData("zipcrypto", "合言葉", "shift_jis")]
    [InlineData("aes", "合言葉", "shift_jis")]
    [InlineData("aes", "合言葉", "utf-8")]
    public void Opens_WithTheCandidateThatFits(string encrypt, string password, string charset)
    {
        var run = Open(Encrypted(encrypt, password, charset), ["wrong", "ちがう", password, "other"]);

        Assert.Equal((Outcome.Rebuilt, 2), (run.Report.Outcome, run.Report.PasswordIndex));
        Assert.Equal("中身です", ZipFiles.Text(run.Output.Bytes, "資料.txt").TrimEnd());
        Assert.Contains("archive.decrypted", run.Codes);
        Assert.Equal(3, ZipFiles.Names(run.Output.Bytes).Count);
    }

    [Theory]
    [InlineData("zipcrypto")]
    [InlineData("aes")]
    public void Holds_WithoutAPasswordThatFits(string encrypt)
    {
        var zip = Encrypted(encrypt, "himitsu-2026", "utf-8");
        foreach (var candidates in (string[][])[[], ["wrong"], ["", "himitsu-2027"], [.. Enumerable.Range(0, 256).Select(i => $"wrong{i}")]])
        {
            var run = Open(zip, candidates);
            Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
            Assert.Empty(run.Output.Bytes);
            Assert.Null(run.Report.PasswordIndex);
        }
    }

    [Fact]
    public void Never_TellsAPassword()
    {
        var run = Open(Encrypted("aes", "himitsu-2026", "utf-8"), ["wrong-one", "himitsu-2026"]);
        var told = Everything(run.Report) + run.Output.Text;

        Assert.DoesNotContain("himitsu-2026", told, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zipcrypto")]
    [InlineData("aes")]
    public void Replaces_AMember_WhoseBytesWereChanged(string encrypt)
    {
        var zip = CorpusZip.Write([Entry("a.txt", new string('a', 20), encrypt, store: true), Entry("b.txt", new string('b', 60), encrypt, store: true)]);
        var at = zip.AsSpan().IndexOf("b.txt"u8) + 60;
        zip[at] ^= 1;
        var run = Open(zip, ["himitsu-2026"]);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal([Reason.None, Reason.Corrupt], run.Report.Parts.Select(part => part.Reason));
        Assert.DoesNotContain("bbbbbbbb", ZipFiles.Text(run.Output.Bytes, "b.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_AnArchive_OfWhichOnlyAPartIsEncrypted()
    {
        var zip = CorpusZip.Write([Entry("a.txt", "a", "", store: true), Entry("b.txt", "b", "aes", store: true)]);

        Assert.Equal(Outcome.Held, Open(zip, ["wrong"]).Report.Outcome);
        Assert.Equal(Outcome.Rebuilt, Open(zip, ["himitsu-2026"]).Report.Outcome);
    }

    [Fact]
    public void Bounds_WhatManyCandidatesAndManyEntriesCost()
    {
        var zip = CorpusZip.Write([.. Enumerable.Range(0, 200).Select(i => Entry($"{i}.txt", $"{i}", "aes", store: true))]);
        var run = Open(zip, [.. Enumerable.Range(0, 256).Select(i => $"パスワード{i}")]);

        Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
    }

    [Theory]
    [InlineData("パスワードは「himitsu-2026」です。")]
    [InlineData("解凍パスワード：ｈｉｍｉｔｓｕ－２０２６")]
    public void Opens_WithAWordOfTheMailThatBringsIt(string text)
    {
        var mail = $"""
            From: a@example.com
            Subject: 資料
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            お世話になっております。
            {text}
            --b
            Content-Type: application/zip; name=a.zip
            Content-Disposition: attachment; filename=a.zip
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Encrypted("aes", "himitsu-2026", "utf-8"))}
            --b--

            """;
        var run = Runs.Mail(mail);
        var part = Assert.Single(run.Report.Parts);

        Assert.Equal(Outcome.Rebuilt, part.Outcome);
        Assert.Equal("himitsu-2026", run.Output.MailFacts!.PasswordWords[part.PasswordIndex!.Value].DangerousRaw);
    }

    private static byte[] Encrypted(string encrypt, string password, string charset) => CorpusZip.Write(
    [
        Entry("資料.txt", "中身です", encrypt, password, charset), Entry("空/", "", ""), Entry("b/長い.txt", new string('x', 100_000), encrypt, password, charset),
    ]);

    private static CorpusPiece Entry(string name, string text, string encrypt, string password = "himitsu-2026", string charset = "utf-8", bool store = false) =>
        new() { Name = name, RawZip = [], Base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), Encrypt = encrypt, Password = password, Charset = charset, Store = store };

    private static RunResult Open(byte[] zip, IReadOnlyList<string> passwords) => Runs.File("a.zip", zip, passwords: passwords);

    private static string Everything(PartReport part) => string.Concat(
        part.Path, part.Input.Name.DangerousRaw, part.Output?.Name.DangerousRaw, string.Concat(part.Findings.Select(finding => finding.Path + finding.Detail.DangerousRaw)),
        string.Concat(part.Parts.Select(Everything)));
}
