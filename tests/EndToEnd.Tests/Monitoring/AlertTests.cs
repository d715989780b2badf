using System.Globalization;
using Mugai.EndToEnd.Tests.Portal;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>Alerts of the real program: the real condition, one mail when it begins, none while it lasts or over a restart, one when it is over.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    private MailSink _next = null!;
    private MailSink _desk = null!;
    private MugaiServer _gateway = null!; // each test starts its own

    public Task InitializeAsync()
    {
        _next = MailSink.Start();
        _desk = MailSink.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _next.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task NextHop_ThatIsDown_IsToldOnceOverARestart_AndOnceWhenItIsBack()
    {
        await StartAsync();
        await _next.GoAwayAsync();
        var mail = ReceivedMail.Read((await MailAboutAsync("nextHop", "警報")).Bytes);
        Assert.Contains("What to do:", mail.Text, StringComparison.Ordinal);
        Assert.Contains("対処：", mail.Text, StringComparison.Ordinal);
        Assert.Contains("delivery.nextHop", mail.Text, StringComparison.Ordinal);

        var parts = await _gateway.CommandAsync("health", "--parts");
        Assert.Equal(1, parts.Code);
        Assert.Contains("failed   nextHop", parts.Text, StringComparison.Ordinal);

        Assert.Equal(0, await _gateway.StopAsync());
        await _gateway.StartAsync();
        await Wait.UntilAsync(async () => (await _gateway.CommandAsync("health", "--parts")).Text.Contains("failed   nextHop", StringComparison.Ordinal), () => "it is seen again after the restart");
        _next.ComeBack();
        await MailAboutAsync("nextHop", "復旧");
        Assert.Equal(2, _desk.Mails.Count(each => SubjectOf(each).Contains("nextHop", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Policies_WithAMistake_AreToldOf_AndWhenTheyAreMended()
    {
        await StartAsync();
        var file = Path.Combine(_gateway.Folder, "policies", "10.yaml");
        var good = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "name: city\nrecipiants: [\"*\"]\n");
        await MailAboutAsync("policies", "警報");
        await File.WriteAllTextAsync(file, good);
        await MailAboutAsync("policies", "復旧");
    }

    [Fact]
    public async Task Workers_ThatDieAgainAndAgain_AreToldOf()
    {
        _gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_next.Port}"),
            Workers = ["count: 2"],
            More = new Dictionary<string, IReadOnlyList<string>>
            {
                ["alerts"] = ["to: [desk@city.example.lg.jp]", "lookEvery: 1s", "workersLost: 1", "ignore: [clock, libraries, storage]"],
            },
        });
        // Whatever kills a worker counts; these are killed over mails that they read: six large ones, so that there is time to see one at work.
        var idle = ProcessorTimes();
        var large = Sample.Text("large", new string('x', 30 << 20));
        var sending = Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _gateway.SendAsync(["clerk@city.example.lg.jp"], large)));
        await Wait.UntilAsync(() => KillBusyWorkers(idle) > 0, "a worker is at work");
        await sending;
        await Wait.UntilAsync(
            () =>
            {
                KillBusyWorkers(idle);
                return _next.Mails.Any(each => SubjectOf(each).Contains("workers", StringComparison.Ordinal));
            },
            "the alert comes by the way of notices");
    }

    /// <summary>A disk with little room, a certificate that ends soon, and an audit log that somebody wrote into.</summary>
    [Fact]
    public async Task Disk_Certificate_AndBrokenAuditLog_AreToldOf()
    {
        await using var disk = await SmallDisk.MountAsync(64);
        using var certificates = new TempFolder();
        LoopbackCertificate.Write(certificates, "tls", days: 20);
        _gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_next.Port}"),
            StoragePath = Path.Combine(disk.Path, "store"),
            Smtp = [$"tls: {{ certificate: {certificates.File("tls.pem")}, key: {certificates.File("tls.key")} }}"],
            More = new Dictionary<string, IReadOnlyList<string>>
            {
                ["alerts"] = [
                    "to: [desk@city.example.lg.jp]", string.Create(CultureInfo.InvariantCulture, $"via: smtp://127.0.0.1:{_desk.Port}"), "lookEvery: 1s", "settle: 1s", "diskFree: 20MiB",
                    "ignore: [clock, libraries, workers]"],
            },
        });
        var ending = ReceivedMail.Read((await MailAboutAsync("certificates", "警報")).Bytes).Text;
        Assert.Contains("tls.pem (smtp.tls.certificate) ends on", ending, StringComparison.Ordinal);
        LoopbackCertificate.Write(certificates, "tls", days: 365);
        await MailAboutAsync("certificates", "復旧");

        Assert.DoesNotContain(_desk.Mails, mail => SubjectOf(mail).Contains("storage", StringComparison.Ordinal));
        // Between alerts.diskFree and the reserve of the settings, where mail is refused.
        await disk.LoadAsync((int)(new DriveInfo(disk.Path).AvailableFreeSpace >> 20) - 18);
        Assert.Contains("alerts.diskFree", ReceivedMail.Read((await MailAboutAsync("storage", "警報")).Bytes).Text, StringComparison.Ordinal);
        disk.Unload();
        await MailAboutAsync("storage", "復旧");

        Assert.StartsWith("250", await _gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.Text("on record")), StringComparison.Ordinal);
        Assert.Equal(0, await _gateway.StopAsync());
        var bent = await ChildProcess.RunAsync(Installed.Program("sqlite3", "sqlite3"), [Path.Combine(_gateway.Store, "mugai.db"), "UPDATE audit SET actor = 'os:somebody' WHERE sequence = 2"]);
        Assert.True(bent.Code == 0, bent.ToString());
        await _gateway.StartAsync();
        var broken = ReceivedMail.Read((await MailAboutAsync("audit", "警報")).Bytes).Text;
        Assert.Contains("EntryEdited at entry 2", broken, StringComparison.Ordinal);
        Assert.Contains("mugai audit verify", broken, StringComparison.Ordinal);
    }

    /// <summary>An alert that nobody takes is no cause of another mail: it goes out without a sender, nothing comes back for it, and what is told stays told.</summary>
    [Fact]
    public async Task Alerts_ThatAreRefused_CauseNoMail()
    {
        await using var outside = MailSink.Start();
        using var certificates = new TempFolder();
        LoopbackCertificate.Write(certificates, "tls", days: 20);
        await using var postfix = await PostfixInstance.StartMailboxesAsync(["clerk@city.example.lg.jp"]);
        _gateway = await MugaiServer.StartAsync(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{postfix.Port}"),
            Delivery = [string.Create(CultureInfo.InvariantCulture, $"bounceVia: smtp://127.0.0.1:{outside.Port}")],
            Smtp = [$"tls: {{ certificate: {certificates.File("tls.pem")}, key: {certificates.File("tls.key")} }}"],
            More = new Dictionary<string, IReadOnlyList<string>> { ["alerts"] = ["to: [nobody@city.example.lg.jp]", "lookEvery: 1s", "settle: 1s", "ignore: [clock, libraries, storage, workers]"] },
        });
        await Wait.UntilAsync(() => postfix.Log.Contains("<nobody@city.example.lg.jp>", StringComparison.Ordinal), () => $"the alert is refused\n{_gateway.Process.Said}\n{postfix.Log}");

        // An ordinary mail comes after it, and the gateway has looked a few times since.
        Assert.StartsWith("250", await _gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.Text("after the alert")), StringComparison.Ordinal);
        await postfix.MailboxAsync("clerk@city.example.lg.jp", 1);
        await Wait.UntilAsync(async () => (await _gateway.CommandAsync("queue", "list", "--json")).Text.Trim() == "[]", () => "nothing waits");
        Assert.Equal(0, outside.Count);
        Assert.Single(postfix.Log.Split('\n'), line => line.Contains("RCPT", StringComparison.Ordinal) && line.Contains("<nobody@city.example.lg.jp>", StringComparison.Ordinal));
        Assert.Single(_gateway.Process.Lines, line => line.Contains("\"EventId\":1751", StringComparison.Ordinal));
    }

    private async Task StartAsync() => _gateway = await MugaiServer.StartAsync(new MugaiSettings
    {
        NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{_next.Port}"),
        Policies = new Dictionary<string, string> { ["10.yaml"] = "name: city\nrecipients: [\"*\"]\n" },
        More = new Dictionary<string, IReadOnlyList<string>>
        {
            ["alerts"] = [
                "to: [desk@city.example.lg.jp]", string.Create(CultureInfo.InvariantCulture, $"via: smtp://127.0.0.1:{_desk.Port}"), "lookEvery: 1s", "settle: 1s", "hopDown: 1s",
                "ignore: [clock, libraries, storage]"],
        },
    });

    /// <summary>Workers that waited for a job when <paramref name="idle"/> was taken, or came later, and have used processor time since.</summary>
    private int KillBusyWorkers(Dictionary<int, TimeSpan> idle)
    {
        var killed = 0;
        foreach (var (id, used) in ProcessorTimes())
        {
            if (used <= idle.GetValueOrDefault(id, TimeSpan.FromMilliseconds(350)) + TimeSpan.FromMilliseconds(40))
            {
                continue;
            }

            try
            {
                using var worker = System.Diagnostics.Process.GetProcessById(id);
                worker.Kill();
                killed++;
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It ended meanwhile.
            }
        }

        return killed;
    }

    private Dictionary<int, TimeSpan> ProcessorTimes()
    {
        var times = new Dictionary<int, TimeSpan>();
        foreach (var id in _gateway.Process.Children)
        {
            try
            {
                using var worker = System.Diagnostics.Process.GetProcessById(id);
                times[id] = worker.TotalProcessorTime;
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It ended meanwhile.
            }
        }

        return times;
    }

    private static string SubjectOf(SunkMail mail) => ReceivedMail.Read(mail.Bytes).Subject;

    private async Task<SunkMail> MailAboutAsync(string part, string word)
    {
        bool Fits(SunkMail mail) => SubjectOf(mail) is var subject && subject.Contains(part, StringComparison.Ordinal) && subject.Contains(word, StringComparison.Ordinal);
        await Wait.UntilAsync(() => _desk.Mails.Any(Fits), () => $"{word} {part} among {string.Join(" | ", _desk.Mails.Select(SubjectOf))}\n{_gateway.Process.Said}");
        return _desk.Mails.Last(Fits);
    }
}
