using Mugai.Gateway.Sandboxing;

namespace Mugai.Worker.Tests;

/// <summary>What a machine must be able to do before a worker is started on it. What the worker can do is in <see cref="ConfinementContract"/>.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task Says_WhatThisKernelCanDo()
    {
        var probe = await WorkerProbe.RunAsync(TestSandbox.WorkerPath, CancellationToken.None);
        Assert.True(probe.CanConfine);
        Assert.Equal(WorkerProbe.OwnBuild, probe.Build);
        probe.Require(TestSandbox.Options);
    }

    [Fact]
    public async Task Finds_TheNativeLibrariesOfThisMachine()
    {
        var libraries = await NativeLibrary.FindAsync(TestSandbox.WorkerPath, CancellationToken.None);
        Assert.Equal(["libvips.so.42", "libarchive.so.13", "pdftoppm", "libzbar.so.0"], libraries.Select(library => library.Name));
        foreach (var library in libraries)
        {
            var isThere = library.Name == "pdftoppm" ? File.Exists(TestSandbox.Options.PageProgram) : System.Runtime.InteropServices.NativeLibrary.TryLoad(library.Name, out _);
            Assert.Equal(isThere, library.Version is not null);
            Assert.Equal(isThere, library.Complaint is null);
            Assert.True(!isThere || library.Version!.Any(char.IsAsciiDigit));
        }
    }

    [Fact]
    public async Task Says_WhatIsBlockedWithoutALibraryAndHowToGetIt()
    {
        var libraries = await NativeLibrary.FindAsync("/nowhere/mugai-worker", CancellationToken.None);
        Assert.All(libraries, library => Assert.Null(library.Version));
        Assert.Equal(
            "libvips.so.42 is not installed: pictures (JPEG, WebP, TIFF, JPEG 2000, AVIF, HEIC) are Blocked as unsupported. Install it: apt-get install libvips42 / "
            + "libvips.so.42 がないため、画像 (JPEG・WebP・TIFF・JPEG 2000・AVIF・HEIC) は未対応として遮断されます。apt-get install libvips42 で導入してください。",
            libraries[0].Complaint);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, false)]
    public void Refuses_AKernelThatCannotConfine(int landlock, bool seccomp)
    {
        var probe = new WorkerProbe(WorkerProbe.OwnBuild, landlock, seccomp);
        var refusal = Assert.Throws<SandboxUnavailableException>(() => probe.Require(TestSandbox.Options));
        Assert.Contains("cannot confine", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("隔離できません", refusal.Message, StringComparison.Ordinal);
        probe.Require(TestSandbox.Options with { DangerUnsandboxedWorkers = true });
    }

    [Fact]
    public void Refuses_AWorkerOfAnotherBuild() =>
        Assert.Throws<SandboxUnavailableException>(() => new WorkerProbe("another", 7, true).Require(TestSandbox.Options));

    [Fact]
    public async Task Refuses_AMissingWorkerWithItsPath()
    {
        var refusal = await Assert.ThrowsAsync<SandboxUnavailableException>(() => TestSandbox.StartAsync(TestSandbox.Options with { WorkerPath = "/nowhere/mugai-worker" }));
        Assert.Contains("/nowhere/mugai-worker", refusal.Message, StringComparison.Ordinal);
    }
}
