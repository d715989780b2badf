using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>A municipality leaves the security cloud: its mail cannot be read any more, nor does it come back from an older backup beside a later one.</summary>
public sealed class TenantErasureTests
{
    private const string Kita = "clerk@kita.example.lg.jp";
    private const string Minami = "clerk@minami.example.lg.jp";

    [Fact]
    public async Task ATenantThatLeft_IsErasedOnRecord_AndStaysErased()
    {
        await using var sink = MailSink.Start();
        await using var gateway = MugaiServer.Prepare(Settings(sink));
        await gateway.StartAsync();
        Assert.StartsWith("250", await gateway.SendAsync([Kita], Sample.Text("kita alone")), StringComparison.Ordinal);
        Assert.StartsWith("250", await gateway.SendAsync([Minami], Sample.Text("minami alone")), StringComparison.Ordinal);
        Assert.StartsWith("250", await gateway.SendAsync([Kita, Minami], Sample.Text("both")), StringComparison.Ordinal);
        await Wait.UntilAsync(() => sink.Count == 4, () => gateway.Process.Said);
        await Wait.UntilAsync(async () => (await MailsAsync(gateway)).All(mail => mail["recipients"]!.AsArray().All(each => each!["state"]!.GetValue<string>() == "delivered")), () => gateway.Process.Said);
        var kita = IdOf(await MailsAsync(gateway), Kita);
        var minami = IdOf(await MailsAsync(gateway), Minami);
        using var media = new TempFolder();
        var before = await gateway.CommandAsync("backup", media.File("daily"));
        Assert.True(before.Code == 0, before.ToString());

        // In the configuration, and in the running server's: refused both times, and nothing happened.
        Assert.Equal(2, (await EraseAsync(gateway, "kita")).Code);
        File.Delete(Path.Combine(gateway.Folder, "tenants", "kita.yaml"));
        var refused = await EraseAsync(gateway, "kita");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await gateway.CommandAsync("tenant", "erase", "kita")).Code); // no reason
        Assert.Equal(0, (await gateway.CommandAsync("quarantine", "show", kita)).Code);

        Assert.Contains("mugai tenant erase kita", (await gateway.CommandAsync("doctor")).Text, StringComparison.Ordinal);

        Assert.Equal(0, await gateway.StopAsync());
        await gateway.StartAsync();
        var erased = await EraseAsync(gateway, "kita");
        Assert.True(erased.Code == 0, erased.ToString());
        Assert.Contains("1 message(s) erased", erased.Text, StringComparison.Ordinal);
        Assert.Contains("1 message(s) went to other tenants too", erased.Text, StringComparison.Ordinal);
        Assert.Contains("消去しました", erased.Text, StringComparison.Ordinal);
        await AssertErasedAsync(gateway, kita, minami);
        Assert.Equal(2, (await EraseAsync(gateway, "nobody")).Code);
        var acts = (await gateway.CommandAsync("audit", "export", "--kind", "AdministratorActed")).Text;
        Assert.Contains("tenant.erase", acts, StringComparison.Ordinal);
        Assert.Contains("left the cloud", acts, StringComparison.Ordinal);
        Assert.Contains($"os:{Environment.UserName}", acts, StringComparison.Ordinal);
        Assert.Equal(0, (await gateway.CommandAsync("backup", media.File("daily"))).Code);
        Assert.Equal(0, await gateway.StopAsync());
        await AssertErasedAsync(gateway, kita, minami);

        // The older backup on another machine: beside the later one, what was erased since is erased again.
        await using var next = MugaiServer.Prepare(Settings(sink));
        Directory.CreateDirectory(Path.Combine(next.Folder, "key"));
        File.Copy(Path.Combine(gateway.Folder, "key", "master.key"), Path.Combine(next.Folder, "key", "master.key"));
        var restored = await next.CommandAsync("restore", Directory.GetDirectories(media.File("daily")).Order(StringComparer.Ordinal).First(), "--reason", "disk lost");
        Assert.True(restored.Code == 0, restored.ToString());
        Assert.Contains("1 erased again", restored.Text, StringComparison.Ordinal);
        await AssertErasedAsync(next, kita, minami);
    }

    private static async Task AssertErasedAsync(MugaiServer gateway, string kita, string minami)
    {
        Assert.Equal(2, (await gateway.CommandAsync("quarantine", "show", kita)).Code);
        var other = await gateway.CommandAsync("quarantine", "show", minami);
        Assert.True(other.Code == 0, other.ToString());
        Assert.Contains("minami alone", other.Text, StringComparison.Ordinal);
        var verify = await gateway.CommandAsync("audit", "verify");
        Assert.True(verify.Code == 0, verify.ToString());
        var tenants = JsonNode.Parse((await gateway.CommandAsync("tenant", "list", "--json")).Text)!.AsArray();
        var left = tenants.Single(tenant => tenant!["tenant"]!.GetValue<string>() == "kita")!;
        Assert.Null(left["keySince"]);
        Assert.Equal(1, left["messages"]!.GetValue<long>()); // the one that is minami's too
        Assert.NotNull(tenants.Single(tenant => tenant!["tenant"]!.GetValue<string>() == "minami")!["keySince"]);
    }

    private static Task<ProgramEnd> EraseAsync(MugaiServer gateway, string tenant) => gateway.CommandAsync("tenant", "erase", tenant, "--reason", "left the cloud");

    private static async Task<List<JsonNode>> MailsAsync(MugaiServer gateway) =>
        [.. (await gateway.CommandAsync("quarantine", "list", "--json")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private static string IdOf(List<JsonNode> mails, string only) =>
        mails.Single(mail => mail["recipients"]!.AsArray().Count == 1 && mail["recipients"]![0]!["address"]!.GetValue<string>() == only)["id"]!.GetValue<string>();

    private static MugaiSettings Settings(MailSink sink) => new()
    {
        NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
        Tenants = new Dictionary<string, string> { ["kita.yaml"] = "domains: [\"kita.example.lg.jp\"]\n", ["minami.yaml"] = "domains: [\"minami.example.lg.jp\"]\n" },
    };
}
