using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.EndToEnd.Tests.Portal;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>A backup while mail flows, the machine lost, another one that goes on from backup and master key alone.</summary>
public sealed class BackupTests
{
    private const int Senders = 3;
    private const int FewMails = 40;

    [Fact]
    public async Task WhatWasAcknowledgedBeforeTheBackup_IsThereAfterTheMachineIsLost()
    {
        var portal = new MailPortal();
        await portal.InitializeAsync();
        await using var elsewhere = MailSink.Start();
        try
        {
            var old = portal.Gateway;
            var wanted = await portal.DeliverAsync("wanted", MailPortal.Clerk, ("tool.exe", [.. "MZ"u8, .. new byte[300]]));
            var sato = portal["sato"];
            await sato.SubmitAsync($"/m/{wanted}", $"/m/{wanted}?handler=ask", ("way", "Download"), ("reason", "needed for work"), ("importance", "2"));
            Assert.True(sato.Status == System.Net.HttpStatusCode.Redirect, sato.Body);

            // Some mail waits for a next hop that is slow, so that the backup sees every state.
            portal.Inside.Thinks = TimeSpan.FromMilliseconds(200);
            using var stop = new CancellationTokenSource();
            var acknowledged = new ConcurrentDictionary<string, byte>();
            var load = Enumerable.Range(0, Senders).Select(sender => SendAsync(old.SmtpPort, sender, acknowledged, stop.Token)).ToList();
            await Wait.UntilAsync(() => Task.FromResult(acknowledged.Count >= FewMails), () => "no load");
            var before = acknowledged.Keys.ToList();
            var accounts = (await old.CommandAsync("user", "list", "--json")).Text;
            var entries = Hashes(await old.CommandAsync("audit", "export"));
            using var media = new TempFolder();
            var made = await old.CommandAsync("backup", media.File("daily"));
            Assert.True(made.Code == 0, made.ToString());
            await stop.CancelAsync();
            await Task.WhenAll(load);
            Assert.True(acknowledged.Count > before.Count, "mail did not flow while the backup was made");
            Assert.Contains("\"act\":\"backup\"", (await old.CommandAsync("audit", "export", "--kind", "AdministratorActed")).Text, StringComparison.Ordinal);
            await old.KillAsync();

            // Another machine: the configuration is written anew; only backup and key travel.
            await using var next = MugaiServer.Prepare(new MugaiSettings { NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{elsewhere.Port}") });
            var backup = Assert.Single(Directory.GetDirectories(media.File("daily")));
            Assert.Empty(Directory.GetFiles(backup, "*key*", SearchOption.AllDirectories));
            var early = await next.CommandAsync("restore", backup, "--reason", "disk lost");
            Assert.Equal(1, early.Code); // no key yet
            Assert.Contains("マスターキー", early.Error, StringComparison.Ordinal);
            Directory.CreateDirectory(Path.Combine(next.Folder, "key"));
            File.Copy(Path.Combine(old.Folder, "key", "master.key"), Path.Combine(next.Folder, "key", "master.key"));
            Assert.Equal(0, (await next.CommandAsync("restore", backup, "--check")).Code);
            Assert.False(Directory.Exists(next.Store));
            var restored = await next.CommandAsync("restore", backup, "--reason", "disk lost");
            Assert.True(restored.Code == 0, restored.ToString());

            var verify = await next.CommandAsync("audit", "verify");
            Assert.True(verify.Code == 0, verify.ToString());
            Assert.Empty(entries.Except(Hashes(await next.CommandAsync("audit", "export"))));
            Assert.Equal(accounts, (await next.CommandAsync("user", "list", "--json")).Text);
            Assert.Contains("Requested", (await next.CommandAsync("quarantine", "show", wanted)).Text, StringComparison.Ordinal);
            var known = await StatesAsync(next);
            Assert.All(before, token => Assert.Contains(token, known.Keys));
            Assert.Contains("queued", known.Values);
            Assert.Contains("delivered", known.Values);

            // Again into the same folder: it is not empty any more.
            Assert.Equal(2, (await next.CommandAsync("restore", backup, "--reason", "again")).Code);

            await next.StartAsync();
            await Wait.UntilAsync(async () => (await StatesAsync(next)).Values.All(state => state == "delivered"), () => "not everything was delivered", TimeSpan.FromSeconds(60));
            var here = elsewhere.Mails.SelectMany(mail => mail.Recipients).Where(known.ContainsKey).ToList();
            Assert.Equal(known.Where(pair => pair.Value != "delivered").Select(pair => pair.Key).Order(), here.Order());
            Assert.Equal(0, await next.StopAsync());
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }

    [Fact]
    public async Task Backups_ShareWhatDidNotChange_AndBringNothingBackThatWasErased()
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean" });
        using var media = new TempFolder();
        await gateway.SendAsync(["kept@city.example.lg.jp"], Sample.Text("kept"));
        await gateway.SendAsync(["gone@city.example.lg.jp"], Sample.Text("gone", new string('x', 300_000)));
        await Wait.UntilAsync(async () => StatesOf(await gateway.FindAsync()).Values.Count(state => state == "delivered") == 2, () => "not delivered");
        Assert.Equal(0, (await gateway.CommandAsync("backup", media.Path)).Code);
        var gone = (await ListAsync(gateway)).Single(row => row.ToJsonString().Contains("gone@", StringComparison.Ordinal))["id"]!.GetValue<string>();
        Assert.Equal(0, (await gateway.CommandAsync("quarantine", "erase", gone, "--reason", "誤送信")).Code);
        var second = await gateway.CommandAsync("backup", media.Path);
        Assert.Contains(" linked", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 linked", second.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await gateway.CommandAsync("backup", media.File("one.tar"), "--keep", "0d")).Code);
        await gateway.StopAsync();
        Assert.Equal(0, (await gateway.CommandAsync("backup", media.Path, "--keep", "30d")).Code); // of a stopped server

        // The oldest one still has the key of the erased mail; the later ones say that it must go.
        var oldest = Directory.GetDirectories(media.Path).Order(StringComparer.Ordinal).First();
        await using var next = Elsewhere(gateway);
        var forged = await ForgeAsync(oldest, media.File("mugai-29991231T000000Z"));
        var restored = await next.CommandAsync("restore", oldest, "--reason", "test", "--hold");
        Assert.Contains("1 erased again", restored.Text, StringComparison.Ordinal);
        Assert.Contains(forged, restored.Error, StringComparison.Ordinal);
        Directory.Delete(forged, recursive: true);
        Assert.DoesNotContain(await ListAsync(next), row => row.ToJsonString().Contains(gone, StringComparison.Ordinal));
        Assert.Equal(0, (await next.CommandAsync("audit", "verify")).Code);
        await next.StartAsync();
        await next.SendAsync(["held@city.example.lg.jp"], Sample.Text("held"));
        await Wait.UntilAsync(async () => StatesOf(await next.FindAsync()).GetValueOrDefault("held@city.example.lg.jp") == "held", () => "new mail is not held");

        // Its time is over.
        await using var late = Elsewhere(gateway);
        var refused = await late.CommandAsync("restore", media.File("one.tar"), "--reason", "test");
        Assert.Equal(2, refused.Code);
        Assert.Contains("期限", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(late.Store), entry => !entry.EndsWith("segments", StringComparison.Ordinal));
        Assert.Equal(0, (await late.CommandAsync("restore", media.File("one.tar"), "--reason", "test", "--even-if-expired")).Code);
        Assert.Single(await ListAsync(late));
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("mugai.db")]
    [InlineData("segments/0000000000000001.seg")]
    public async Task DamagedBackup_IsRefused(string file)
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean" });
        using var media = new TempFolder();
        await gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.Text("kept"));
        Assert.Equal(0, (await gateway.CommandAsync("backup", media.Path)).Code);
        var backup = Assert.Single(Directory.GetDirectories(media.Path));
        var path = Path.Combine(backup, file);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        await using var next = Elsewhere(gateway);
        Assert.Equal(1, (await next.CommandAsync("restore", backup, "--check")).Code);
        Assert.Equal(1, (await next.CommandAsync("restore", backup, "--reason", "test")).Code);
        File.Delete(path);
        Assert.Equal(1, (await next.CommandAsync("restore", backup, "--reason", "test")).Code);
        Assert.False(File.Exists(Path.Combine(next.Store, "mugai.db")));
    }

    [Fact]
    public async Task KilledBackup_LeavesNothingThatLooksWhole_AndAKilledRestoreIsBegunAgain()
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean" });
        for (var i = 0; i < 20; i++)
        {
            await gateway.SendAsync(["clerk@city.example.lg.jp"], Sample.Text("large", new string('x', 3_000_000)));
        }

        await gateway.StopAsync();
        using var media = new TempFolder();
        var random = new Random(7);
        for (var i = 0; i < 6; i++)
        {
            await KillAsync(gateway, 150 + random.Next(400), "backup", media.Path);
            // The manifest is written last and the name changed after it, so that a partial one may have it; one that looks whole has manifest and signature.
            Assert.All(
                Directory.GetDirectories(media.Path).Where(folder => !folder.EndsWith(".partial", StringComparison.Ordinal)),
                folder => Assert.True(File.Exists(Path.Combine(folder, "manifest.json")) && File.Exists(Path.Combine(folder, "manifest.sig"))));
        }

        Assert.Equal(0, (await gateway.CommandAsync("backup", media.Path)).Code);
        Assert.DoesNotContain(Directory.GetDirectories(media.Path), folder => folder.EndsWith(".partial", StringComparison.Ordinal));
        var backup = Directory.GetDirectories(media.Path).Order(StringComparer.Ordinal).Last();
        await using var next = Elsewhere(gateway);
        for (var i = 0; i < 6 && !File.Exists(Path.Combine(next.Store, "mugai.db")); i++)
        {
            await KillAsync(next, 150 + random.Next(400), "restore", backup, "--reason", "test");
        }

        if (!File.Exists(Path.Combine(next.Store, "mugai.db")))
        {
            var restored = await next.CommandAsync("restore", backup, "--reason", "test");
            Assert.True(restored.Code == 0, restored.ToString());
        }

        Assert.Equal(20, (await ListAsync(next)).Count);
        Assert.Equal(0, (await next.CommandAsync("audit", "verify")).Code);
    }

