using System.Text;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;

namespace Mugai.Worker.Tests;

public sealed class JobScratchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mugai-job-scratch-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Keeps_EachPageUnderItsNumber()
    {
        using var scratch = new JobScratch(_folder.FullName, 64L << 20);
        for (var i = 0; i < 20; i++)
        {
            Write(scratch, i, (byte)i);
        }

        for (var i = 0; i < 20; i += 3)
        {
            scratch.Free(i);
        }

        Write(scratch, 3, 103);
        Write(scratch, 4, 104);
        Assert.All(scratch.Read(3).ToArray(), value => Assert.Equal(103, value));
        Assert.All(scratch.Read(4).ToArray(), value => Assert.Equal(104, value));
        Assert.All(scratch.Read(19).ToArray(), value => Assert.Equal(19, value));
        Assert.Throws<WorkerLiedException>(() => scratch.Read(0));
    }

    [Fact]
    public void Keeps_CiphertextWithoutANameAndUsesFreedPlacesAgain()
    {
        using var scratch = new JobScratch(_folder.FullName, 64L << 20);
        for (var i = 0; i < 50; i++)
        {
            Write(scratch, 0, (byte)'p');
            scratch.Free(0);
        }

        Write(scratch, 0, (byte)'p');
        Assert.Empty(_folder.GetFiles());
        var file = Directory.GetFiles("/proc/self/fd").Select(fd => new FileInfo(fd)).Single(fd => fd.LinkTarget?.StartsWith(_folder.FullName, StringComparison.Ordinal) == true);
        var onDisk = File.ReadAllBytes(file.FullName);
        Assert.Equal(FrameLimits.PageBytes, onDisk.Length);
        Assert.Equal(-1, onDisk.AsSpan().IndexOf(Encoding.ASCII.GetBytes("pppppppp")));
    }

    [Fact]
    public void Takes_NoMoreThanTheJobMayHave()
    {
        using var scratch = new JobScratch(_folder.FullName, 2 * FrameLimits.PageBytes);
        Write(scratch, 0, 1);
        Write(scratch, 1, 2);
        Assert.Throws<WorkerLiedException>(() => scratch.Begin(2));
    }

    private static void Write(JobScratch scratch, int number, byte value)
    {
        scratch.Begin(number);
        var bytes = Enumerable.Repeat(value, FrameLimits.MaxChunkBytes).ToArray();
        for (var sent = 0; sent < FrameLimits.PageBytes; sent += bytes.Length)
        {
            Assert.True(scratch.IsFilling);
            scratch.Fill(bytes);
        }

        Assert.False(scratch.IsFilling);
    }
}
