using System.Text;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Sanitizing;

namespace Mugai.Worker.Tests;

/// <summary>Native steps in real, locked native workers: bytes there and back, several at a time, who serves whom, what it may cost.</summary>
public sealed class NativeStepTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(49_152)]
    [InlineData(65_536)]
    [InlineData(100_000)]
    [InlineData(262_145)]
    [InlineData(20_000_000)]
    public async Task Brings_EveryByteThereAndBack(int padding)
    {
        var input = (byte[])[.. "MUGAI-TEST native mugaitest echo\n"u8, .. Noise(padding)];
        var cleaned = await shared.Sandbox.CleanAsync(input);
        Assert.Equal((Outcome.Rebuilt, Reason.None), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.True(input.AsSpan().SequenceEqual(cleaned.Bytes));
        Assert.Equal(0, cleaned.Result.WorkersLost);
    }

    /// <summary>The first of a size that still is sent whole, the others asked for page by page.</summary>
    [Theory]
    [InlineData("echo", 1_000_000)]
    [InlineData("echo", 20_000_000)]
    [InlineData("backwards", 20_000_000)]
    public async Task Reads_AStepsInputByPages(string verb, int padding)
    {
        var input = (byte[])[.. Encoding.ASCII.GetBytes($"MUGAI-TEST native mugaipages {verb}\n"), .. Noise(padding)];
        var cleaned = await shared.Sandbox.CleanAsync(input);
        Assert.Equal((Outcome.Rebuilt, Reason.None), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.True(input.AsSpan().SequenceEqual(cleaned.Bytes));
        Assert.Equal(0, cleaned.Result.WorkersLost);
    }

    /// <summary>A page that the input does not have, and a page where none may be asked for.</summary>
    [Theory]
    [InlineData("mugaipages do pagebeyond", 20_000_000)]
    [InlineData("mugaipages do negativepage", 20_000_000)]
    [InlineData("mugaitest do negativepage", 10)]
    public async Task Takes_AWrongPageForACrash(string step, int padding)
    {
        var cleaned = await shared.Sandbox.CleanAsync((byte[])[.. Encoding.ASCII.GetBytes($"MUGAI-TEST native {step}\n"), .. Noise(padding)]);
        Assert.Equal((Outcome.Blocked, Reason.Crashed), (cleaned.Result.Outcome, cleaned.Result.Reason));
    }

    [Fact]
    public async Task Brings_FactsNoteAndReasonBack()
    {
        var lines = await StepsAsync("mugaitest facts", "mugaitest refuse", "mugaitest echo", "mugaitest nonsense", "nosuchstep echo");
        Assert.StartsWith("None [0,-1,-2,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("-15] 注 ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["Encrypted [5]  ", "None [4]  echo", "Unsupported []  ", "Unsupported []  "], lines[1..]);
    }

    [Fact]
    public async Task Prepares_AStepBeforeItRuns() => Assert.Equal(["None []  prepared"], await StepsAsync("mugaitest prepared"));

    [Fact]
    public async Task Lets_LibrariesStartThreadsBehindTheLocks() => Assert.EndsWith(new string('.', 50), Assert.Single(await StepsAsync("mugaitest threads")), StringComparison.Ordinal);

    [Fact]
    public async Task Answers_UnsupportedWhereThereAreNoNativeWorkers()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 0 });
        var cleaned = await sandbox.CleanAsync("MUGAI-TEST pack\nMUGAI-TEST native mugaitest echo\nMUGAI-TEST echo\n");
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.Contains("/1 Blocked Unsupported", cleaned.Text, StringComparison.Ordinal);
        Assert.Contains("/2 Rebuilt", cleaned.Text, StringComparison.Ordinal);
    }

    /// <summary>More than may be open at one time, large ones among them, their results asked for in the order of their start.</summary>
    [Fact]
    public async Task Keeps_ManyRunsApart()
    {
        var lines = await StepsAsync([.. Enumerable.Range(0, 40).Select(i => $"mugaitest echo {i}{(i % 7 == 0 ? new string('x', 300_000) : "")}")]);
        Assert.Equal(40, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            Assert.StartsWith($"None [{(i % 7 == 0 ? 300_005 + $"{i}".Length : 5 + $"{i}".Length)}]  echo {i}", lines[i], StringComparison.Ordinal);
        }
    }

    /// <summary>The job's input is larger than every buffer on its way while steps run: nobody may wait for somebody who waits for him.</summary>
    [Fact]
    public async Task Moves_AMailAndItsStepsWithoutDeadlock()
    {
        var body = new StringBuilder("From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var i = 0; i < 12; i++)
        {
            var content = (byte[])[.. Encoding.ASCII.GetBytes($"MUGAI-TEST native mugaitest echo {i}\n"), .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(line => $"line {line}\n")))];
            body.Append($"--b\r\nContent-Type: application/octet-stream; name=p{i}.mugaitest\r\nContent-Disposition: attachment; filename=p{i}.mugaitest\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        }

        var cleaned = await shared.Sandbox.CleanAsync(body.Append("--b--\r\n").ToString(), JobKind.Mail);
        Assert.Equal((Outcome.Rebuilt, Reason.None), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.Equal(12, cleaned.Result.Report.Parts.Count(part => part.Outcome == Outcome.Rebuilt));
    }

    [Fact]
    public async Task Runs_TwoStepsOfOneJobAtOneTime()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 2, NativeSpares = 2, MaxNativeWorkers = 4 });
        var lines = await StepsAsync(sandbox, "mugaitest sleep 3000", "mugaitest sleep 3000");
        var times = lines.Select(line => line.Split('[', ']')[1].Split(',').Select(long.Parse).ToArray()).ToArray();
        Assert.True(times[0][0] < times[1][1] && times[1][0] < times[0][1], "one waited for the other");
    }

    [Fact]
    public async Task Keeps_AWorkerForItsMessageAndNeverHandsItOn()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 1, NativeSpares = 1, MaxNativeWorkers = 2 });
        var seen = new HashSet<string>();
        foreach (var tenant in (string[])["one", "one", "two"])
        {
            var pids = await StepsAsync(sandbox, ["mugaitest pid", "mugaitest pid", "mugaitest pid"], tenant);
            Assert.Single(pids.Distinct());
            Assert.True(seen.Add(pids[0]), "a worker served two messages");
        }
    }

    [Fact]
    public async Task Gives_EachPasswordAWorkerOfItsOwn()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 1, NativeSpares = 1, MaxNativeWorkers = 2 });
        var pids = await StepsAsync(sandbox, "mugaitest pid", "mugaisecret pid", "mugaisecret pid", "mugaitest pid");
        Assert.Equal(pids[0], pids[3]);
        Assert.Equal(3, pids.Distinct().Count());
    }

    [Fact]
    public async Task Starts_NoMoreWorkersThanItMay()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { PoolSize = 4, NativeSteps = 2, NativeSpares = 1, MaxNativeWorkers = 3 });
        using var watch = new CancellationTokenSource();
        var most = 0;
        var watching = Task.Run(async () =>
        {
            while (!watch.IsCancellationRequested)
            {
                most = Math.Max(most, sandbox.NativeWorkers);
                await Task.Delay(1);
            }
        });
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => StepsAsync(sandbox, "mugaitest pid", "mugaitest pid", "mugaitest pid")));
        await watch.CancelAsync();
        await watching;
        Assert.InRange(most, 1, 3);
        Assert.Equal(all.Length, all.Select(pids => pids[0]).Distinct().Count());
    }

    [Fact]
    public async Task Ends_AWorkerWithItsMessageAndKeepsASpare()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 1, NativeSpares = 1, MaxNativeWorkers = 2 });
        Assert.Equal(1, sandbox.NativeWorkers);
        var pid = (await StepsAsync(sandbox, "mugaitest pid"))[0].Split(' ')[^1];
        Assert.Equal(1, sandbox.NativeWorkers);
        await WaitUntilAsync(() => !Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task Keeps_NoSpareWhenToldSo()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSpares = 0 });
        Assert.Equal(0, sandbox.NativeWorkers);
        Assert.Equal(["None [4]  echo"], await StepsAsync(sandbox, "mugaitest echo"));
        Assert.Equal(0, sandbox.NativeWorkers);
    }

    [Fact]
    public async Task Keeps_AsManySparesAsWereUsedOfLate()
    {
        var time = new TickingTime();
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 3, NativeSpares = 2, MaxNativeWorkers = 6 }, time);
        Assert.Equal(1, sandbox.NativeWorkers);
        await StepsAsync(sandbox, "mugaitest sleep 1000", "mugaitest sleep 1000", "mugaitest sleep 1000");
        Assert.Equal(2, sandbox.NativeWorkers);
        await StepsAsync(sandbox, "mugaitest pid");
        Assert.Equal(2, sandbox.NativeWorkers);
        // Two periods with one at a time, and both spares ready.
        for (var i = 0; i < 3; i++)
        {
            await StepsAsync(sandbox, "mugaitest pid");
            await WaitUntilAsync(() => Spares.Ids().Count >= 2);
            time.Tick();
        }

        await WaitUntilAsync(() =>
        {
            time.Tick();
            return sandbox.NativeWorkers == 1;
        });
    }

    /// <summary>Together they take longer than the job may think; each alone does not.</summary>
    [Fact]
    public async Task Stops_TheClockOfTheWorkerThatWaits()
    {
        var cleaned = await shared.Sandbox.CleanAsync(
            "MUGAI-TEST pack\nMUGAI-TEST native mugaitest sleep 2000\nMUGAI-TEST native mugaitest sleep 2000\n", limits: BudgetLimits.ForInput(1000) with { MaxMilliseconds = 3_000 });
        Assert.Equal((Outcome.Rebuilt, 0), (cleaned.Result.Outcome, cleaned.Result.WorkersLost));
        Assert.DoesNotContain(cleaned.Result.Report.Parts, part => part.Outcome == Outcome.Blocked);
    }

    [Fact]
    public async Task Charges_AStepToTheBudgetOfTheWhole()
    {
        var limits = BudgetLimits.ForInput(1000) with { MaxBytes = 1_000_000 };
        var cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST natives\nmugaitest charge 600000\n", limits: limits);
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST natives\nmugaitest charge 600000\nmugaitest charge 600000\n", limits: limits);
        Assert.Equal((Outcome.Blocked, Reason.Budget), (cleaned.Result.Outcome, cleaned.Result.Reason));
        cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST native mugaitest charge 2000000\n", limits: limits);
        Assert.Equal((Outcome.Blocked, Reason.Budget), (cleaned.Result.Outcome, cleaned.Result.Reason));
        cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST native mugaitest flood\n", limits: limits);
        Assert.Equal((Outcome.Blocked, Reason.Budget), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.Empty(cleaned.Bytes);
        Assert.Equal(0, cleaned.Result.WorkersLost);
    }

    [Fact]
    public async Task Forgets_ARunThatNobodyFinishes()
    {
        var lines = await StepsAsync("drop mugaitest sleep 60000", "mugaitest echo one", "drop mugaitest echo two", "mugaitest echo three");
        Assert.Equal(["None [8]  echo one", "None [10]  echo three"], lines);
    }

    /// <summary>The password is made in the worker and stands nowhere else; what the gateway had of it, it has cleared.</summary>
    [Fact]
    public async Task Leaves_NoPasswordInTheGateway()
    {
        const string Backwards = "drowssap-wen-yrev-4711";
        var lines = await StepsAsync([.. Enumerable.Repeat($"mugaisecret reversed {Backwards}", 4)]);
        Assert.All(lines, line => Assert.StartsWith("None", line, StringComparison.Ordinal));
        Assert.False(OwnMemory.Contains([.. Encoding.ASCII.GetBytes(Backwards).Reverse()]), "the password is left in memory");
        Assert.True(OwnMemory.Contains(Encoding.Unicode.GetBytes(Backwards)), "the search finds nothing at all");
    }

    internal static async Task<string[]> StepsAsync(WorkerSandbox sandbox, string[] steps, string tenant = "city", BudgetLimits? limits = null)
    {
        var cleaned = await sandbox.CleanAsync("MUGAI-TEST natives\n" + string.Concat(steps.Select(step => step + "\n")), tenant: tenant, limits: limits);
        Assert.Equal((Outcome.Rebuilt, 0), (cleaned.Result.Outcome, cleaned.Result.WorkersLost));
        return cleaned.Text.Split('\n')[..^1];
    }

    private static Task<string[]> StepsAsync(WorkerSandbox sandbox, params string[] steps) => StepsAsync(sandbox, steps, "city");

    private Task<string[]> StepsAsync(params string[] steps) => StepsAsync(shared.Sandbox, steps, "city");

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(TestSandbox.HangGuard);
        while (!condition())
        {
            await Task.Delay(20, guard.Token);
        }
    }

    /// <summary>Minutes pass when the test says so; anything shorter as ever.</summary>
    private sealed class TickingTime : TimeProvider
    {
        private readonly List<Action> _long = [];

        public void Tick() => _long.ForEach(callback => callback());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period < TimeSpan.FromMinutes(1))
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            _long.Add(() => callback(state));
            return base.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(11).NextBytes(bytes);
        return bytes;
    }
}
