using System.Diagnostics;
using System.Globalization;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;
using Mugai.SpoolCrasher;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>250 means kept (invariant 1): a process that commits, stores outputs and delivers is killed with SIGKILL at random points.</summary>
public sealed class EmbeddedSpoolCrashTests : IDisposable
{
    private const int Kills = 32;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill9_AtAnyPoint_LosesNothingThatWasAcknowledged()
    {
        var random = new Random(20261120);
        var acknowledged = new Dictionary<MessageId, (int Seed, int Size)>();
        var outputs = new Dictionary<MessageId, (int Seed, int Size)>();
        var delivered = new HashSet<MessageId>();
        for (var kill = 0; kill < Kills; kill++)
        {
            foreach (var line in await RunUntilKilledAsync(kill % 4 == 3 ? 0 : random.Next(1, 60), random.Next(0, kill % 4 == 3 ? 400_000 : 3000)))
            {
                var words = line.Split(' ');
                if (words[0] == "OPEN")
                {
                    Assert.Equal("0", words[2]); // no acknowledged message was found damaged
                    continue;
                }

                Assert.True(MessageId.TryParse(words[1], out var id));
                var facts = (int.Parse(words[2], CultureInfo.InvariantCulture), int.Parse(words[3], CultureInfo.InvariantCulture));
                _ = words[0] switch
                {
                    "ACK" => acknowledged.TryAdd(id, facts),
                    "OUT" => outputs.TryAdd(id, facts),
                    "DONE" => delivered.Add(id),
                    _ => throw new InvalidOperationException(line),
                };
            }
        }

        Assert.NotEmpty(outputs);
        Assert.NotEmpty(delivered);
        await using var spool = await EmbeddedSpool.OpenAsync(Sample.Options(_folder.Root));
        Assert.Equal(0, spool.Recovery.DamagedMessages);
        foreach (var (id, (seed, size)) in acknowledged)
        {
            Assert.Equal(Sample.Content(seed, size), await spool.ReadOriginalAsync(id));
            Assert.Equal($"rcpt{seed}@city.example.lg.jp", (await spool.GetAsync(id)).Envelope.Recipients[0].Address);
        }

        foreach (var (id, (seed, size)) in outputs)
        {
            Assert.Equal(Sample.Content(seed, size), await spool.ReadOutputAsync(id, 0));
        }

        foreach (var id in delivered)
        {
            Assert.Equal(RecipientState.Delivered, (await spool.GetAsync(id)).Recipients[0].State);
            Assert.NotNull(await spool.FindReportAsync(id, 0, CancellationToken.None));
        }

        Assert.True((await spool.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task FullVolume_RefusesMail_KeepsWhatItTook_AndRecovers()
    {
        // A tmpfs of 16 MiB in a mount namespace of its own; where a container forbids that, the folder itself with a reserve that
        // swallows all but 16 MiB would prove less, so the fault tests (ENOSPC at each step) have to stand alone there.
        using var unshare = Process.Start(new ProcessStartInfo("unshare",
        [
            "--map-root-user", "--mount", "sh", "-c",
            "mount -t tmpfs -o size=16m none \"$1\" || exit 77; exec dotnet exec \"$0\" full \"$1\"",
            Path.Combine(AppContext.BaseDirectory, "Mugai.SpoolCrasher.dll"), _folder.Root,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = unshare.StandardError.ReadToEndAsync();
        var output = await unshare.StandardOutput.ReadToEndAsync();
        await unshare.WaitForExitAsync();
        if (unshare.ExitCode != 77 && !(await errors).StartsWith("unshare:", StringComparison.Ordinal))
        {
            Assert.True(unshare.ExitCode == 0, await errors);
            Assert.Contains("FULL OK", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TwentyLargeMessagesHeldOpen_NeedLittleMemory()
    {
        using var process = CrasherProcess.Start("open", _folder.Root, "20", "20971520");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.StartsWith("PEAK ", output, StringComparison.Ordinal);
        Assert.InRange(long.Parse(output.AsSpan(5), CultureInfo.InvariantCulture), 1, 150L * 1024 * 1024);
    }

    /// <summary>Kills after so many answers and then so many microseconds more; 0 answers: while it starts and recovers.</summary>
    private async Task<List<string>> RunUntilKilledAsync(int answers, int microseconds)
    {
        using var process = CrasherProcess.Start("crash", _folder.Root, "8");
        var lines = new List<string>();
        while (lines.Count < answers && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        // Not a wait for something to happen: the point of the kill is to be anywhere.
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMicroseconds(microseconds))
        {
            Thread.Sleep(0);
        }

        process.Kill();
        var rest = await process.StandardOutput.ReadToEndAsync();
        lines.AddRange(rest.Split('\n')[..^1]); // an unfinished line was not said
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(errors.Length == 0, errors);
        return lines;
    }
}
