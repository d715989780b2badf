using System.Globalization;

namespace Mugai.Testing;

/// <summary>A file system of a few megabytes (tmpfs) that a test can fill up, make read-only and throw away. Needs root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.File("disk");

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static async Task<SmallDisk> MountAsync(int megabytes, string options = "rw")
    {
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk.Path);
        var mounted = await ChildProcess.RunAsync("mount", ["-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,{options}"), "tmpfs", disk.Path]);
        return mounted.Code == 0 ? disk : throw new InvalidOperationException(
            $"A small disk cannot be mounted: run the tests as root, in a container with CAP_SYS_ADMIN (docker run --cap-add SYS_ADMIN). {mounted}");
    }

    /// <summary>Takes so much of the space away.</summary>
    public async Task LoadAsync(int megabytes)
    {
        await using var file = new FileStream(Ballast, FileMode.Append);
        for (var i = 0; i < megabytes; i++)
        {
            await file.WriteAsync(new byte[1 << 20]);
        }
    }

    /// <summary>Takes every byte that is left.</summary>
    public async Task FillAsync()
    {
        try
        {
            while (true)
            {
                await using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                await file.WriteAsync(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Unload() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        var gone = await ChildProcess.RunAsync("umount", [Path]);
        if (gone.Code != 0)
        {
            // Somebody still holds a file of it: it goes when they do.
            await ChildProcess.RunAsync("umount", ["-l", Path]);
        }

        _folder.Dispose();
    }
}
