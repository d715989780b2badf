using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Scanning;

/// <summary>The real program with real scanners of Debian, which are killed, lie, and come back.</summary>
public sealed class ScannerTests : IAsyncLifetime
{
    private const string Clerk = "clerk@city.example.lg.jp";

    private MailSink _inside = null!;
    private ClamdInstance _clamd = null!;
    private MugaiServer _gateway = null!;

    public async Task InitializeAsync()
    {
        _inside = MailSink.Start();
        _clamd = await ClamdInstance.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _clamd.DisposeAsync();
        await _inside.DisposeAsync();
    }

    [Theory]
    [InlineData("socket")]
    [InlineData("tcp")]
    [InlineData("icap")]
    public async Task FoundMail_IsHeldAndItsRecipientTold_CleanMailSaysThatItWasScanned(string wire)
    {
        await using var icap = wire == "icap" ? await IcapInstance.StartAsync(_clamd) : null;
        await StartAsync($"scanners: {{ av: \"{wire switch { "socket" => $"clamd:{_clamd.Socket}", "tcp" => string.Create(CultureInfo.InvariantCulture, $"clamd://127.0.0.1:{_clamd.Port}"), _ => icap!.Url("avscan") }}\" }}");
        await SendAsync("a clean one");
        await SendAsync("a bad one", ClamdInstance.Marker);

        await _inside.WaitForAsync("a clean one");
        // The notice carries the reason; nothing of the body came along.
        var notice = await _inside.WaitForAsync("Auto-Submitted: auto-generated");
        Assert.Equal([Clerk], notice.Recipients);
        Assert.DoesNotContain(_inside.Mails, mail => Bodies(mail).Contains(ClamdInstance.Marker, StringComparison.Ordinal));

        var held = (await MailsAsync()).Single(mail => Said(mail).Contains("a bad one", StringComparison.Ordinal));
        Assert.Equal("held", StateOf(held));
        var report = held["reports"]![0]!["report"]!;
        Assert.Equal(("held", "scanner"), (report["outcome"]!.GetValue<string>(), report["reason"]!.GetValue<string>()));
        Assert.Contains($"av: {ClamdInstance.MarkerName}", report["findings"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("scanner.infected", (await _gateway.CommandAsync("quarantine", "show", held["id"]!.GetValue<string>())).Text, StringComparison.Ordinal);

        var clean = (await MailsAsync()).Single(mail => Said(mail).Contains("a clean one", StringComparison.Ordinal));
        Assert.Equal(["original clean", "clean clean"], ScansOf(clean));
        var health = JsonNode.Parse((await _gateway.GetAsync("/health")).Body)!["scanners"]![0]!;
        Assert.Equal(("up", true), (health["state"]!.GetValue<string>(), health["findsTestFile"]!.GetValue<bool>()));
        Assert.NotEmpty(health["engine"]!.GetValue<string>());
    }

    [Fact]
    public async Task ScannerThatFindsNothingAtAll_IsNotBelieved()
    {
        // c-icap's echo answers like a scanner that skips everything.
        await using var icap = await IcapInstance.StartAsync(_clamd);
        await StartAsync($"scanners: {{ av: \"{icap.Url("echo")}\" }}");
        await SendAsync("not looked at");

        await HeldAsync(1);
        Assert.Equal(0, _inside.Count);
        Assert.Contains("\"findsTestFile\":false", (await _gateway.GetAsync("/health")).Body, StringComparison.Ordinal);
    }

    /// <summary>A wire that speaks like clamd until it is asked about a mail, and the self-test switched off, so that the lie meets the mail itself.</summary>
    [Theory]
    [InlineData("wrong", "stream: all is well\0")]
    [InlineData("half", "stream: O")]
    [InlineData("none", "")]
    [InlineData("endless", null)]
    public async Task WhatIsNoAnswer_LetsNothingLeave(string kind, string? said)
    {
        await using var liar = new LyingScanner(said);
        await StartAsync(string.Create(CultureInfo.InvariantCulture, $"scanners: {{ av: \"clamd://127.0.0.1:{liar.Port}\" }}\n  dangerNoSelfTest: true"));
        await SendAsync($"lied about, {kind}");

        await HeldAsync(1);
        Assert.Equal(0, _inside.Count);
        Assert.True(liar.Scans > 0);
    }

    [Fact]
    public async Task TwoScanners_BothMustSayClean()
    {
        await using var icap = await IcapInstance.StartAsync(_clamd);
        await StartAsync($"scanners: {{ first: \"clamd:{_clamd.Socket}\", second: \"icap://127.0.0.1:{LoopbackPort.Free().ToString(CultureInfo.InvariantCulture)}/avscan\" }}");
        await SendAsync("one is away");

        await HeldAsync(1);
        Assert.Equal(0, _inside.Count);
    }

    [Fact]
    public async Task MailLargerThanTheScannerTakes_WaitsForAPerson()
    {
        await _clamd.DisposeAsync();
        _clamd = await ClamdInstance.StartAsync(streamMaxLength: "100K");
        await StartAsync(Socket);
        await SendAsync("too large", string.Join('\n', Enumerable.Range(0, 4000).Select(line => string.Create(CultureInfo.InvariantCulture, $"line {line} of a long mail that says nothing"))));

        var notice = await _inside.WaitForAsync("Auto-Submitted: auto-generated");
        Assert.Equal([Clerk], notice.Recipients);
        var held = Assert.Single(await MailsAsync(), mail => Said(mail).Contains("too large", StringComparison.Ordinal));
        Assert.Equal("held: scanner", held["recipients"]![0]!["lastReply"]!.GetValue<string>());
        Assert.Equal(1, _inside.Count);
    }

    [Theory]
    [InlineData("hold", "held")]
    [InlineData("defer", "deferred")]
    public async Task ScannerAway_MailWaitsThroughARestart_AndGoesOnByItself(string way, string state)
    {
        await StartAsync(Socket, $"scan: {{ onFailure: {way} }}");
        await _clamd.KillAsync();
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(string.Create(CultureInfo.InvariantCulture, $"waits {i} end"));
        }

        await HeldAsync(5, state);
        Assert.Equal(0, await _gateway.StopAsync());
        await _gateway.StartAsync();
        Assert.Equal(5, (await ListAsync()).Count(mail => StateOf(mail) == state));
        Assert.Equal(0, _inside.Count);

        await _clamd.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await _inside.WaitForAsync(string.Create(CultureInfo.InvariantCulture, $"waits {i} end"));
        }

        Assert.Equal(5, _inside.Count);
    }

    [Fact]
    public async Task RefuseWhileDown_Says451()
    {
        await StartAsync($"{Socket}\n  refuseWhileDown: true");
        await _clamd.KillAsync();
        await SendAsync("the one that notices");
        await Wait.UntilAsync(async () => (await _gateway.SendAsync([Clerk], Sample.Text("later"))).StartsWith("451", StringComparison.Ordinal), () => _gateway.Process.Said);
    }

    [Fact]
    public async Task KilledUnderLoad_NothingUnscannedLeaves_AndEveryMailArrivesOnceItIsBack()
    {
        const int Count = 60;
        await StartAsync(Socket, workers: "count: 2");
        var accepted = new ConcurrentBag<int>();
        var sending = Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (number, _) =>
        {
            var bad = number % 10 == 9;
            var subject = string.Create(CultureInfo.InvariantCulture, $"load {number} end");
            Assert.StartsWith("250", await _gateway.SendAsync([Clerk], Sample.Text(subject, bad ? ClamdInstance.Marker + "\n" : "本文です。\n")), StringComparison.Ordinal);
            accepted.Add(number);
        });
        for (var kill = 1; kill <= 3; kill++)
        {
            await Wait.UntilAsync(() => accepted.Count >= kill * Count / 5, () => _gateway.Process.Said);
            await _clamd.KillAsync();
            // Away for as long as it takes to take some more.
            await Wait.UntilAsync(() => accepted.Count >= Math.Min(Count, (kill * Count / 5) + 6), () => _gateway.Process.Said);
            await _clamd.StartAsync();
        }

        await sending;
        await Wait.UntilAsync(async () => (await ListAsync()).All(mail => IsFound(mail)), () => _gateway.Process.Said, TimeSpan.FromMinutes(3));

        var bySubject = _inside.Mails.SelectMany(mail => Subjects(mail)).GroupBy(subject => subject).ToDictionary(group => group.Key, group => group.Count());
        for (var number = 0; number < Count; number++)
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"load {number} end");
            Assert.Equal((subject, number % 10 == 9 ? 0 : 1), (subject, bySubject.GetValueOrDefault(subject)));
        }

        var mails = await MailsAsync();
        Assert.Equal(Count, mails.Count);
        foreach (var mail in mails)
        {
            // Each either says that it was called clean before and after, or is held by its name.
            Assert.True(StateOf(mail) == "delivered" ? ScansOf(mail).SequenceEqual(["original clean", "clean clean"]) : StateOf(mail) == "held" && Said(mail).Contains("scanner.infected", StringComparison.Ordinal), mail.ToJsonString());
        }

        Assert.Equal(Count / 10, mails.Count(mail => StateOf(mail) == "held"));
    }

    private string Socket => $"scanners: {{ av: \"clamd:{_clamd.Socket}\" }}";

    private async Task StartAsync(string scan, string policy = "", string workers = "count: 1") => _gateway = await MugaiServer.StartAsync(new MugaiSettings
    {
        NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_inside.Port}"), Scan = [scan], Workers = [workers],
        Policies = policy.Length > 0 ? new Dictionary<string, string> { ["all.yaml"] = $"recipients: [\"*\"]\n{policy}\n" } : new Dictionary<string, string>(),
    });

    private async Task SendAsync(string subject, string body = "本文です。\n") =>
        Assert.StartsWith("250", await _gateway.SendAsync([Clerk], Sample.Text(subject, body)), StringComparison.Ordinal);

    private Task HeldAsync(int count, string state = "held") =>
        Wait.UntilAsync(async () => (await ListAsync()).Count(mail => StateOf(mail) == state) == count, () => _gateway.Process.Said);

    private async Task<List<JsonNode>> ListAsync() => [.. (await _gateway.QueueAsync()).Select(mail => mail!)];

    /// <summary>Every mail from outside, wherever it stands, with its reports.</summary>
    private async Task<List<JsonNode>> MailsAsync()
    {
        var mails = new List<JsonNode>();
        foreach (var mail in await _gateway.FindAsync())
        {
            mails.Add((await _gateway.MailAsync(mail["id"]!.GetValue<string>()))!);
        }

        return mails;
    }

    private static string StateOf(JsonNode mail) => mail["recipients"]![0]!["state"]!.GetValue<string>();

    private static bool IsFound(JsonNode mail) => StateOf(mail) == "held" && mail["recipients"]![0]!["lastReply"]!.GetValue<string>() == "held: scanner";

    private static string Said(JsonNode mail) => mail["reports"]!.ToJsonString();

    private static IEnumerable<string> ScansOf(JsonNode mail) =>
        mail["reports"]![0]!["report"]!["scans"]!.AsArray().Select(scan => $"{scan!["what"]!.GetValue<string>()} {scan["verdict"]!.GetValue<string>()}");

    private static string Bodies(SunkMail mail) => ReceivedMail.Read(mail.Bytes).AllText;

    private static IEnumerable<string> Subjects(SunkMail mail) => mail.Text.Split("\r\n").Where(line => line.StartsWith("Subject: ", StringComparison.Ordinal)).Select(line => line["Subject: ".Length..]);
}
