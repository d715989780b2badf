using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>fsync on a folder, so that a rename survives a power cut; .NET opens no folders.</summary>
internal static partial class FolderSync
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    public static void Sync(string folder)
    {
        var descriptor = Open(folder, ReadOnlyDirectory | 0x80000 /* O_CLOEXEC */);
        if (descriptor < 0)
        {
            throw Failed(folder);
        }

        try
        {
            if (Fsync(descriptor) != 0)
            {
                throw Failed(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string folder)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"cannot sync the folder {folder}: {error.Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
