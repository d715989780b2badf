using System.Diagnostics;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>Files encrypted by qpdf, which shares no code with us.</summary>
public sealed class PdfEncryptionTests
{
    public static TheoryData<string> Ways => new() { "40", "128 --use-aes=n", "128 --use-aes=y", "128 --use-aes=y --cleartext-metadata", "256 --force-R5", "256" };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Opens_WithUserAndOwnerPassword(string way)
    {
        var encrypted = Encrypted("user", "owner", way);

        foreach (var (password, index) in new[] { ("user", 1), ("owner", 1) })
        {
            var run = Runs.File("a.pdf", encrypted, passwords: ["wrong", password]);
            Assert.Equal((Outcome.Rebuilt, (int?)index), (run.Report.Outcome, run.Report.PasswordIndex));
            Assert.Contains("pdf.decrypted", run.Codes);
            Assert.Equal("", run.Faults);
            Assert.Empty(Runs.File("a.pdf", run.Output.Bytes).Codes);
        }

        var held = Runs.File("a.pdf", encrypted, passwords: ["wrong"]);
        Assert.Equal((Outcome.Held, Reason.Encrypted), (held.Report.Outcome, held.Report.Reason));
        Assert.Empty(held.Output.Bytes);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Opens_WithTheEmptyPasswordByItself(string way)
    {
        var run = Runs.File("a.pdf", Encrypted("", "owner", way));
        Assert.Equal((Outcome.Rebuilt, (int?)null), (run.Report.Outcome, run.Report.PasswordIndex));
    }

    [Fact]
    public void Blocks_CertificatesByName()
    {
        var run = Runs.File("a.pdf", PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", "<</Filter/Adobe.PubSec/V 4>>"], "/Encrypt 3 0 R"));
        Assert.Equal((Outcome.Blocked, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains(run.Report.Findings, finding => finding.Detail.DangerousRaw == "Adobe.PubSec");
    }

    private static byte[] Encrypted(string user, string owner, string way)
    {
        var folder = Directory.CreateTempSubdirectory("mugai-pdf-");
        try
        {
            var (clear, target) = (Path.Combine(folder.FullName, "a.pdf"), Path.Combine(folder.FullName, "b.pdf"));
            File.WriteAllBytes(clear, PdfBuilder.Document("/Outlines 5 0 R", "/Contents 4 0 R", PdfBuilder.Stream("", "q 0 0 10 10 re f Q"), "<</Type/Outlines/First 6 0 R/Last 6 0 R>>", "<</Title(secret title)/Parent 5 0 R>>"));
            using var qpdf = Process.Start("qpdf", ["--allow-weak-crypto", "--encrypt", user, owner, .. way.Split(' '), "--", clear, target]);
            qpdf.WaitForExit();
            return File.ReadAllBytes(target);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
