using System.Globalization;
using System.Net;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Storage that is full, read-only or somebody else's: a clear word, and nothing lost.</summary>
public sealed class DiskTests
{
    private const string Clerk = "clerk@city.example.lg.jp";

    private static readonly string Filler = string.Concat(Enumerable.Repeat("本日の会議資料です。よろしくお願いします。\n", 8_000));

    [Fact]
    public async Task FullDisk_Answers452_LosesNothing_AndRecovers()
    {
        await using var disk = await SmallDisk.MountAsync(48);
        await disk.LoadAsync(16);
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(Settings(sink) with { StoragePath = Path.Combine(disk.Path, "store"), Reserve = "8MiB" });

        var accepted = new List<string>();
        var refusal = await FillUpAsync(gateway, accepted);
        Assert.StartsWith("452 4.3.1", refusal, StringComparison.Ordinal);
        Assert.InRange(accepted.Count, 3, 60);
        // What was accepted goes out while the disk is full, and gives its scratch space back: at the edge there can be a little room again until all is out. Then it is taken away.
        await AssertAllArriveAsync(sink, gateway, accepted);
        await disk.LoadAsync(4);
        await Wait.UntilAsync(
            async () =>
            {
                if ((await gateway.SendAsync([Clerk], Sample.Text("no-room"))).StartsWith("452", StringComparison.Ordinal))
                {
                    return true;
                }

                await disk.LoadAsync(1);
                return false;
            },
            () => "no mail is taken");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.GetStatusAsync("/health/ready"));
        Assert.Contains("underReserve", (await gateway.GetAsync("/health")).Body, StringComparison.Ordinal);
        Assert.Equal(1, (await gateway.CommandAsync("health")).Code);

