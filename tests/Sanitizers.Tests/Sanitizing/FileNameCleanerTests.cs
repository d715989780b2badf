using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Tests.Sanitizing;

public class FileNameCleanerTests
{
    [Theory]
    [InlineData("予算書.docm", "予算書.docx")]
    [InlineData("予算書.docx", "予算書.docx")]
    [InlineData("a.doc", "a.docx")]
    [InlineData("report", "report.docx")]
    [InlineData("Ver1.2", "Ver1.2.docx")]
    [InlineData("../../etc/passwd.docm", "passwd.docx")]
    [InlineData("C:\\temp\\a.docm", "a.docx")]
    [InlineData("a\u202Exslx.docm", "axslx.docx")]
    [InlineData("a\u200B\u0007\r\nb.docm", "a b.docx")]
    [InlineData("a.docm. . .", "a.docx")]
    [InlineData("  a b .docm", "a b.docx")]
    [InlineData("CON.docm", "_CON.docx")]
    [InlineData("lpt1.x.docm", "_lpt1.x.docx")]
    [InlineData("setup.exe.docm", "setup_exe.docx")]
    [InlineData("setup.exe.2026.docm", "setup_exe.2026.docx")]
    [InlineData("a<b>:c|d?e*f\"g.docm", "a_b__c_d_e_f_g.docx")]
    [InlineData(".docm", "attachment.docx")]
    [InlineData("", "attachment.docx")]
    [InlineData("...", "attachment.docx")]
    [InlineData("予算\u3164書\u3000.docm", "予算書.docx")]
    [InlineData("外字\uE000.docm", "外字\uE000.docx")]
    public void Cleans_NamesOfDocuments(string name, string expected) => Assert.Equal(expected, Clean(name, Formats.Docm, Formats.Docx));

    [Theory]
    [InlineData("a.TXT", "a.TXT")]
    [InlineData("server.log", "server.log")]
    [InlineData("data.json", "data.json")]
    [InlineData("README", "README.txt")]
    public void Keeps_TextNamesThatSayText(string name, string expected) => Assert.Equal(expected, Clean(name, Formats.Txt, Formats.Txt));

    [Fact]
    public void Shows_WhatAFileWasBeforeItBecameText() => Assert.Equal("a.html.txt", Clean("a.html", Formats.Html, Formats.Txt));

    [Fact]
    public void Cuts_LongNamesBetweenCharacters()
    {
        var name = Clean(new string('漢', 300) + ".docx", Formats.Docx, Formats.Docx);
        Assert.EndsWith("漢.docx", name, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 250, 255);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void Keeps_CleanNamesAsTheyAre()
    {
        foreach (var name in new[] { "a.docx", "請求書 (2).docx", "﨑山様_見積.docx", "a.b.c.docx" })
        {
            Assert.Equal(name, Clean(name, Formats.Docx, Formats.Docx));
        }
    }

    [Fact]
    public void Is_StableOnItsOwnResult()
    {
        foreach (var name in new[] { "a.exe", "CON", "a.docm.exe.txt", "x\u202Ey.pdf", new string('あ', 400), "a.tar.gz", "か\u3099.txt" })
        {
            var once = Clean(name, Formats.Txt, Formats.Txt);
            Assert.Equal(once, Clean(once, Formats.Txt, Formats.Txt));
        }
    }

    private static string Clean(string name, Mugai.Sanitizing.FileFormat input, Mugai.Sanitizing.FileFormat output) =>
        FileNameCleaner.Clean(new UntrustedText(name), input, output);
}
