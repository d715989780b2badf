using System.IO.Pipelines;
using System.Text;
using Mugai.Gateway.Sandboxing;
using Mugai.Sanitizing;

namespace Mugai.Worker.Tests;

public sealed class CleanOutputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mugai-clean-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(262_144)]
    [InlineData(262_145)]
    [InlineData(1_500_000)]
    public async Task GivesBack_WhatWasWritten(int length)
    {
        using var output = new CleanOutput(_folder.FullName);
        var bytes = Bytes(length);
        for (var offset = 0; offset < length; offset += 48_611)
        {
            await output.WriteAsync(bytes.AsMemory(offset, Math.Min(48_611, length - offset)), CancellationToken.None);
        }

        Assert.Equal(length, output.Length);
        Assert.Equal(bytes, await AllAsync(output, null));
        Assert.Equal(bytes, await AllAsync(output, "https://portal.example/x"));
        Assert.Equal(length > CleanOutput.DefaultMaxMemoryBytes, output.IsSpilled);
    }

    [Fact]
    public async Task Keeps_CiphertextWithoutANameInTheScratchFolder()
    {
        using var output = new CleanOutput(_folder.FullName, maxMemoryBytes: 64 * 1024);
        var secret = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("機密 personal data ", 60_000)));
        await output.WriteAsync(secret, CancellationToken.None);
        Assert.True(output.IsSpilled);
        Assert.Empty(_folder.GetFiles());
        var scratch = Directory.GetFiles("/proc/self/fd").Select(fd => new FileInfo(fd)).Single(fd => fd.LinkTarget?.StartsWith(_folder.FullName, StringComparison.Ordinal) == true);
        await using var file = new FileStream(scratch.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var onDisk = new byte[file.Length];
        await file.ReadExactlyAsync(onDisk);
        Assert.True(onDisk.Length > 500_000);
        Assert.Equal(-1, onDisk.AsSpan().IndexOf("personal"u8));
        Assert.Equal(secret, await AllAsync(output, null));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    public async Task Writes_TheLinkAtItsSlots(int before)
    {
        using var output = new CleanOutput(_folder.FullName);
        await output.WriteAsync(Bytes(before), CancellationToken.None);
        await output.WriteLinkSlotAsync(LinkSlotEncoding.SevenBit, CancellationToken.None);
        await output.WriteAsync("after\r\n"u8.ToArray(), CancellationToken.None);
        Assert.True(output.HasLinkSlots);
        var expected = (byte[])[.. Bytes(before), .. "https://portal.example/r/1\r\n"u8, .. "after\r\n"u8];
        Assert.Equal(expected, await AllAsync(output, "https://portal.example/r/1"));
        Assert.Equal((byte[])[.. Bytes(before), .. "after\r\n"u8], await AllAsync(output, null));

        var pipe = new Pipe();
        var reading = ReadAllAsync(pipe.Reader);
        await output.WriteToAsync(pipe.Writer, "https://portal.example/r/1", CancellationToken.None);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(expected, await reading);
    }

    [Fact]
    public async Task Forgets_EverythingAtARestart()
    {
        using var output = new CleanOutput(_folder.FullName, maxMemoryBytes: 64 * 1024);
        await output.WriteAsync(Bytes(400_000), CancellationToken.None);
        await output.WriteLinkSlotAsync(LinkSlotEncoding.SevenBit, CancellationToken.None);
        await output.RestartAsync(CancellationToken.None);
        Assert.Equal(0, output.Length);
        Assert.False(output.HasLinkSlots);
        await output.WriteAsync(Bytes(200_000), CancellationToken.None);
        Assert.Equal(Bytes(200_000), await AllAsync(output, "https://portal.example/"));
    }

    [Fact]
    public async Task Gives_EachOutputItsOwnBytes_WhenScratchFilesAreUsedAgain()
    {
        await using var files = new ScratchFiles(_folder.FullName, keep: 1, TimeProvider.System);
        foreach (var length in (int[])[900_000, 300_000, 1_300_000, 70_000, 500_000])
        {
            using var output = new CleanOutput(files, maxMemoryBytes: 64 * 1024);
            using var other = new CleanOutput(files, maxMemoryBytes: 64 * 1024);
            await output.WriteAsync(Bytes(length), CancellationToken.None);
            await other.WriteAsync(Bytes(length + 1), CancellationToken.None);
            Assert.Equal(Bytes(length), await AllAsync(output, null));
            Assert.Equal(Bytes(length + 1), await AllAsync(other, null));
        }

        Assert.Empty(_folder.GetFiles());
        Assert.InRange(OpenFiles().Count(), 0, 1);
        await files.DisposeAsync();
        Assert.Empty(OpenFiles());

        IEnumerable<string?> OpenFiles() => Directory.GetFiles("/proc/self/fd").Select(fd => new FileInfo(fd).LinkTarget)
            .Where(target => target?.StartsWith(_folder.FullName, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Reads_SeveralAtOnce()
    {
        using var output = new CleanOutput(_folder.FullName, maxMemoryBytes: 64 * 1024);
        var bytes = Bytes(700_000);
        await output.WriteAsync(bytes, CancellationToken.None);
        var readers = Enumerable.Range(0, 4).Select(_ => output.OpenRead(null)).ToList();
        var copies = readers.Select(_ => new MemoryStream()).ToList();
        var buffer = new byte[10_000];
        for (var more = true; more;)
        {
            more = false;
            for (var i = 0; i < readers.Count; i++)
            {
                var read = readers[i].Read(buffer.AsSpan(0, 1000 * (i + 1)));
                copies[i].Write(buffer, 0, read);
                more |= read > 0;
            }
        }

        Assert.All(copies, copy => Assert.Equal(bytes, copy.ToArray()));
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> AllAsync(CleanOutput output, string? link)
    {
        using var all = new MemoryStream();
        await output.WriteToAsync(all, link, CancellationToken.None);
        return all.ToArray();
    }

    private static async Task<byte[]> ReadAllAsync(PipeReader reader)
    {
        using var all = new MemoryStream();
        await reader.CopyToAsync(all);
        return all.ToArray();
    }
}
