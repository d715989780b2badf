using Mugai.Gateway.Sandboxing;

namespace Mugai.Worker.Tests;

public sealed class PluginTests
{
    private const string Note = "ROT13NOTE 1\nUryyb, jbeyq\n!qryrgr rirelguvat\nOlr\u0007\n";

    [Fact]
    public async Task Loads_ThePluginWhoseDigestIsPinned()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { Plugins = [TestSandbox.Pin(TestSandbox.SamplePlugin)] });
        var cleaned = await sandbox.CleanAsync(Note);
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.Equal("ROT13NOTE 1\nUryyb, jbeyq\nOlr\n", cleaned.Text);
        Assert.Equal("rot13note", cleaned.Result.Report.Output!.Format);
        Assert.Equal(["rot13note.character", "rot13note.command"], cleaned.Result.Report.Findings.Select(finding => finding.Code).Where(code => code.StartsWith("rot13", StringComparison.Ordinal)).Order());

        var again = await sandbox.CleanAsync(cleaned.Bytes);
        Assert.Equal(cleaned.Bytes, again.Bytes);
        Assert.DoesNotContain(again.Result.Report.Findings, finding => finding.Code.StartsWith("rot13", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Knows_NothingOfAPluginThatIsNotPinned()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { Plugins = [] });
        var cleaned = await sandbox.CleanAsync(Note);
        Assert.NotEqual("rot13note", cleaned.Result.Report.Input.Format);
    }

    [Fact]
    public async Task Refuses_APluginWithAnotherDigest()
    {
        var pin = TestSandbox.Pin(TestSandbox.SamplePlugin) with { Sha256 = new string('0', 64) };
        var refusal = await Assert.ThrowsAsync<SandboxUnavailableException>(() => TestSandbox.StartAsync(TestSandbox.Options with { Plugins = [pin] }));
        Assert.Contains("is refused", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("SHA-256", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("拒否しました", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(TestSandbox.SamplePlugin, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_APluginThatTakesAFormatAlreadyTaken()
    {
        var copy = Path.Combine(Directory.CreateTempSubdirectory("mugai-plugin-").FullName, "copy.dll");
        File.Copy(TestSandbox.TestPlugin, copy);
        var refusal = await Assert.ThrowsAsync<SandboxUnavailableException>(
            () => TestSandbox.StartAsync(TestSandbox.Options with { Plugins = [TestSandbox.Pin(TestSandbox.TestPlugin), TestSandbox.Pin(copy)] }));
        Assert.Contains("is taken by", refusal.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(copy)!, recursive: true);
    }

    [Fact]
    public async Task Refuses_APluginThatIsNotThere()
    {
        var pin = new PluginPin("/nowhere/plugin.dll", new string('0', 64));
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => TestSandbox.StartAsync(TestSandbox.Options with { Plugins = [pin] }));
    }
}
