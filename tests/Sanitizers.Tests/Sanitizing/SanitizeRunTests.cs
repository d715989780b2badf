using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Sanitizing;

public class SanitizeRunTests
{
    private static readonly byte[] Pdf = "%PDF-1.4\n%\u0001\u0002 some pdf"u8.ToArray();

    [Fact]
    public void Sends_ABareNotice_WhereTheHeaderItselfIsRefused()
    {
        var run = Runs.Mail("From: a@b.example=?utf-7?Q?+ADw-?=\nContent-Type: text/plain\n\nHello\n");
        Assert.NotNull(run.Report.Output);
        Assert.DoesNotContain("=?utf-7", Encoding.ASCII.GetString(run.Output.Bytes), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Writes_WhatTheSanitizerWroteAndTheVerifierAccepts()
    {
        var run = Run(new FakeSanitizer((_, output, _) => Write(output, "clean")), new FakeVerifier(null));
        Assert.Equal("clean", run.Output.Text);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal("pdf", run.Report.Input.Format);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Pdf)), run.Report.Input.Sha256);
        Assert.Equal(Pdf.Length, run.Report.Input.Size);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("clean"u8)), run.Report.Output!.Sha256);
        Assert.Equal("in.pdf", run.Report.Output.Name.DangerousRaw);
        Assert.Equal(["/"], run.Output.Opened);
    }

    [Fact]
    public void Writes_NothingWhenTheVerifierObjects()
    {
        var run = Run(new FakeSanitizer((_, output, _) => Write(output, "evil")), new FakeVerifier("something is left"));
        AssertNothing(run, Reason.Corrupt);
        Assert.Contains("verify.failed", run.Codes);
    }

    [Fact]
    public void Writes_NothingWithoutAVerifier()
    {
        var run = Run(new FakeSanitizer((_, output, _) => Write(output, "evil")), null);
        AssertNothing(run, Reason.Unsupported);
        Assert.Contains("verify.missing", run.Codes);
    }

    [Fact]
    public void Writes_NothingOfARefusal()
    {
        AssertNothing(Run(new FakeSanitizer((_, output, _) => Write(output, "evil", PartVerdict.Blocked(Reason.Corrupt))), new FakeVerifier(null)), Reason.Corrupt);
        var held = Run(new FakeSanitizer((_, output, _) => Write(output, "evil", PartVerdict.Held(Reason.Encrypted))), new FakeVerifier(null));
        Assert.Equal(Outcome.Held, held.Report.Outcome);
        Assert.Empty(held.Output.Bytes);
    }

    [Fact]
    public void Writes_NothingBeyondTheBudget()
    {
        AssertNothing(Run(new FakeSanitizer((_, _, context) => Spend(context.Budget.Limits.MaxBytes + 1, context.Budget.ChargeBytes)), new FakeVerifier(null)), Reason.Budget);
        AssertNothing(Run(new FakeSanitizer((_, _, context) => Spend(context.Budget.Limits.MaxObjects + 1, context.Budget.ChargeObjects)), new FakeVerifier(null)), Reason.Budget);
        var limits = BudgetLimits.ForInput(Pdf.Length) with { MaxOutputBytes = 3 };
        AssertNothing(Run(new FakeSanitizer((_, output, _) => Write(output, "clean")), new FakeVerifier(null), limits: limits), Reason.Budget);
    }

    [Fact]
    public void Blocks_AnInputLargerThanItsScratch()
    {
        var limits = BudgetLimits.ForInput(0) with { MaxScratchBytes = 100_000 };
        var input = Encoding.ASCII.GetBytes(new string('a', 300_000));
        var run = Runs.File("a.txt", input, limits: limits);
        AssertNothing(run, Reason.TooBig);
        Assert.Equal(300_000, run.Report.Input.Size);
        Assert.Equal(64, run.Report.Input.Sha256.Length);
    }

    [Fact]
    public void Lets_OurOwnFaultsThrough() =>
        Assert.Throws<InvalidOperationException>(() => Run(new FakeSanitizer((_, _, _) => throw new InvalidOperationException("bug")), new FakeVerifier(null)));

    [Fact]
    public void Announces_EachPartBeforeItIsOpened()
    {
        var run = Run(new FakeSanitizer((part, output, context) =>
        {
            if (part.Path == "/")
            {
                using var inner = new MemoryStream(Pdf);
                using var result = context.SanitizeMember("/a/1", new UntrustedText("b.pdf"), null, inner);
                Assert.Equal(Outcome.Rebuilt, result.Report.Outcome);
            }

            return Write(output, "x");
        }), new FakeVerifier(null));
        Assert.Equal(["/", "/a/1"], run.Output.Opened);
        Assert.Equal("/a/1", Assert.Single(run.Report.Parts).Path);
    }

    [Theory]
    [InlineData(Reason.Crashed)]
    [InlineData(Reason.Timeout)]
    public void Never_OpensAnExcludedPartAgain(Reason reason)
    {
        var run = Run(new FakeSanitizer((part, output, context) =>
        {
            Assert.Equal("/", part.Path);
            using var inner = new MemoryStream(Pdf);
            using var result = context.SanitizeMember("/a", new UntrustedText("b.pdf"), null, inner);
            Assert.Null(result.Output);
            return Write(output, "rest");
        }), new FakeVerifier(null), excluded: new Dictionary<string, Reason> { ["/a"] = reason });
        var member = Assert.Single(run.Report.Parts);
        Assert.Equal((Outcome.Blocked, reason), (member.Outcome, member.Reason));
        Assert.Equal(["/"], run.Output.Opened);
        Assert.Equal("rest", run.Output.Text);
    }

    [Fact]
    public void Stops_WhereFilesAreNestedTooDeep()
    {
        PartVerdict Nest(PartInput part, Stream output, ISanitizeContext context)
        {
            using var inner = new MemoryStream(Pdf);
            using var result = context.SanitizeMember(part.Path.TrimEnd('/') + "/x", default, null, inner);
            return Write(output, "x");
        }

        var run = Run(new FakeSanitizer(Nest), new FakeVerifier(null));
        var depth = 1;
        var part = run.Report;
        while (part.Parts.Count > 0)
        {
            part = part.Parts[0];
            depth++;
        }

        Assert.Equal((Outcome.Blocked, Reason.TooDeep), (part.Outcome, part.Reason));
        Assert.Equal(BudgetLimits.ForInput(0).MaxDepth + 1, depth);
    }

    [Fact]
    public void Blocks_AllWhenThePartsAreTooMany()
    {
        var run = Run(new FakeSanitizer((part, output, context) =>
        {
            for (var i = 0; part.Path == "/" && i < 5000; i++)
            {
                using var inner = new MemoryStream(Pdf);
                using var result = context.SanitizeMember($"/{i}", default, null, inner);
            }

            return Write(output, "x");
        }), new FakeVerifier(null));
        AssertNothing(run, Reason.Budget);
    }

    [Theory]
    [InlineData("a.jpg", "%PDF-1.4\n\u0001", "corrupt", "pdf", "file.extensionMismatch")]
    [InlineData("a.txt", "MZ\0\0\0\0\0\0", "neverAllowed", "exe", "file.extensionMismatch")]
    [InlineData("a.js", "var x = 1;", "neverAllowed", "txt", "file.neverName")]
    [InlineData("a.bat. ", "echo hi", "neverAllowed", "txt", "file.neverName")]
    [InlineData("a", "\u0001\u0002\0\u0003", "unsupported", "unknown", null)]
    public void Refuses_UnderTheProperName(string name, string content, string reason, string format, string? code)
    {
        var run = Runs.File(name, Encoding.Latin1.GetBytes(content));
        Assert.Equal(reason, run.Report.Reason.Word());
        Assert.Equal(format, run.Report.Input.Format);
        Assert.Empty(run.Output.Bytes);
        if (code is not null)
        {
            Assert.Contains(code, run.Codes);
        }
    }

    [Fact]
    public void Refuses_Polyglots()
    {
        var run = Runs.File("a.gif", [.. "GIF89a"u8, .. "%PDF-1.4"u8, 0]);
        AssertNothing(run, Reason.Ambiguous);
        Assert.Contains("file.polyglot", run.Codes);
    }

    [Fact]
    public void Replaces_WhatThePolicyRemovesByANotice()
    {
        var policy = new SanitizePolicy { Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Pdf] = PartWay.Remove } };
        var run = Run(new FakeSanitizer((_, _, _) => throw new InvalidOperationException("must not be opened")), new FakeVerifier(null, Formats.Txt), policy);
        Assert.Equal(Outcome.Replaced, run.Report.Outcome);
        var text = Encoding.UTF8.GetString(run.Output.Bytes);
        Assert.Contains("in.pdf", text, StringComparison.Ordinal);
        Assert.Contains("ポリシー", text, StringComparison.Ordinal);
        Assert.Contains("policy", text, StringComparison.Ordinal);
        Assert.Equal("in.pdf.txt", run.Report.Output!.Name.DangerousRaw);
    }

    [Fact]
    public void Replaces_FormatsThatThePolicyRemoves_WhateverTheirFamily()
    {
        var policy = new SanitizePolicy { RemoveFormats = ["pdf"], Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Pdf] = PartWay.Text } };
        var run = Run(new FakeSanitizer((_, _, _) => throw new InvalidOperationException("must not be opened")), new FakeVerifier(null, Formats.Txt), policy);
        Assert.Equal((Outcome.Replaced, "in.pdf.txt"), (run.Report.Outcome, run.Report.Output!.Name.DangerousRaw));
    }

    [Fact]
    public void Blocks_WhatCannotBecomeTextWhenThePolicyWantsText()
    {
        var policy = new SanitizePolicy { Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Pdf] = PartWay.Text } };
        AssertNothing(Run(new FakeSanitizer((_, output, _) => Write(output, "x")), new FakeVerifier(null), policy), Reason.Policy);
    }

    [Fact]
    public void Gives_TheSameSeedForTheSameInputAndAnotherForAnotherPolicy()
    {
        string Seed(string revision)
        {
            var seed = "";
            Run(new FakeSanitizer((_, output, context) =>
            {
                seed = context.Seed;
                return Write(output, "x");
            }), new FakeVerifier(null), new SanitizePolicy { Revision = revision });
            return seed;
        }

        Assert.Equal(Seed("a"), Seed("a"));
        Assert.NotEqual(Seed("a"), Seed("b"));
    }

    [Fact]
    public void Counts_EndlessFindingsTogether()
    {
        var run = Run(new FakeSanitizer((_, output, context) =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                context.Report($"p{i}", "x.y", FindingAction.Removed);
            }

            return Write(output, "x");
        }), new FakeVerifier(null));
        Assert.InRange(run.Report.Findings.Count, 200, 300);
        Assert.Equal(10_000, run.Report.Findings.Sum(finding => finding.Count));
    }

    [Fact]
    public void Refuses_APluginThatTakesOverAFormat() =>
        Assert.Throws<ArgumentException>(() => SanitizerCatalog.Default.With([], [new FakeVerifier(null, Formats.Eml)]));

    private static RunResult Run(ISanitizer sanitizer, IOutputVerifier? verifier, SanitizePolicy? policy = null, BudgetLimits? limits = null,
        IReadOnlyDictionary<string, Reason>? excluded = null) =>
        Runs.File("in.pdf", Pdf, policy, limits, FakeCatalog.Of(sanitizer, verifier), excluded);

    private static PartVerdict Write(Stream output, string text, PartVerdict? verdict = null)
    {
        output.Write(Encoding.ASCII.GetBytes(text));
        return verdict ?? PartVerdict.Rebuilt(Formats.Pdf);
    }

    private static PartVerdict Spend(long count, Action<long> charge)
    {
        charge(count);
        return PartVerdict.Rebuilt(Formats.Pdf);
    }

    private static void AssertNothing(RunResult run, Reason reason)
    {
        Assert.Equal((Outcome.Blocked, reason), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
        Assert.Null(run.Report.Output);
    }
}
