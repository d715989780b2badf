using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Two municipalities on one installation: what happens to one is not the other's trouble. Judged by order, never by the clock.</summary>
public sealed class TenantTests
{
    private const string Kita = "clerk@kita.example.lg.jp";
    private const string Minami = "clerk@minami.example.lg.jp";

    [Fact]
    public async Task NextHopThatNeverAnswers_KeepsNobodyElseWaiting()
    {
        await using var kita = MailSink.Start();
        await using var minami = MailSink.Start();
        var letGo = new TaskCompletionSource();
        kita.Until = letGo.Task;
        await using var gateway = await StartAsync(minami, $"delivery: {{ nextHop: \"smtp://127.0.0.1:{kita.Port}\", tls: none }}");

        // More than all journeys that any one tenant may have under way.
        await FloodAsync(gateway, 100, subject => Sample.Text(subject));
        await Wait.UntilAsync(() => kita.Thinking > 0, () => gateway.Process.Said);
        // One mail to both: the half that is stuck does not hold the other.
        Assert.StartsWith("250", await gateway.SendAsync([Kita, Minami], Sample.Text("to-both")), StringComparison.Ordinal);
        await minami.WaitForAsync("to-both");
        Assert.Equal([Minami], minami.Mails[0].Recipients);
        Assert.Equal(0, kita.Count);

        letGo.SetResult();
        await Wait.UntilAsync(() => kita.Count == 101, () => $"{kita.Count} of 101\n{gateway.Process.Said}");
        Assert.Equal(1, minami.Count);
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task Flood_IsOvertakenByTheQuietTenant()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await StartAsync(sink, "", workers: "count: 1");
        // Its worker is warm, as in daily work: starting one is not waiting for another.
        await gateway.SendAsync([Minami], Sample.HtmlWithDocm("the day before"));
        await Wait.UntilAsync(() => sink.Count == 1, () => gateway.Process.Said);
        await FloodAsync(gateway, 120, Sample.HtmlWithDocm);
        var before = sink.Count;
        Assert.StartsWith("250", await gateway.SendAsync([Minami], Sample.HtmlWithDocm("quiet")), StringComparison.Ordinal);
        await Wait.UntilAsync(() => sink.Count == 122, () => $"{sink.Count} of 122\n{gateway.Process.Said}", TimeSpan.FromMinutes(3));

        // All of the flood was accepted first. What was neither delivered nor at work by then comes after the quiet tenant's.
        var mails = sink.Mails.ToList();
        var place = mails.FindLastIndex(mail => mail.Recipients.Contains(Minami));
        Assert.True(place - before < (122 - before) / 2, $"The quiet tenant's mail came as number {place}; {before} were delivered when it was accepted.");
    }

