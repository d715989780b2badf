using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Somebody with full access to the database bends the audit log; <c>mugai audit verify</c> says so. One store is filled once and copied for each bend.</summary>
public sealed class AuditCommandTests : IClassFixture<AuditCommandTests.FilledStore>
{
    private readonly FilledStore _filled;

    public AuditCommandTests(FilledStore filled) => _filled = filled;

    [Theory]
    [InlineData("UPDATE audit SET actor = 'os:somebody' WHERE sequence = 3", "EntryEdited")]
    [InlineData("UPDATE audit SET time = time - 36000000000 WHERE sequence = 3", "EntryEdited")]
    [InlineData("DELETE FROM audit WHERE sequence = 1", "EntryMissing")]
    [InlineData("DELETE FROM audit WHERE sequence = 4", "EntryMissing")]
    [InlineData("DELETE FROM audit WHERE sequence > (SELECT MAX(sequence) - 2 FROM audit)", "BrokenBefore")]
    [InlineData("UPDATE audit SET sequence = -sequence WHERE sequence IN (3, 4); UPDATE audit SET sequence = 7 + sequence WHERE sequence < 0", "EntryEdited")]
    [InlineData("UPDATE audit SET hash = previous, previous = hash WHERE sequence = 3", "LinkBroken")]
    [InlineData("DELETE FROM meta WHERE name = 'audit-head'", "BrokenBefore")]
    [InlineData("INSERT INTO audit SELECT sequence + 1, time, kind, message, actor, sealed, payload, previous, hash FROM audit ORDER BY sequence DESC LIMIT 1", "BrokenBefore")]
    public async Task Verify_Catches(string bend, string fault)
    {
        await using var gateway = await _filled.CopyAsync();
        var sound = await gateway.CommandAsync("audit", "verify");
        Assert.True(sound.Code == 0, sound.ToString());

        await BendAsync(gateway, bend);
        var verdict = await gateway.CommandAsync("audit", "verify");
        Assert.Equal(1, verdict.Code);
        Assert.Contains(fault, verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anchors_CatchAStoreThatWasPutBack()
    {
        await using var older = await _filled.CopyAsync();
        await using var gateway = await _filled.CopyAsync();
        var anchors = Path.Combine(gateway.Folder, "anchors.jsonl");
        Assert.Equal(0, (await gateway.CommandAsync("audit", "checkpoints", "-o", anchors)).Code);
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify", "--anchors", anchors)).Code);

        Assert.Equal(0, (await older.CommandAsync("audit", "verify")).Code);
        var verdict = await older.CommandAsync("audit", "verify", "--anchors", anchors);
        Assert.Equal(1, verdict.Code);
        Assert.Contains("AnchorDisagrees", verdict.Text, StringComparison.Ordinal);

        File.WriteAllText(anchors, "not a checkpoint\n");
        Assert.Equal(2, (await gateway.CommandAsync("audit", "verify", "--anchors", anchors)).Code);
    }

    [Fact]
    public async Task Export_GivesEveryEntryReadably_AndIsItselfOnRecord()
    {
        await using var gateway = await _filled.CopyAsync();
        var rows = (await gateway.CommandAsync("audit", "export")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(number => (long)number), rows.Select(row => row["sequence"]!.GetValue<long>()));
        var received = rows.First(row => row["kind"]!.GetValue<string>() == "Received");
        Assert.Equal(FilledStore.Clerk, received["payload"]!["to"]![0]!.GetValue<string>());
        Assert.Contains(rows, row => row["payload"]?["act"]?.GetValue<string>() == "audit.export");

        var csv = Path.Combine(gateway.Folder, "audit.csv");
        Assert.Equal(0, (await gateway.CommandAsync("audit", "export", "--format", "csv", "--kind", "received", "-o", csv)).Code);
        var lines = File.ReadAllLines(csv);
        Assert.Equal("sequence,time,kind,message,actor,payload,hash", lines[0]);
        Assert.Equal(FilledStore.Mails + 1, lines.Length);
        Assert.Equal(2, (await gateway.CommandAsync("audit", "export", "--kind", "nothing")).Code);
    }

    [Fact]
    public async Task Key_IsThePublicOneAlone()
    {
        await using var gateway = await _filled.CopyAsync();
        var key = await gateway.CommandAsync("audit", "key");
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", key.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", key.Text, StringComparison.Ordinal);
    }

    private static async Task BendAsync(MugaiServer gateway, string sql)
    {
        var done = await ChildProcess.RunAsync(Installed.Program("sqlite3", "sqlite3"), [Path.Combine(gateway.Store, "mugai.db"), sql], gateway.Folder);
        Assert.True(done.Code == 0, done.ToString());
    }

    /// <summary>A gateway that took a few mails and was stopped.</summary>
    public sealed class FilledStore : IAsyncLifetime
    {
        public const string Clerk = "clerk@city.example.lg.jp";
        public const int Mails = 3;

        private MugaiServer _gateway = null!;

        public async Task InitializeAsync()
        {
            _gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean" });
            for (var i = 0; i < Mails; i++)
            {
                Assert.StartsWith("250", await _gateway.SendAsync([Clerk], Sample.Text("hello", "hello\n")), StringComparison.Ordinal);
            }

            await Wait.UntilAsync(
                () => Task.FromResult(Directory.Exists(Path.Combine(_gateway.Folder, "clean", "new")) && Directory.GetFiles(Path.Combine(_gateway.Folder, "clean", "new")).Length == Mails),
                () => "the mails did not arrive", TimeSpan.FromSeconds(60));
            Assert.Equal(0, await _gateway.StopAsync());
        }

        public async Task DisposeAsync() => await _gateway.DisposeAsync();

        public async Task<MugaiServer> CopyAsync()
        {
            var copy = MugaiServer.Prepare(new MugaiSettings { NextHop = "maildir:clean" });
            foreach (var part in new[] { "store", "key" })
            {
                var done = await ChildProcess.RunAsync("/bin/cp", ["-a", Path.Combine(_gateway.Folder, part), copy.Folder], copy.Folder);
                Assert.True(done.Code == 0, done.ToString());
            }

            return copy;
        }
    }
}
