using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using Mugai.Testing;
using Xunit.Abstractions;

namespace Mugai.EndToEnd.Tests;

/// <summary>
/// Invariant 1 on the real program: under load the gateway, its workers or both are killed with SIGKILL at random moments and started again.
/// What got 250 must arrive. The environment may say how often (MUGAI_KILLS) and where the table goes (MUGAI_KILL_TABLE).
/// </summary>
[Collection(AloneTests.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Senders = 6;
    private const int DefaultKills = 30;

    /// <summary>How old an acceptance by the next hop may be that a kill made us forget.</summary>
    private static readonly TimeSpan MayRepeat = TimeSpan.FromSeconds(1);

    /// <summary>What the dead gateway had already handed to the kernel is read by the next hop a little later.</summary>
    private static readonly TimeSpan InTheWire = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private readonly List<DateTime> _gatewayKills = [];
    private readonly HashSet<int> _workers = [];
    private int _sent;

    [Fact]
    public async Task WhatGot250_ArrivesWhateverIsKilled()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("MUGAI_KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : DefaultKills;
        var seed = Environment.TickCount;
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"), Workers = ["count: 2"],
        });
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, Senders).Select(sender => SendAsync(gateway, sender, stop.Token)).ToList();
        var killed = await KillAsync(gateway, new Random(seed), kills);
        await stop.CancelAsync();
        await Task.WhenAll(load);

        await Wait.UntilAsync(
            () => _acknowledged.Keys.All(Arrived(sink).ContainsKey),
            () => $"{_acknowledged.Keys.Count(token => !Arrived(sink).ContainsKey(token))} acknowledged messages did not arrive (seed {seed}).\n{Tail(gateway.Process.Said)}",
            TimeSpan.FromSeconds(120));
        // Whatever is still under way would count as a duplicate that nobody saw.
        Assert.Equal(0, await gateway.StopAsync());

        var deliveries = Arrived(sink);
        var table = Table(kills, killed, seed, deliveries);
        output.WriteLine(table);
        if (Environment.GetEnvironmentVariable("MUGAI_KILL_TABLE") is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, table);
        }

        Assert.True(_acknowledged.Count > kills, $"only {_acknowledged.Count} messages got through: the load was no load");
        Assert.All(deliveries.Where(pair => pair.Value.Count > 1), pair => Assert.True(IsExcused(pair.Value), $"{pair.Key} came {pair.Value.Count} times without a kill that explains it"));
        // A process that was told to end is gone when the kernel and its new parent have done their part.
        await Wait.UntilAsync(
            () => !_workers.Any(worker => Directory.Exists($"/proc/{worker}")),
            () => $"workers outlived their gateways: {string.Join(' ', _workers.Where(worker => Directory.Exists($"/proc/{worker}")).Select(worker => $"{worker} {Status(worker)}"))}",
            TimeSpan.FromSeconds(10));
        var verify = await gateway.CommandAsync("audit", "verify");
        Assert.True(verify.Code == 0, verify.ToString());
        Assert.Equal("[]", (await gateway.CommandAsync("queue", "list", "--json")).Text.Trim());
    }

    /// <summary>Sends as a mail server does: what got no 250 is not ours to answer for.</summary>
    private async Task SendAsync(MugaiServer gateway, int sender, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                using var talk = await SmtpTalk.ConnectAsync(gateway.SmtpPort);
                for (var inSession = 0; inSession < 10 && !stop.IsCancellationRequested; inSession++)
                {
                    var token = string.Create(CultureInfo.InvariantCulture, $"token-{sender}-{number++}-end");
                    Interlocked.Increment(ref _sent);
                    var mail = number % 10 == 0 ? Sample.HtmlWithDocm(token) : Sample.Text(token);
                    if ((await talk.MessageAsync("sender@outside.example", ["clerk@city.example.lg.jp"], mail)).StartsWith("250", StringComparison.Ordinal))
                    {
                        _acknowledged[token] = 0;
                    }

                    await Task.Delay(30, CancellationToken.None);
                }
            }
            catch (Exception dead) when (dead is IOException or SocketException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private async Task<Dictionary<string, int>> KillAsync(MugaiServer gateway, Random random, int kills)
    {
        var killed = new Dictionary<string, int> { ["gateway"] = 0, ["worker"] = 0, ["both"] = 0 };
        for (var i = 0; i < kills; i++)
        {
            // From the first message after the start to deep in the load.
            await Task.Delay(random.Next(20, 700));
            var workers = gateway.Process.Children;
            _workers.UnionWith(workers);
            var victim = (string[])["gateway", "worker", "both"];
            var chosen = victim[random.Next(victim.Length)];
            killed[chosen]++;
            if (chosen != "gateway")
            {
                foreach (var worker in workers.Take(chosen == "both" ? int.MaxValue : 1))
                {
                    ChildProcess.Kill(worker);
                }
            }

            if (chosen != "worker")
            {
                _gatewayKills.Add(DateTime.UtcNow);
                await gateway.KillAsync();
                await gateway.StartAsync();
            }
        }

        return killed;
    }

    private static Dictionary<string, List<DateTime>> Arrived(MailSink sink)
    {
        var arrived = new Dictionary<string, List<DateTime>>();
        foreach (var mail in sink.Mails)
        {
            var subject = ReceivedMail.Read(mail.Bytes).Subject;
            if (!arrived.TryGetValue(subject, out var times))
            {
                arrived.Add(subject, times = []);
            }

            times.Add(mail.AcceptedAt);
        }

        return arrived;
    }

    /// <summary>Each repetition needs a kill of the gateway that came within a second after the acceptance before it.</summary>
    private bool IsExcused(List<DateTime> times) => times.Order().Zip(times.Order().Skip(1)).All(pair =>
        _gatewayKills.Any(kill => pair.First >= kill - MayRepeat && pair.First <= kill + InTheWire && pair.Second >= kill));

    private string Table(int kills, Dictionary<string, int> killed, int seed, Dictionary<string, List<DateTime>> deliveries)
    {
        var delivered = _acknowledged.Keys.Count(deliveries.ContainsKey);
        return string.Create(CultureInfo.InvariantCulture, $"""
            | kills | gateway | worker | both | sent | acknowledged (250) | delivered | duplicates | lost |
            |---|---|---|---|---|---|---|---|---|
            | {kills} | {killed["gateway"]} | {killed["worker"]} | {killed["both"]} | {_sent} | {_acknowledged.Count} | {delivered} | {deliveries.Values.Sum(times => times.Count - 1)} | {_acknowledged.Count - delivered} |
            (seed {seed})

            """);
    }

    private static string Tail(string text) => text.Length < 8000 ? text : text[^8000..];

    private static string Status(int process)
    {
        try
        {
            return File.ReadAllLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("State:", StringComparison.Ordinal)) ?? "";
        }
        catch (IOException)
        {
            return "gone";
        }
    }
}
