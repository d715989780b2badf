using System.Diagnostics;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>Files encrypted by qpdf, which shares no code with us.</summary>
public sealed class PdfEncryptionTests
{
    private static readonly string[] AllWays =
        ["40", "128 --use-aes=n", "128 --use-aes=n --force-V4", "128 --use-aes=n --force-V4 --cleartext-metadata", "128 --use-aes=y", "128 --use-aes=y --cleartext-metadata", "256 --force-R5", "256", "256 --cleartext-metadata"];

    public static TheoryData<string> Ways => new(AllWays);

    /// <summary>Every way with passwords of every kind: as the standard writes them, longer than it takes, beyond Latin-1 where it can be said, and only one of the two set.</summary>
    public static TheoryData<string, string, string> Passwords
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var way in AllWays)
            {
                data.Add(way, "user", "owner");
                data.Add(way, "same", "same");
                data.Add(way, "", "owner");
                data.Add(way, "with (brackets) and \\ blanks", "0");
                data.Add(way, new string('u', 40), new string('o', 60));
                data.Add(way, "pässwörd", "größe");
                data.Add(way, "€uro–Dash", "“quoted”");
                if (way.StartsWith("256", StringComparison.Ordinal))
                {
                    data.Add(way, "利用者のパスワード", "所有者");
                    data.Add(way, "кириллица", "🔑🔑");
                    data.Add(way, new string('長', 42), new string('x', 127));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Passwords))]
    public void Opens_WithTheRightPasswordAlone(string way, string user, string owner)
    {
        var encrypted = Encrypted(user, owner, way);
        foreach (var right in (string[])[user, owner])
        {
            var run = Runs.File("a.pdf", encrypted, passwords: [right]);
            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
            Assert.Contains("0 0 10 10 re", PdfOutput.Opened(run), StringComparison.Ordinal);
            Assert.Contains("secret title", PdfOutput.Opened(run), StringComparison.Ordinal);
        }

        if (user.Length == 0)
        {
            return;
        }

        foreach (var wrong in (string[])["", "wrong", user + "x", owner.ToUpperInvariant() + "1", "パスワード"])
        {
            // Only so many bytes count: 32 before revision 5, 127 since.
            if (Encoding.UTF8.GetByteCount(user) < (way.StartsWith("256", StringComparison.Ordinal) ? 127 : 32) || !wrong.StartsWith(user, StringComparison.Ordinal))
            {
                var run = Runs.File("a.pdf", encrypted, passwords: [wrong]);
                Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
                Assert.Empty(run.Output.Bytes);
            }
        }
    }

    [Theory]
    [InlineData("/StrF /StdCF", "/StrF /Identity", true, false)]
    [InlineData("/StmF /StdCF", "/StmF /Identity", false, true)]
    public void Leaves_WhatTheIdentityFilterSays(string said, string instead, bool readsContent, bool readsTitle)
    {
        // The same bytes with the other kind taken for clear: what was encrypted stays unread, and the rest is still opened.
        var encrypted = Encoding.Latin1.GetString(Encrypted("user", "owner", "128 --use-aes=y"));
        Assert.Contains(said, encrypted, StringComparison.Ordinal);
        var run = Runs.File("a.pdf", Encoding.Latin1.GetBytes(encrypted.Replace(said, instead, StringComparison.Ordinal)), passwords: ["user"]);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal((readsContent, readsTitle), (PdfOutput.Opened(run).Contains("0 0 10 10 re", StringComparison.Ordinal), PdfOutput.Opened(run).Contains("secret title", StringComparison.Ordinal)));
    }

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

    [Theory]
    [InlineData("Adobe.PubSec", Reason.Encrypted)]
    [InlineData("Adobe.PPKLite", Reason.Encrypted)]
    [InlineData("Entrust.PPKEF", Reason.Encrypted)]
    [InlineData("FOPN_fLock", Reason.Unsupported)]
    public void Blocks_CertificatesAndForeignHandlersByName(string handler, Reason reason)
    {
        var run = Runs.File("a.pdf", PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", $"<</Filter/{handler}/V 4>>"], "/Encrypt 3 0 R"), passwords: ["user"]);
        Assert.Equal((Outcome.Blocked, reason), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains(run.Report.Findings, finding => finding.Code == "pdf.encrypted" && finding.Detail.DangerousRaw == handler);
    }

    [Theory]
    [InlineData("/V 3/R 3")]
    [InlineData("/V 6/R 7")]
    [InlineData("/V 5/R 4")]
    [InlineData("/V 4/R 4/O()/U()")]
    public void Blocks_RevisionsThatNeverWere(string entries)
    {
        var run = Runs.File("a.pdf", PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", $"<</Filter/Standard{entries}>>"], "/Encrypt 3 0 R"), passwords: ["user"]);
        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
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
