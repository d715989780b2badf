namespace Mugai.Worker.Tests;

/// <summary>What the death of a worker costs: the part it had announced, and never more than the whole.</summary>
public sealed class LossTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
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
    public async Task Loses_TheAnnouncedPartAndKeepsTheRest(string deed, Reason reason)
    {
        var sandbox = shared.Sandbox;
        var cleaned = await sandbox.CleanAsync(
            $"MUGAI-TEST pack\nMUGAI-TEST echo first\nMUGAI-TEST do {deed}\nMUGAI-TEST echo last\n",
            limits: deed == "hang" ? TestSandbox.Tight : TestSandbox.Tight with { MaxMilliseconds = 30_000 });
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.Equal(1, cleaned.Result.WorkersLost);
        Assert.Contains("MUGAI-TEST echo first", cleaned.Text, StringComparison.Ordinal);
        Assert.Contains("MUGAI-TEST echo last", cleaned.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("unharmed", cleaned.Text, StringComparison.Ordinal);
        var lost = Assert.Single(cleaned.Result.Report.Parts, part => part.Outcome == Outcome.Blocked);
        Assert.Equal(("/2", reason), (lost.Path, lost.Reason));
        Assert.Null(lost.Output);
    }

    [Theory]
    [InlineData("throw", 300)]
    [InlineData("failfast", 300)]
    [InlineData("failfast", 20)]
    public async Task Names_TheCulpritAmongMany(string deed, int before)
    {
        var pack = string.Concat(Enumerable.Repeat("MUGAI-TEST echo small\n", before));
        var cleaned = await shared.Sandbox.CleanAsync($"MUGAI-TEST pack\n{pack}MUGAI-TEST do {deed}\n{pack}MUGAI-TEST echo last\n");
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        // Behind the first ones announcements come in groups: the job runs once more to learn which part it was, and once without it.
        Assert.Equal(before > 64 ? 2 : 1, cleaned.Result.WorkersLost);
        var lost = Assert.Single(cleaned.Result.Report.Parts, part => part.Outcome == Outcome.Blocked);
        Assert.Equal(($"/{before + 1}", Reason.Crashed), (lost.Path, lost.Reason));
        Assert.Contains("echo last", cleaned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_AHeapThatIsFullForABudgetUsedUp()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { MaxHeapBytes = 64L << 20 });
        var limits = TestSandbox.Tight with { MaxResidentBytes = 4L << 30, MaxMilliseconds = 30_000 };
        var cleaned = await sandbox.CleanAsync("MUGAI-TEST do heapbomb\n", limits: limits);
        Assert.Equal((Outcome.Held, Reason.Budget), (cleaned.Result.Outcome, cleaned.Result.Reason));
    }

    [Fact]
    public async Task Holds_TheWholeAfterAFourthCrash()
    {
        var sandbox = shared.Sandbox;
        var cleaned = await sandbox.CleanAsync("MUGAI-TEST pack\nMUGAI-TEST do throw\nMUGAI-TEST do throw\nMUGAI-TEST do throw\nMUGAI-TEST do throw\nMUGAI-TEST echo\n");
        Assert.Equal((Outcome.Held, Reason.Crashed), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.Equal(4, cleaned.Result.WorkersLost);
        Assert.Empty(cleaned.Bytes);
        Assert.Equal(["/1", "/2", "/3"], cleaned.Result.Report.Parts.Select(part => part.Path).Order(StringComparer.Ordinal));
        Assert.Equal(64, cleaned.Result.Report.Input.Sha256.Length);
    }

    [Fact]
    public async Task Survives_ThreeCrashes()
    {
        var sandbox = shared.Sandbox;
        var cleaned = await sandbox.CleanAsync("MUGAI-TEST pack\nMUGAI-TEST do throw\nMUGAI-TEST do failfast\nMUGAI-TEST do throw\nMUGAI-TEST echo alive\n");
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.Equal(3, cleaned.Result.WorkersLost);
        Assert.Contains("alive", cleaned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_AFileThatKillsItsWorkerTwice()
    {
        var sandbox = shared.Sandbox;
        var cleaned = await sandbox.CleanAsync("MUGAI-TEST do failfast\n");
        Assert.Equal((Outcome.Held, Reason.Crashed), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.Equal(2, cleaned.Result.WorkersLost);
        Assert.Empty(cleaned.Bytes);
    }

    [Fact]
    public async Task Holds_AFileThatHangsWithoutASecondTry()
    {
        var sandbox = shared.Sandbox;
        var cleaned = await sandbox.CleanAsync("MUGAI-TEST do hang\n", limits: TestSandbox.Tight);
        Assert.Equal((Outcome.Held, Reason.Timeout), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.Equal(1, cleaned.Result.WorkersLost);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("endlessframe")]
    [InlineData("hostframe")]
    [InlineData("earlydone")]
    [InlineData("twofacts")]
    [InlineData("badpath")]
    [InlineData("controlpath")]
    [InlineData("foreignfinding")]
    [InlineData("toomanymembers")]
    [InlineData("confirmed")]
    [InlineData("rebuiltwithreason")]
    [InlineData("badaction")]
    [InlineData("zerocount")]
    [InlineData("badutf8")]
    [InlineData("trailingbytes")]
    [InlineData("smuggledoutput")]
    [InlineData("badslot")]
    [InlineData("outputflood")]
    [InlineData("findingflood")]
    [InlineData("stepoutofturn")]
    [InlineData("stepwithoutname")]
    [InlineData("toomanysteps")]
    [InlineData("hugestep")]
    [InlineData("longstepinput")]
    [InlineData("shortstepinput")]
    [InlineData("nosuchrun")]
    [InlineData("fetchedtwice")]
    [InlineData("shortrunnumber")]
    [InlineData("stepinputunasked")]
    [InlineData("openrunatdone")]
    [InlineData("foreignrun")]
    [InlineData("scratchbeyondbudget")]
    [InlineData("scratchoutofturn")]
    [InlineData("negativescratch")]
    [InlineData("scratchunsaid")]
    [InlineData("scratchneverwritten")]
    [InlineData("shortscratch")]
    [InlineData("longscratch")]
    [InlineData("scratchfreedtwice")]
    [InlineData("pageofnorun")]
    [InlineData("pageofopenrun")]
    [InlineData("stepreadofmanaged")]
    public async Task Takes_ALieForACrash(string lie)
    {
        var sandbox = shared.Sandbox;
        var pid = await sandbox.PidAsync();
        var cleaned = await sandbox.CleanAsync($"MUGAI-TEST pack\nMUGAI-TEST do {lie}\nMUGAI-TEST echo honest\n", limits: TestSandbox.Tight with { MaxMilliseconds = 20_000 });
        Assert.DoesNotContain("unharmed", cleaned.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no verdict", cleaned.Text, StringComparison.Ordinal);
        Assert.InRange(cleaned.Result.WorkersLost, 1, 4);
        Assert.DoesNotContain(cleaned.Result.Report.Parts, part => part.Path == "/1" && part.Outcome != Outcome.Blocked);
        Assert.NotEqual(pid, await sandbox.PidAsync());
    }

    [Fact]
    public async Task Gives_TheNextJobAWorkerWhenTheLastClosedItsInput()
    {
        var sandbox = shared.Sandbox;
        await sandbox.CleanAsync("MUGAI-TEST do closestdin\n");
        Assert.Equal(Outcome.Rebuilt, (await sandbox.CleanAsync("MUGAI-TEST echo\n")).Result.Outcome);
    }

    [Fact]
    public async Task Gives_TheNextJobAWorkerWhenTheIdleOneWasKilled()
    {
        var sandbox = shared.Sandbox;
        for (var i = 0; i < 5; i++)
        {
            System.Diagnostics.Process.GetProcessById(await sandbox.PidAsync()).Kill();
            var cleaned = await sandbox.CleanAsync("MUGAI-TEST echo\n");
            Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        }
    }

    /// <summary>The runtime ends idle threads of its own after four seconds and needs new ones with the next job: the filter must let it.</summary>
    [Fact]
    public async Task Serves_WithTheSameWorkerAfterARest()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var pid = await sandbox.PidAsync();
        await Task.Delay(TimeSpan.FromSeconds(6));
        for (var i = 0; i < 50; i++)
        {
            var cleaned = await sandbox.CleanAsync("MUGAI-TEST echo\n");
            Assert.Equal((Outcome.Rebuilt, 0), (cleaned.Result.Outcome, cleaned.Result.WorkersLost));
        }

        Assert.Equal(pid, await sandbox.PidAsync());
    }

    [Fact]
    public async Task Leaves_NoProcessAndNoDescriptorBehindAHundredKilledWorkers()
    {
        var others = Children();
        await using (var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { PoolSize = 4 }))
        {
            await sandbox.CleanAsync("MUGAI-TEST do failfast\n");
            var before = Descriptors();
            await Parallel.ForEachAsync(Enumerable.Range(0, 50), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) =>
            {
                var cleaned = await sandbox.CleanAsync("MUGAI-TEST do exit\n");
                Assert.Equal(2, cleaned.Result.WorkersLost);
            });
            Assert.Equal(Outcome.Rebuilt, (await sandbox.CleanAsync("MUGAI-TEST echo\n")).Result.Outcome);
            Assert.InRange(Descriptors(), 0, before + 24);
        }

        Assert.Empty(Children().Except(others));
    }

    private static int Descriptors() => Directory.GetFiles("/proc/self/fd").Length;

    /// <summary>Workers of this process, zombies included. Other tests of this class do not run meanwhile.</summary>
    private static List<string> Children() => [.. Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(Stat)
        .Where(stat => (stat.Contains("(mugai-worker)", StringComparison.Ordinal) || stat.Contains("(mugai-native)", StringComparison.Ordinal)) && stat.Split(") ")[1].Split(' ')[1] == $"{Environment.ProcessId}")
        .Select(stat => stat.Split(' ')[0])];

    private static string Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
