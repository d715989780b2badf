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
            Assert.Equal([Reason.None, reason, Reason.None, Reason.None], cleaned.Result.Report.Parts.Select(part => part.Reason));
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

    [Fact]
    public async Task Takes_AHeapThatIsFullForABudgetUsedUp()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { MaxNativeHeapBytes = 64L << 20, MaxNativeResidentBytes = 4L << 30 });
        Assert.Equal(["Budget []  "], await NativeStepTests.StepsAsync(sandbox, ["mugaitest do heapbomb"]));
    }

    [Fact]
    public async Task Gives_TheNextStepAWorkerWhenTheSpareWasKilled()
    {
        var others = Spares.Ids();
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 1, NativeSpares = 1, MaxNativeWorkers = 2 });
        for (var i = 0; i < 3; i++)
        {
            var spare = await Spares.OneAsync(others);
            spare.Kill();
            await Spares.GoneAsync(spare);
            Assert.Equal(["None [4]  echo"], await NativeStepTests.StepsAsync(sandbox, ["mugaitest echo"]));
        }
    }

    [Fact]
    public async Task Ends_NativeWorkersWithTheManagedOneThatAsked()
    {
        var cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST pack\nMUGAI-TEST do startandfail\nMUGAI-TEST native mugaitest echo alive\n");
        Assert.Equal((Outcome.Rebuilt, 1), (cleaned.Result.Outcome, cleaned.Result.WorkersLost));
        Assert.Contains("echo alive", cleaned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_NoNativeProcessBehind()
    {
        var others = Spares.Ids();
        await using (var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { PoolSize = 2 }))
        {
            await Spares.OneAsync(others);
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => sandbox.CleanAsync("MUGAI-TEST natives\nmugaitest do exit\nmugaitest echo\ndrop mugaitest do hang\n")));
        }

        Assert.Empty(Spares.Ids().Except(others));
    }
}