    /// <summary>
    /// The plug-in of the worker's tests hangs until the worker's time is over, or ends its worker: what a hostile file against a faulty sanitizer does. One worker is for all, so that the flood
    /// has it for minutes.
    /// </summary>
    [Theory]
    [InlineData("hang", 12)]
    [InlineData("failfast", 60)]
    public async Task WorkersThatHangOrDie_AreTheirOwnTenantsTrouble(string deed, int flood)
    {
        await using var sink = MailSink.Start();
        var plugin = Checkout.At("artifacts", "bin", "Worker.TestPlugin", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Mugai.Worker.TestPlugin.dll");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(plugin)));
        await using var gateway = MugaiServer.Prepare(Settings(sink, "", "count: 1", $"plugins: {{ \"{Path.GetFileName(plugin)}\": \"{hash}\" }}"));
        Directory.CreateDirectory(Path.Combine(gateway.Folder, "plugins"));
        File.Copy(plugin, Path.Combine(gateway.Folder, "plugins", Path.GetFileName(plugin)));
        await gateway.StartAsync();
        await gateway.SendAsync([Minami], Sample.Text("the day before"));
        await Wait.UntilAsync(() => sink.Count == 1, () => gateway.Process.Said);

        await FloodAsync(gateway, flood, subject => Sample.WithFile(subject, "drawing.mugaitest", Encoding.ASCII.GetBytes($"MUGAI-TEST do {deed}\n")));
        await Wait.UntilAsync(() => gateway.Process.Said.Contains("is excluded or the whole held", StringComparison.Ordinal), () => gateway.Process.Said, TimeSpan.FromMinutes(2));
        var before = sink.Count;
        for (var i = 0; i < 3; i++)
        {
            Assert.StartsWith("250", await gateway.SendAsync([Minami], Sample.HtmlWithDocm(string.Create(CultureInfo.InvariantCulture, $"quiet {i}"))), StringComparison.Ordinal);
        }

        await Wait.UntilAsync(() => Of(Minami) == 4, () => $"{Of(Minami)} of 4, and {Of(Kita)} of the flood\n{gateway.Process.Said}", TimeSpan.FromMinutes(3));
        Assert.True(Of(Kita) < flood / 2, $"{Of(Kita)} of {flood} came before the quiet tenant's mail; {before} were there when it was accepted.");

        int Of(string recipient) => sink.Mails.Count(mail => mail.Recipients.Contains(recipient));
    }

    [Theory]
    [InlineData("messages: 2")]
    [InlineData("disk: 8KiB")]
    public async Task FullQuota_PutsOffNobodyElse(string quota)
    {
        await using var sink = MailSink.Start();
        await using var gateway = await StartAsync(sink, $"quota: {{ {quota} }}");
        Assert.StartsWith("250", await gateway.SendAsync([Kita], Sample.Text("first", new string('x', 3000))), StringComparison.Ordinal);
        Assert.StartsWith("250", await gateway.SendAsync([Kita], Sample.Text("second", new string('x', 3000))), StringComparison.Ordinal);

        using var talk = await SmtpTalk.ConnectAsync(gateway.SmtpPort);
        await talk.CommandAsync("MAIL FROM:<sender@outside.example>");
        Assert.Equal("452 4.2.2 Over quota, try later", await talk.CommandAsync($"RCPT TO:<{Kita}>"));
        Assert.StartsWith("250", await talk.CommandAsync($"RCPT TO:<{Minami}>"), StringComparison.Ordinal);
        Assert.StartsWith("354", await talk.CommandAsync("DATA"), StringComparison.Ordinal);
        await talk.WriteAsync(Sample.Text("the others get it"));
        await talk.WriteAsync("\r\n.\r\n");
        Assert.StartsWith("250", await talk.ReplyAsync(), StringComparison.Ordinal);
        await Wait.UntilAsync(() => sink.Count == 3, () => gateway.Process.Said);
        Assert.Equal([Minami], sink.Mails.Single(mail => ReceivedMail.Read(mail.Bytes).Subject.Contains("others", StringComparison.Ordinal)).Recipients);
    }

    private static Task<MugaiServer> StartAsync(MailSink sink, string kita, string workers = "count: 2") => MugaiServer.StartAsync(Settings(sink, kita, workers));

    private static MugaiSettings Settings(MailSink sink, string kita, params string[] workers) => new()
    {
        NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
        Workers = workers,
        Tenants = new Dictionary<string, string>
        {
            ["kita.yaml"] = $"domains: [\"kita.example.lg.jp\"]\n{kita}\n", ["minami.yaml"] = "domains: [\"minami.example.lg.jp\"]\n",
        },
    };

    private static async Task FloodAsync(MugaiServer gateway, int count, Func<string, byte[]> mail)
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async session =>
        {
            for (var i = session; i < count; i += 10)
            {
                Assert.StartsWith("250", await gateway.SendAsync([Kita], mail(string.Create(CultureInfo.InvariantCulture, $"flood {i}"))), StringComparison.Ordinal);
            }
        }));
    }
}
