using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Tests.Smtp.Receiving;
using Mugai.Policies;
using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Scanning;

public sealed class ScannersTests
{
    private static readonly ScanOptions Options = new() { DangerNoSelfTest = true };
    private static readonly OpenContent Content = _ => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3]));

    [Theory]
    [InlineData("", false, ScanVerdict.Failed)]
    [InlineData("", true, ScanVerdict.Failed)]
    [InlineData("C", false, ScanVerdict.Clean)]
    [InlineData("CC", false, ScanVerdict.Clean)]
    [InlineData("CF", false, ScanVerdict.Failed)]
    [InlineData("CF", true, ScanVerdict.Clean)]
    [InlineData("FF", true, ScanVerdict.Failed)]
    [InlineData("CI", false, ScanVerdict.Infected)]
    [InlineData("CI", true, ScanVerdict.Infected)]
    [InlineData("IF", true, ScanVerdict.Infected)]
    public void Answers_ComeToOneVerdict(string answers, bool oneIsEnough, ScanVerdict verdict) =>
        Assert.Equal(verdict, Scanners.Together([.. answers.Select(letter => Answer(letter switch { 'C' => ScanVerdict.Clean, 'I' => ScanVerdict.Infected, _ => ScanVerdict.Failed }))], oneIsEnough));

    [Fact]
    public async Task ScannerThatIsDown_IsNotWaitedFor_AndAskedAgain()
    {
        var fake = new FakeScanner { Facts = null, Next = Answer(ScanVerdict.Failed) };
        await using var scanners = new Scanners([fake], Options, TimeProvider.System, NullLogger.Instance);

        Assert.Equal(ScanVerdict.Failed, (await scanners.ScanAsync(Content, CancellationToken.None)).Verdict);
        Assert.False(scanners.CanSayClean);
        Assert.Equal(ScanVerdict.Failed, (await scanners.ScanAsync(Content, CancellationToken.None)).Verdict);
        Assert.Equal(1, fake.Scans);
        // It answers questions again, and gives no verdicts: an ICAP server without its engine.
        fake.Facts = new ScannerFacts(new("engine 1"), null);
        await scanners.LookAsync(CancellationToken.None);
        Assert.False(scanners.CanSayClean);
        fake.Facts = new ScannerFacts(new("engine 2"), null);
        fake.Next = Answer(ScanVerdict.Clean);
        await scanners.LookAsync(CancellationToken.None);
        Assert.True(scanners.CanSayClean);
        Assert.Equal("engine 2", Assert.Single((await scanners.ScanAsync(Content, CancellationToken.None)).Answers).Engine.DangerousRaw);
    }

    [Theory]
    [InlineData(ScanVerdict.Clean, false, false)]
    [InlineData(ScanVerdict.Failed, null, false)]
    [InlineData(ScanVerdict.Infected, true, true)]
    public async Task ScannerThatDoesNotFindTheTestFile_IsNotBelieved(ScanVerdict said, bool? finds, bool isUp)
    {
        await using var scanners = new Scanners([new FakeScanner { Next = Answer(said) }], new ScanOptions(), TimeProvider.System, NullLogger.Instance);

        await scanners.LookAsync(CancellationToken.None);
        Assert.Equal((finds, isUp), (scanners.States[0].FindsTest, scanners.States[0].IsUp));
    }

    [Fact]
    public async Task OldSignatures_AreTold_ByTheirDayOrByTheirTag()
    {
        var clock = new ManualTime();
        var (dated, tagged) = (new FakeScanner { Facts = new(new("a"), clock.GetUtcNow()) }, new FakeScanner { Facts = new(new("tag-1"), null) });
        await using var scanners = new Scanners([dated, tagged], Options, clock, NullLogger.Instance);
        await scanners.LookAsync(CancellationToken.None);
        Assert.DoesNotContain(scanners.States, state => state.IsStale);
        clock.Advance(TimeSpan.FromDays(4));
        await scanners.LookAsync(CancellationToken.None);
        Assert.All(scanners.States, state => Assert.True(state.IsStale));
        dated.Facts = new(new("b"), clock.GetUtcNow());
        tagged.Facts = new(new("tag-2"), null);
        await scanners.LookAsync(CancellationToken.None);
        Assert.DoesNotContain(scanners.States, state => state.IsStale);
    }

    [Theory]
    [InlineData(ScanVerdict.Infected, "scanner.infected")]
    [InlineData(ScanVerdict.Failed, "scanner.failed")]
    public void NothingLeaves_OfWhatIsNotClean(ScanVerdict verdict, string code)
    {
        foreach (var scan in new[] { new MailScan(Report(verdict), null), new MailScan(Report(ScanVerdict.Clean), Report(verdict)) })
        {
            var result = scan.Apply(Rebuilt());
            Assert.Equal((Outcome.Held, Reason.Scanner, false), (result.Outcome, result.Reason, result.HasOutput));
            Assert.Equal((code, "av: Bad\u202E.Name"), (result.Report.Findings[^1].Code, result.Report.Findings[^1].Detail.DangerousRaw));
        }

        Assert.True(new MailScan(Report(ScanVerdict.Clean), Report(ScanVerdict.Clean)).Apply(Rebuilt()).HasOutput);
    }

    [Fact]
    public async Task Gate_AsksNobody_OnlyWhenThereIsNobodyOrThePolicySaysSo()
    {
        var fake = new FakeScanner();
        await using var scanners = new Scanners([fake], Options, TimeProvider.System, NullLogger.Instance);
        await using var none = new Scanners([], Options, TimeProvider.System, NullLogger.Instance);
        var (gate, empty, id) = (new ScanGate(scanners, NullLogger.Instance), new ScanGate(none, NullLogger.Instance), MessageId.New());
        ValueTask<SandboxResult> Sanitize() => ValueTask.FromResult(Rebuilt());

        Assert.NotNull((await gate.AlongsideAsync(id, new ScanPolicy(), Content, Sanitize, CancellationToken.None)).Original);
        Assert.Null((await gate.AlongsideAsync(id, new ScanPolicy { SkipOriginal = true }, Content, Sanitize, CancellationToken.None)).Original);
        Assert.NotNull(await gate.ScanCleanAsync(id, new ScanPolicy(), Content, CancellationToken.None));
        Assert.Null(await gate.ScanCleanAsync(id, new ScanPolicy { SkipClean = true }, Content, CancellationToken.None));
        Assert.Null((await empty.AlongsideAsync(id, new ScanPolicy(), Content, Sanitize, CancellationToken.None)).Original);
        // What would leave as it is needs a verdict, and nobody gives none.
        Assert.Equal(ScanVerdict.Failed, (await empty.ScanOriginalAsync(id, Content, CancellationToken.None)).Verdict);
    }

    private static ScanAnswer Answer(ScanVerdict verdict) => new("av", verdict, new UntrustedText("Bad\u202E.Name"), default);

    private static ScanReport Report(ScanVerdict verdict) => new(default, verdict, [Answer(verdict)]);

    private static SandboxResult Rebuilt()
    {
        var facts = new FileFacts(default, 3, "", "eml");
        return new() { Report = new PartReport { Path = "/", Input = facts, Output = facts, Outcome = Outcome.Rebuilt } };
    }

    private sealed class FakeScanner : IScanner
    {
        public ScannerFacts? Facts { get; set; } = new(new("engine"), null);

        public ScanAnswer Next { get; set; } = Answer(ScanVerdict.Clean);

        public int Scans { get; private set; }

        public string Name => "av";

        public ValueTask<ScanAnswer> ScanAsync(OpenContent open, CancellationToken token)
        {
            Scans++;
            return ValueTask.FromResult(Next);
        }

        public ValueTask<ScannerFacts?> AskAsync(CancellationToken token) => ValueTask.FromResult(Facts);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
