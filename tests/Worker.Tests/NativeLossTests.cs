namespace Mugai.Worker.Tests;

/// <summary>What the death or the lies of a native worker cost: that step, and nothing else.</summary>
public sealed class NativeLossTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    [Theory]
    [InlineData("failfast", Reason.Crashed)]
    [InlineData("throw", Reason.Crashed)]
    [InlineData("stackoverflow", Reason.Crashed)]
    [InlineData("segfault", Reason.Crashed)]
    [InlineData("exit", Reason.Crashed)]
    [InlineData("stderrflood", Reason.Crashed)]
    [InlineData("hang", Reason.Timeout)]
    [InlineData("nativebomb", Reason.Budget)]
    [InlineData("threadbomb", Reason.Budget)]
    [InlineData("closestdout", Reason.Crashed)]
    public async Task Loses_TheStepAndKeepsTheRest(string deed, Reason reason)
    {
        foreach (var verb in (string[])["do", "writeanddo"])
        {
            var cleaned = await shared.Sandbox.CleanAsync(
                $"MUGAI-TEST pack\nMUGAI-TEST native mugaitest echo first\nMUGAI-TEST native mugaitest {verb} {deed}\nMUGAI-TEST native mugaitest echo last\nMUGAI-TEST echo all\n",
                limits: TestSandbox.Tight with { MaxMilliseconds = deed == "hang" ? 1_500 : 30_000 });
            Assert.Equal((Outcome.Rebuilt, 0), (cleaned.Result.Outcome, cleaned.Result.WorkersLost));
            var reasons = cleaned.Result.Report.Parts.Select(part => part.Reason).ToList();
            // A bomb is slow on a busy machine: its time may be up before its memory is full.
            var expected = deed.EndsWith("bomb", StringComparison.Ordinal) && reasons[1] == Reason.Timeout ? Reason.Timeout : reason;
            Assert.Equal([Reason.None, expected, Reason.None, Reason.None], reasons);
            Assert.Contains("echo last", cleaned.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("unharmed", cleaned.Text, StringComparison.Ordinal);
            Assert.Null(cleaned.Result.Report.Parts[1].Output);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("endlessframe")]
    [InlineData("hostframe")]
    [InlineData("earlydone")]
    [InlineData("twofacts")]
    [InlineData("badpath")]
    [InlineData("foreignfinding")]
    [InlineData("toomanymembers")]
    [InlineData("smuggledoutput")]
    [InlineData("badslot")]
    [InlineData("outputflood")]
    [InlineData("findingflood")]
    [InlineData("stepoutofturn")]
    [InlineData("nosuchrun")]
    [InlineData("foreignrun")]
    [InlineData("longoutput")]
    [InlineData("unsaidoutput")]
    [InlineData("manyfacts")]
    [InlineData("longnote")]
    [InlineData("badreason")]
    [InlineData("negativecharge")]
    public async Task Takes_ALieForACrashOfTheStep(string lie)
    {
        var lines = await NativeStepTests.StepsAsync(shared.Sandbox, ["mugaitest echo before", $"mugaitest do {lie}", "mugaitest echo after"]);
        Assert.Equal(["None [11]  echo before", "Crashed []  ", "None [10]  echo after"], lines);
    }

    /// <summary>An honest result that is early leaves words in the pipe; whoever serves next must not hear them.</summary>
    [Fact]
    public async Task Believes_NoWordThatWasSaidBeforeItsStep()
    {
        var lines = await NativeStepTests.StepsAsync(shared.Sandbox, ["mugaitest do earlyresult", "mugaitest echo next"]);
        Assert.DoesNotContain(lines, line => line.Contains("unharmed", StringComparison.Ordinal));
        Assert.EndsWith("echo next", lines[1], StringComparison.Ordinal);
    }

    /// <summary>The second step gets the worker of the first and loses it half-way; that is not its fault.</summary>
    [Fact]
    public async Task Charges_ALateDeathToNobodyElse()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 1, NativeSpares = 1, MaxNativeWorkers = 2 });
        var lines = await NativeStepTests.StepsAsync(sandbox, ["mugaitest dielater", "mugaitest sleep 2000", "mugaitest echo"]);
        Assert.Equal(["None", "None", "None"], lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Takes_AHeapThatIsFullForABudgetUsedUp()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { MaxNativeHeapBytes = 64L << 20, MaxNativeResidentBytes = 4L << 30 });
        Assert.Equal(["Budget []  "], await NativeStepTests.StepsAsync(sandbox, ["mugaitest do heapbomb"]));
    }

    [Fact]
    public async Task Ends_NativeWorkersWithTheManagedOneThatAsked()
    {
        var cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST pack\nMUGAI-TEST do startandfail\nMUGAI-TEST native mugaitest echo alive\n");
        Assert.Equal((Outcome.Rebuilt, 1), (cleaned.Result.Outcome, cleaned.Result.WorkersLost));
        Assert.Contains("echo alive", cleaned.Text, StringComparison.Ordinal);
    }
}
