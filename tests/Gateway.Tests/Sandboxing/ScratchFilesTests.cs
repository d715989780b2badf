using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Tests.Smtp.Receiving;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Sandboxing;

public sealed class ScratchFilesTests
{
    [Fact]
    public async Task Keeps_AFileForTheNextOutput_AndGivesItUpWhenNoneComes()
    {
        using var folder = new TempFolder();
        var time = new ManualTime();
        await using var files = new ScratchFiles(folder.Path, keep: 1, time);
        await SpillAsync(files);
        Assert.Single(OpenIn(folder.Path));
        time.Advance(ScratchFiles.IdleTime - TimeSpan.FromSeconds(1));
        await SpillAsync(files);
        time.Advance(ScratchFiles.IdleTime - TimeSpan.FromSeconds(1));
        Assert.Single(OpenIn(folder.Path));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(OpenIn(folder.Path));
    }

    [Fact]
    public async Task Keeps_NoFileThatGrewLarge()
    {
        using var folder = new TempFolder();
        await using var files = new ScratchFiles(folder.Path, keep: 1, new ManualTime());
        await SpillAsync(files, megabytes: 17);
        Assert.Empty(OpenIn(folder.Path));
    }

    private static async Task SpillAsync(ScratchFiles files, int megabytes = 1)
    {
        using var output = new CleanOutput(files, maxMemoryBytes: 64 * 1024);
        for (var i = 0; i < megabytes; i++)
        {
            await output.WriteAsync(new byte[1 << 20], CancellationToken.None);
        }

        Assert.True(output.IsSpilled);
    }

    private static IEnumerable<string> OpenIn(string folder) => Directory.GetFiles("/proc/self/fd").Select(fd => new FileInfo(fd).LinkTarget ?? "")
        .Where(target => target.StartsWith(folder, StringComparison.Ordinal));
}
