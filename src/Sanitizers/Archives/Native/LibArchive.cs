using System.Runtime.InteropServices;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>The functions of libarchive 3 (soname 13) that are used. Loaded once, by that exact name; a function that is missing counts as no library.</summary>
internal sealed unsafe class LibArchive
{
    public const int Ok = 0;
    public const int Eof = 1;
    public const int Retry = -10;
    public const int Warn = -20;
    public const int Fatal = -30;

    private static readonly Lazy<LibArchive?> Loaded = new(Load);

    private readonly nint _library;

    private LibArchive(nint library)
    {
        _library = library;
        New = (delegate* unmanaged<nint>)Export("archive_read_new");
        Free = (delegate* unmanaged<nint, int>)Export("archive_read_free");
        SetRead = (delegate* unmanaged<nint, nint, int>)Export("archive_read_set_read_callback");
        SetSeek = (delegate* unmanaged<nint, nint, int>)Export("archive_read_set_seek_callback");
        SetSkip = (delegate* unmanaged<nint, nint, int>)Export("archive_read_set_skip_callback");
        SetData = (delegate* unmanaged<nint, nint, int>)Export("archive_read_set_callback_data");
        Open = (delegate* unmanaged<nint, int>)Export("archive_read_open1");
        SetFormatOption = (delegate* unmanaged<nint, byte*, byte*, byte*, int>)Export("archive_read_set_format_option");
        NextHeader = (delegate* unmanaged<nint, nint*, int>)Export("archive_read_next_header");
        ReadData = (delegate* unmanaged<nint, byte*, nint, nint>)Export("archive_read_data");
        HasEncryptedEntries = (delegate* unmanaged<nint, int>)Export("archive_read_has_encrypted_entries");
        Format = (delegate* unmanaged<nint, int>)Export("archive_format");
        ErrorString = (delegate* unmanaged<nint, byte*>)Export("archive_error_string");
        Pathname = (delegate* unmanaged<nint, byte*>)Export("archive_entry_pathname");
        PathnameUtf8 = (delegate* unmanaged<nint, byte*>)Export("archive_entry_pathname_utf8");
        Hardlink = (delegate* unmanaged<nint, byte*>)Export("archive_entry_hardlink");
        Symlink = (delegate* unmanaged<nint, byte*>)Export("archive_entry_symlink");
        FileType = (delegate* unmanaged<nint, uint>)Export("archive_entry_filetype");
        ModifiedAt = (delegate* unmanaged<nint, long>)Export("archive_entry_mtime");
        HasModifiedAt = (delegate* unmanaged<nint, int>)Export("archive_entry_mtime_is_set");
        IsEncrypted = (delegate* unmanaged<nint, int>)Export("archive_entry_is_encrypted");
    }

    /// <summary>Null when the library is not installed.</summary>
    public static LibArchive? Library => Loaded.Value;

    public delegate* unmanaged<nint> New { get; }

    public delegate* unmanaged<nint, int> Free { get; }

    public delegate* unmanaged<nint, nint, int> SetRead { get; }

    public delegate* unmanaged<nint, nint, int> SetSeek { get; }

    public delegate* unmanaged<nint, nint, int> SetSkip { get; }

    public delegate* unmanaged<nint, nint, int> SetData { get; }

    public delegate* unmanaged<nint, int> Open { get; }

    public delegate* unmanaged<nint, byte*, byte*, byte*, int> SetFormatOption { get; }

    public delegate* unmanaged<nint, nint*, int> NextHeader { get; }

    public delegate* unmanaged<nint, byte*, nint, nint> ReadData { get; }

    public delegate* unmanaged<nint, int> HasEncryptedEntries { get; }

    public delegate* unmanaged<nint, int> Format { get; }

    public delegate* unmanaged<nint, byte*> ErrorString { get; }

    public delegate* unmanaged<nint, byte*> Pathname { get; }

    public delegate* unmanaged<nint, byte*> PathnameUtf8 { get; }

    public delegate* unmanaged<nint, byte*> Hardlink { get; }

    public delegate* unmanaged<nint, byte*> Symlink { get; }

    public delegate* unmanaged<nint, uint> FileType { get; }

    public delegate* unmanaged<nint, long> ModifiedAt { get; }

    public delegate* unmanaged<nint, int> HasModifiedAt { get; }

    public delegate* unmanaged<nint, int> IsEncrypted { get; }

    /// <summary>Switches on one format or filter by its name; false when this build lacks it or would start a program for it.</summary>
    public bool TryEnable(nint archive, string function) =>
        NativeLibrary.TryGetExport(_library, function, out var address) && ((delegate* unmanaged<nint, int>)address)(archive) == Ok;

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    private static LibArchive? Load()
    {
        if (!NativeLibrary.TryLoad("libarchive.so.13", out var library))
        {
            return null;
        }

        try
        {
            SetProcess();
            return new LibArchive(library);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    // Names are converted into the process's locale, so it must be UTF-8; wall-clock times are read in the process's zone, so it must be one that is known.
    private static void SetProcess()
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out var libc))
        {
            return;
        }

        const int CharacterTypes = 0;
        fixed (byte* locale = "C.UTF-8\0"u8, name = "TZ\0"u8, zone = "UTC0\0"u8)
        {
            ((delegate* unmanaged<int, byte*, nint>)NativeLibrary.GetExport(libc, "setlocale"))(CharacterTypes, locale);
            ((delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(libc, "setenv"))(name, zone, 1);
            ((delegate* unmanaged<void>)NativeLibrary.GetExport(libc, "tzset"))();
        }

        // The table of CP932 is a library of its own, loaded when it is first wanted; it stays loaded while the converter is open.
        fixed (byte* to = "UTF-8\0"u8, from = "CP932\0"u8)
        {
            ((delegate* unmanaged<byte*, byte*, nint>)NativeLibrary.GetExport(libc, "iconv_open"))(to, from);
        }
    }
}