    /// <summary>What somebody makes of a backup who has no key: a later one, by which every mail was erased.</summary>
    private static async Task<string> ForgeAsync(string backup, string forged)
    {
        Directory.CreateDirectory(forged);
        foreach (var name in (string[])["mugai.db", "manifest.json", "manifest.sig"])
        {
            File.Copy(Path.Combine(backup, name), Path.Combine(forged, name));
        }

        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(forged, "manifest.json")))!;
        manifest["auditEntries"] = 1_000_000;
        File.WriteAllText(Path.Combine(forged, "manifest.json"), manifest.ToJsonString());
        var changed = await ChildProcess.RunAsync(
            Installed.Program("sqlite3", "sqlite3"), [Path.Combine(forged, "mugai.db"), string.Create(CultureInfo.InvariantCulture, $"UPDATE audit SET kind = {(int)AuditKind.Erased}, sequence = sequence + 100000 WHERE message IS NOT NULL")]);
        Assert.True(changed.Code == 0, changed.ToString());
        return forged;
    }

    /// <summary>Another machine with the same key.</summary>
    private static MugaiServer Elsewhere(MugaiServer from)
    {
        var next = MugaiServer.Prepare(new MugaiSettings { NextHop = "maildir:clean" });
        Directory.CreateDirectory(Path.Combine(next.Folder, "key"));
        File.Copy(Path.Combine(from.Folder, "key", "master.key"), Path.Combine(next.Folder, "key", "master.key"));
        return next;
    }

    private static async Task KillAsync(MugaiServer gateway, int milliseconds, params string[] arguments)
    {
        await using var command = ChildProcess.Start(MugaiServer.Program, [.. arguments, "--config", gateway.ConfigFile], gateway.Folder);
        await Task.Delay(milliseconds);
        command.Kill();
        await command.EndAsync();
    }

    private static async Task SendAsync(int port, int sender, ConcurrentDictionary<string, byte> acknowledged, CancellationToken stop)
    {
        using var talk = await SmtpTalk.ConnectAsync(port);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            // The recipient is the token: whoever lists the store sees it, whatever became of the mail.
            var recipient = string.Create(CultureInfo.InvariantCulture, $"t-{sender}-{number}@city.example.lg.jp");
            var mail = number % 7 == 0 ? Sample.HtmlWithDocm(recipient) : Sample.Text(recipient, number % 5 == 0 ? new string('x', 200_000) : "hello\n");
            try
            {
                if ((await talk.MessageAsync("sender@outside.example", [recipient], mail)).StartsWith("250", StringComparison.Ordinal))
                {
                    acknowledged[recipient] = 0;
                }

                await Task.Delay(15, CancellationToken.None);
            }
            catch (Exception dead) when (dead is IOException or SocketException)
            {
                return;
            }
        }
    }

    private static async Task<Dictionary<string, string>> StatesAsync(MugaiServer gateway) => StatesOf(await ListAsync(gateway));

    private static Dictionary<string, string> StatesOf(List<JsonNode> mails) => mails
        .SelectMany(row => row["recipients"]!.AsArray()).Select(row => row!).GroupBy(row => row["address"]!.GetValue<string>())
        .ToDictionary(rows => rows.Key, rows => rows.First()["state"]!.GetValue<string>());

    private static async Task<List<JsonNode>> ListAsync(MugaiServer gateway) => Lines(await gateway.CommandAsync("quarantine", "list", "--json", "--limit", "100000"));

    private static List<string> Hashes(ProgramEnd export) => [.. Lines(export).Select(row => row["hash"]!.GetValue<string>())];

    private static List<JsonNode> Lines(ProgramEnd end) => [.. end.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}
