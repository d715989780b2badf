using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>The real file operations.</summary>
internal sealed partial class LinuxStorageFiles : IStorageFiles
{
    private const int OpenToRead = 0x80000; // O_RDONLY | O_CLOEXEC; O_DIRECTORY differs between architectures and is not needed

    public IStorageFile Create(string path, long preallocated)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            if (preallocated > 0)
            {
                Preallocate(handle, preallocated);
            }

            return new LinuxStorageFile(handle);
        }
        catch
        {
            handle.Dispose();
            Delete(path);
            throw;
        }
    }

    public void SyncDirectory(string path)
    {
        var directory = Native.Open(path, OpenToRead);
        if (directory < 0)
        {
            throw Failure("open", Marshal.GetLastPInvokeError());
        }

        using var handle = new SafeFileHandle(directory, ownsHandle: true);
        if (Native.Fsync(handle) != 0)
        {
            throw Failure("fsync", Marshal.GetLastPInvokeError());
        }
    }

    public void Delete(string path) => File.Delete(path);

    public (long Free, long Total) MeasureSpace(string path)
    {
        var volume = new DriveInfo(path);
        return (volume.AvailableFreeSpace, volume.TotalSize);
    }

    /// <summary>Takes the store's lock without waiting; null when another process (or another store object here) holds it.</summary>
    public static SafeFileHandle? TryLock(string path)
    {
        SafeFileHandle handle;
        try
        {
            // The runtime takes a shared lock of its own when it opens a file, which fails already when another has the exclusive one.
            handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (IOException e) when (e.HResult == Native.Again)
        {
            return null;
        }

        const int exclusiveNow = 2 | 4; // LOCK_EX | LOCK_NB
        if (Native.Flock(handle, exclusiveNow) == 0)
        {
            return handle;
        }

        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return error == Native.Again ? null : throw Failure("flock", error);
    }

    /// <summary>A second name for a file; false where that cannot be (another volume, a file system without links).</summary>
    public static bool TryLink(string existing, string name) => Native.Link(existing, name) == 0;

    private static void Preallocate(SafeFileHandle handle, long length)
    {
        int error;
        do
        {
            error = Native.Fallocate(handle, 0, 0, length) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error == Native.Interrupted);

        if (error == Native.NotSupported)
        {
            RandomAccess.SetLength(handle, length); // a file system without extents: at least the length stays put
        }
        else if (error != 0)
        {
            throw Failure("fallocate", error);
        }
    }

    internal static IOException Failure(string call, int error) => new($"{call}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    private sealed class LinuxStorageFile(SafeFileHandle handle) : IStorageFile
    {
        public void Write(long offset, IReadOnlyList<ReadOnlyMemory<byte>> buffers) => RandomAccess.Write(handle, buffers, offset);

        public void Sync()
        {
            // Not RandomAccess.FlushToDisk: that is fsync, which also writes times. A failure is never tried again on the same
            // file: the kernel drops the dirty mark with the error, so that a second call would lie.
            if (Native.Fdatasync(handle) != 0)
            {
                throw Failure("fdatasync", Marshal.GetLastPInvokeError());
            }
        }

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void Dispose() => handle.Dispose();
    }

    private static partial class Native
    {
        public const int Interrupted = 4; // EINTR
        public const int Again = 11; // EAGAIN, EWOULDBLOCK
        public const int NotSupported = 95; // EOPNOTSUPP

        [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
        public static partial int Fdatasync(SafeFileHandle file);

        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        public static partial int Fsync(SafeFileHandle file);

        [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
        public static partial int Fallocate(SafeFileHandle file, int mode, long offset, long length);

        [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
        public static partial int Flock(SafeFileHandle file, int operation);

        [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Link(string existing, string name);

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Open(string path, int flags);
    }
}
