using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary><c>mugai demo --once</c>: what a newcomer sees first.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Shows_EveryCaseAndEndsWithZero()
    {
        using var folder = new TempFolder();
        var ran = await ChildProcess.RunAsync(MugaiServer.Program, ["demo", "--once"], folder.Path, within: TimeSpan.FromMinutes(3));
        Assert.True(ran.Code == 0, ran.ToString());
        Assert.All(Sample.Cases, each => Assert.Contains(each.ToString()[..Math.Min(24, each.ToString().Length)], ran.Text, StringComparison.Ordinal));
        Assert.True(File.Exists(folder.File("var/demo/clean/ooxml-vba-docm.eml")));
    }
}