        disk.Unload();
        await Wait.UntilAsync(async () => await gateway.GetStatusAsync("/health/ready") == HttpStatusCode.OK, () => "the gateway takes mail again");
        Assert.StartsWith("250", await gateway.SendAsync([Clerk], Sample.Text("after-the-flood")), StringComparison.Ordinal);
        await AssertAllArriveAsync(sink, gateway, [.. accepted, "after-the-flood"]);
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify")).Code);
    }

    /// <summary>Not even the reserve is left: states cannot be written. What was accepted still waits and goes on when there is room.</summary>
    [Fact]
    public async Task DiskWithoutASingleByteLeft_LosesNothing()
    {
        await using var disk = await SmallDisk.MountAsync(32);
        await using var sink = MailSink.Start();
        await sink.GoAwayAsync();
        await using var gateway = await MugaiServer.StartAsync(Settings(sink) with { StoragePath = Path.Combine(disk.Path, "store"), Reserve = "4MiB" });
        var accepted = Enumerable.Range(0, 5).Select(i => string.Create(CultureInfo.InvariantCulture, $"waits-{i}-end")).ToList();
        foreach (var subject in accepted)
        {
            Assert.StartsWith("250", await gateway.SendAsync([Clerk], Sample.Text(subject)), StringComparison.Ordinal);
        }

        await disk.FillAsync();
        Assert.StartsWith("45", await gateway.SendAsync([Clerk], Sample.Text("no-room")), StringComparison.Ordinal);
        sink.ComeBack();
        // Whatever becomes of the command while nothing can be written, the gateway must live on.
        await gateway.CommandAsync("queue", "retry", "--all", "--reason", "back");
        Assert.False(gateway.Process.HasExited, gateway.Process.Said);

        disk.Unload();
        await Wait.UntilAsync(
            async () => (await gateway.CommandAsync("queue", "retry", "--all", "--reason", "back")).Code == 0 && accepted.All(subject => Subjects(sink).Contains(subject)),
            () => $"everything that was accepted arrives; there are {string.Join(", ", Subjects(sink))}\n{gateway.Process.Said}");
        Assert.DoesNotContain("no-room", Subjects(sink));
        await Wait.UntilAsync(async () => await gateway.GetStatusAsync("/health/ready") == HttpStatusCode.OK, () => "the gateway takes mail again");
        Assert.StartsWith("250", await gateway.SendAsync([Clerk], Sample.Text("room-again")), StringComparison.Ordinal);
        await AssertAllArriveAsync(sink, gateway, ["room-again"]);
    }

    [Fact]
    public async Task ReadOnlyStorage_StopsTheStartWithAClearWordInBothLanguages()
    {
        await using var disk = await SmallDisk.MountAsync(8, "ro");
        await using var gateway = MugaiServer.Prepare(new MugaiSettings { NextHop = "maildir:clean", StoragePath = Path.Combine(disk.Path, "store") });
        var end = await gateway.CommandAsync("serve");
        Assert.Equal(1, end.Code);
        Assert.Contains(disk.Path, end.Error, StringComparison.Ordinal);
        Assert.Contains("書き込めません", end.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be written", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondServerOnTheSameStore_IsRefused_AndTheFirstGoesOn()
    {
        await using var sink = MailSink.Start();
        await using var first = await MugaiServer.StartAsync(Settings(sink));
        await using var second = MugaiServer.Prepare(Settings(sink) with { StoragePath = first.Store, MasterKeyFile = Path.Combine(first.Folder, "key", "master.key") });
        var end = await second.CommandAsync("serve");
        Assert.Equal(1, end.Code);
        Assert.Contains("使用中", end.Error, StringComparison.Ordinal);
        Assert.Contains("in use", end.Error, StringComparison.Ordinal);

        Assert.StartsWith("250", await first.SendAsync([Clerk], Sample.Text("still-here")), StringComparison.Ordinal);
        await AssertAllArriveAsync(sink, first, ["still-here"]);
        Assert.Equal(0, (await first.CommandAsync("queue", "list")).Code);
    }

    [Fact]
    public async Task MissingMasterKey_StopsTheStart_AndMakesNoNewOne()
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean" });
        Assert.Equal(0, await gateway.StopAsync());
        var key = Path.Combine(gateway.Folder, "key", "master.key");
        File.Delete(key);
        var end = await gateway.CommandAsync("serve");
        Assert.Equal(1, end.Code);
        Assert.Contains("does not", end.Error, StringComparison.Ordinal);
        Assert.Contains("ありません", end.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(key));
    }

    [Fact]
    public async Task Sigterm_DeliversWhatIsInFlight_AndEndsWithZero()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(Settings(sink));
        sink.Thinks = TimeSpan.FromSeconds(4);
        Assert.StartsWith("250", await gateway.SendAsync([Clerk], Sample.Text("in-flight")), StringComparison.Ordinal);
        await Wait.UntilAsync(() => sink.Thinking == 1, () => $"the next hop has it:\n{gateway.Process.Said}");
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Equal("in-flight", Assert.Single(Subjects(sink)));

        // It was recorded, too: nothing is sent again.
        await gateway.StartAsync();
        Assert.Equal("[]", (await gateway.CommandAsync("queue", "list", "--json")).Text.Trim());
        Assert.Equal(1, sink.Count);
    }

    [Fact]
    public async Task Sigterm_LetsASenderFinishItsMail()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(Settings(sink));
        using var talk = await SmtpTalk.ConnectAsync(gateway.SmtpPort);
        await talk.CommandAsync("MAIL FROM:<sender@outside.example>");
        await talk.CommandAsync($"RCPT TO:<{Clerk}>");
        Assert.StartsWith("354", await talk.CommandAsync("DATA"), StringComparison.Ordinal);
        await talk.WriteAsync("Subject: half-sent\r\n\r\nfirst half\r\n");

        gateway.Process.Terminate();
        await Wait.UntilAsync(() => gateway.Process.Said.Contains("SMTP stops taking connections", StringComparison.Ordinal), () => gateway.Process.Said);
        await talk.WriteAsync("second half\r\n.\r\n");
        Assert.StartsWith("250", await talk.ReplyAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await gateway.Process.EndAsync());

        await gateway.StartAsync();
        await AssertAllArriveAsync(sink, gateway, ["half-sent"]);
    }

    private static MugaiSettings Settings(MailSink sink) => new() { NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"), Workers = ["count: 2"] };

    /// <summary>Sends mails of about 700 KB until one is refused; the refusal.</summary>
    private static async Task<string> FillUpAsync(MugaiServer gateway, List<string> accepted)
    {
        for (var i = 0; i < 100; i++)
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"fill-{i}-end");
            var reply = await gateway.SendAsync([Clerk], Sample.Text(subject, Filler));
            if (!reply.StartsWith("250", StringComparison.Ordinal))
            {
                return reply;
            }

            accepted.Add(subject);
        }

        return "everything was accepted";
    }

    private static List<string> Subjects(MailSink sink) => [.. sink.Mails.Select(mail => ReceivedMail.Read(mail.Bytes).Subject)];

    private static Task AssertAllArriveAsync(MailSink sink, MugaiServer gateway, IReadOnlyCollection<string> subjects) =>
        Wait.UntilAsync(() => !subjects.Except(Subjects(sink)).Any(), () => $"these came: {string.Join(", ", Subjects(sink))}\n{gateway.Process.Said}");
}
