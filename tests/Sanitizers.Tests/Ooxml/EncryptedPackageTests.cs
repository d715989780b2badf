using System.Text;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Packages under a password: held until it is known, then cleaned as what they are.</summary>
public class EncryptedPackageTests
{
    private static readonly byte[] Letter = Word(Paragraph(Text(string.Concat(Enumerable.Range(0, 3000).Select(i => $"本文{i * 7919 % 4001} ")))))
        .Part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vba").Relate("word/document.xml", "rId8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin").Build();

    [Theory]
    [InlineData("SHA512", 256, "ChainingModeCBC")]
    [InlineData("SHA384", 256, "ChainingModeCBC")]
    [InlineData("SHA256", 192, "ChainingModeCBC")]
    [InlineData("SHA1", 128, "ChainingModeCBC")]
    [InlineData("SHA512", 256, "ChainingModeCFB")]
    public void Opens_AgileEncryption(string hash, int keyBits, string chaining) =>
        OpensWithTheWord(PackageEncryptor.Agile(Letter, "密Pass-1", hashName: hash, keyBits: keyBits, chaining: chaining));

    [Theory]
    [InlineData(128)]
    [InlineData(192)]
    [InlineData(256)]
    public void Opens_StandardEncryption(int keyBits) => OpensWithTheWord(PackageEncryptor.Standard(Letter, "密Pass-1", keyBits));

    [Fact]
    public void Opens_TheWordThatExcelKnows_ByItself()
    {
        var book = Book("<sheetData><row r=\"1\"><c r=\"A1\"><v>42</v></c></row></sheetData>").Build();

        var run = Runs.File("a.xlsx", PackageEncryptor.Agile(book, "VelvetSweatshop"));

        Assert.Equal((Outcome.Rebuilt, "", "xlsx"), (run.Report.Outcome, run.Faults, run.Report.Output!.Format));
        Assert.Null(run.Report.PasswordIndex);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public void Holds_WhatNoWordOpens(string word)
    {
        foreach (var file in (byte[][])[PackageEncryptor.Agile(Letter, "secret"), PackageEncryptor.Standard(Letter, "secret")])
        {
            var run = Runs.File("a.docx", file, passwords: word.Length == 0 ? [] : [word]);

            Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
            Assert.True(run.Report.WaitsForPassword);
        }
    }

    [Fact]
    public void Blocks_WhatWasChangedBehindTheEncryption()
    {
        var file = PackageEncryptor.Agile(Letter, "secret");
        // In the middle of the encrypted package, which is by far the longest stream.
        file[file.Length / 2] ^= 1;

        var run = Runs.File("a.docx", file, passwords: ["secret"]);

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("ooxml.encryption", run.Codes);
    }

    [Fact]
    public void Blocks_AnotherFileBehindTheEncryption()
    {
        var run = Runs.File("a.docx", PackageEncryptor.Agile("MZ this is a program"u8.ToArray(), "secret"), passwords: ["secret"]);

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Blocks_RightsManagement()
    {
        var run = Runs.File("a.docx", PackageEncryptor.Container(null, Letter), passwords: ["secret"]);

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Refuses_MoreRoundsThanAnybodySets()
    {
        var few = PackageEncryptor.Agile(Letter, "secret", rounds: 1_000_001);

        var run = Runs.File("a.docx", few, passwords: ["secret"]);

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void StopsTrying_WhenWordsCostTooMuch()
    {
        var file = PackageEncryptor.Agile(Letter, "secret", rounds: 500_000);
        string[] words = [.. Enumerable.Range(0, 60).Select(i => $"wrong{i}"), "secret"];

        var run = Runs.File("a.docx", file, passwords: words);

        Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><encryption/>")]
    [InlineData("<encryption")]
    [InlineData("<encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\"><keyData/><dataIntegrity/></encryption>")]
    [InlineData("")]
    public void Blocks_ABrokenDescriptor(string xml)
    {
        var run = Runs.File("a.docx", PackageEncryptor.Container([4, 0, 4, 0, 0x40, 0, 0, 0, .. Encoding.UTF8.GetBytes(xml)], new byte[4096]), passwords: ["secret"]);

        Assert.Equal(Outcome.Blocked, run.Report.Outcome);
    }

    [Fact]
    public void NeverThrows_OnBrokenDescriptions()
    {
        var file = PackageEncryptor.Agile(Letter, "secret", rounds: 10);
        var standard = PackageEncryptor.Standard(Letter, "secret");
        for (var i = 0; i < 60; i++)
        {
            foreach (var whole in (byte[][])[file, standard])
            {
                var broken = whole.ToArray();
                broken[512 + (i * 37 % (broken.Length - 512))] ^= (byte)(1 << (i % 8));
                var run = Runs.File("a.docx", broken[..(broken.Length - (i % 5 * 512))], passwords: ["x"]);
                Assert.NotEqual(Outcome.Rebuilt, run.Report.Outcome);
            }
        }
    }

    [Fact]
    public void Opens_TheFilesOfOthers()
    {
        foreach (var file in Corpus.Files("xlsx", "docx", "pptx").Where(f => Encrypted(f)))
        {
            var run = Runs.File(Path.GetFileName(file), File.ReadAllBytes(file), passwords: ["pass", "password", "test", "secret", "solrcell", "pwd123", "tika", "12345", "pass123"]);
            Assert.True(run.Faults.Length == 0, file + run.Faults);
            // One of them says that its package is longer than its sectors.
            Assert.True(run.Report.Outcome is Outcome.Rebuilt or Outcome.Held || file.Contains("extenxls", StringComparison.Ordinal), $"{file}: {run.Report.Outcome} {run.Report.Reason}");
        }
    }

    private static bool Encrypted(string file)
    {
        using var content = File.OpenRead(file);
        return content.ReadByte() == 0xD0;
    }

    private static void OpensWithTheWord(byte[] file)
    {
        var run = Runs.File("手紙.docx", file, passwords: ["wrong", "密Pass-1", "other"]);

        Assert.Equal((Outcome.Rebuilt, "", 1), (run.Report.Outcome, run.Faults, run.Report.PasswordIndex));
        Assert.Equal(("docx", "手紙.docx"), (run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        Assert.Contains("ooxml.encryption", run.Codes);
        Assert.Contains("ooxml.vba", run.Codes);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(run.Output.Bytes));
        Assert.Contains("本文0 ", Encoding.UTF8.GetString(Cleaning.Read(archive.GetEntry("word/document.xml")!)), StringComparison.Ordinal);
        Assert.Empty(Runs.File("手紙.docx", run.Output.Bytes).Codes);
    }
}
