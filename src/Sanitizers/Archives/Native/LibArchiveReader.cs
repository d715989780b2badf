using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mugai.Sanitizers.Archives.Reading;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>How a step through an archive went.</summary>
internal enum LibArchiveStatus
{
    /// <summary>There is an entry.</summary>
    Entry,

    /// <summary>There is no further entry.</summary>
    End,

    /// <summary>The library cannot go on.</summary>
    Fatal,
}

/// <summary>One reading of one archive. Every pointer lives between <see cref="TryOpen"/> and Dispose.</summary>
internal sealed unsafe class LibArchiveReader : IDisposable
{
    private const int BlockBytes = 64 * 1024;
    private const int RawFormat = 0x90000;
    private const int MaxNameBytes = 64 * 1024;

    private readonly LibArchive _library;
    private readonly Source _source;
    private readonly GCHandle _handle;
    private readonly nint _archive;
    private nint _entry;
    private bool _isOpen;
    private bool _sawEncrypted;

    public LibArchiveReader(LibArchive library, Stream input)
    {
        _library = library;
        _source = new Source(input);
        _handle = GCHandle.Alloc(_source);
        _archive = library.New();
    }

    /// <summary>The library gave up: nothing of the archive can be believed to be complete.</summary>
    public bool IsDead { get; private set; }

    /// <summary>The input is no archive but one file under a filter.</summary>
    public bool IsRaw => (_library.Format(_archive) & 0xff0000) == RawFormat;

    /// <summary>What the library said last.</summary>
    public string Message => Text(_library.ErrorString(_archive)) is { Length: > 0 } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : "";

    /// <summary>The reason behind the last failure. The library has no codes for these: its words are all there is.</summary>
    public Reason Fault
    {
        get
        {
            var message = Message;
            if (!_isOpen)
            {
                // Detection found the format's mark; the library knows no such variety of it. Asking it anything else now would read through a null pointer.
                return message.Contains("too many filters", StringComparison.Ordinal) ? Reason.TooDeep : Reason.Unsupported;
            }

            return _sawEncrypted || message.Contains("ncrypt", StringComparison.Ordinal) || message.Contains("assphrase", StringComparison.Ordinal) || _library.HasEncryptedEntries(_archive) > 0 ? Reason.Encrypted
                : message.Contains("nsupported", StringComparison.Ordinal) || message.Contains("not supported", StringComparison.Ordinal) ? Reason.Unsupported
                : Reason.Corrupt;
        }
    }

    public MemberKind Kind => _library.Symlink(_entry) is not null || _library.Hardlink(_entry) is not null ? MemberKind.Link
        : (_library.FileType(_entry) & 0xF000) switch
        {
            0x8000 or 0 => MemberKind.File,
            0x4000 => MemberKind.Folder,
            0xA000 => MemberKind.Link,
            _ => MemberKind.Device,
        };

    public bool IsEncrypted => _sawEncrypted |= _library.IsEncrypted(_entry) != 0;

    public long? UnixSeconds => _library.HasModifiedAt(_entry) != 0 ? _library.ModifiedAt(_entry) : null;

    /// <summary>The path as it came, or in UTF-8 where the archive told its charset.</summary>
    public ReadOnlySpan<byte> RawName
    {
        get
        {
            var name = Text(_library.Pathname(_entry));
            return name.IsEmpty ? Text(_library.PathnameUtf8(_entry)) : name;
        }
    }

    public bool TryOpen(ArchiveRequest request)
    {
        if (_archive == 0 || !TryEnable(request))
        {
            return Dead();
        }

        _library.SetRead(_archive, (nint)(delegate* unmanaged<nint, nint, nint*, nint>)&OnRead);
        _library.SetSeek(_archive, (nint)(delegate* unmanaged<nint, nint, long, int, long>)&OnSeek);
        _library.SetSkip(_archive, (nint)(delegate* unmanaged<nint, nint, long, long>)&OnSkip);
        _library.SetData(_archive, GCHandle.ToIntPtr(_handle));
        _isOpen = _library.Open(_archive) is LibArchive.Ok or LibArchive.Warn;
        return _isOpen || Dead();
    }

    /// <summary>Goes to the next entry.</summary>
    public LibArchiveStatus Next()
    {
        nint entry;
        int status;
        var tries = 0;
        do
        {
            entry = 0;
            status = _library.NextHeader(_archive, &entry);
        }
        while (status == LibArchive.Retry && ++tries < 16);

        _entry = entry;
        if (status is LibArchive.Ok or LibArchive.Warn)
        {
            return LibArchiveStatus.Entry;
        }

        IsDead = status != LibArchive.Eof;
        return IsDead ? LibArchiveStatus.Fatal : LibArchiveStatus.End;
    }

    /// <summary>The next bytes of the entry; 0 at its end, negative when they cannot be had.</summary>
    public int Read(byte[] buffer)
    {
        fixed (byte* to = buffer)
        {
            var tries = 0;
            nint count;
            do
            {
                count = _library.ReadData(_archive, to, buffer.Length);
            }
            while (count == LibArchive.Retry && ++tries < 16);

            IsDead |= count <= LibArchive.Fatal;
            return (int)count;
        }
    }

    public void Dispose()
    {
        if (_archive != 0)
        {
            _library.Free(_archive);
        }

        _handle.Free();
        _source.Dispose();
    }

    private bool TryEnable(ArchiveRequest request)
    {
        var filter = request.Filter switch
        {
            ArchiveFilter.Gzip => "archive_read_support_filter_gzip",
            ArchiveFilter.Bzip2 => "archive_read_support_filter_bzip2",
            ArchiveFilter.Xz => "archive_read_support_filter_xz",
            ArchiveFilter.Lzma => "archive_read_support_filter_lzma",
            ArchiveFilter.Zstd => "archive_read_support_filter_zstd",
            ArchiveFilter.Compress => "archive_read_support_filter_compress",
            _ => "archive_read_support_filter_none",
        };
        var format = request.Kind switch
        {
            ArchiveKind.Zip => "archive_read_support_format_zip_seekable",
            ArchiveKind.SevenZip => "archive_read_support_format_7zip",
            ArchiveKind.Rar4 => "archive_read_support_format_rar",
            ArchiveKind.Rar5 => "archive_read_support_format_rar5",
            ArchiveKind.Lha => "archive_read_support_format_lha",
            ArchiveKind.Cab => "archive_read_support_format_cab",
            ArchiveKind.Iso => "archive_read_support_format_iso9660",
            _ => "archive_read_support_format_tar",
        };
        if (!_library.TryEnable(_archive, filter) || !_library.TryEnable(_archive, format)
            || (request.Kind == ArchiveKind.Compressed && !_library.TryEnable(_archive, "archive_read_support_format_raw")))
        {
            return false;
        }

        // These two turn 0x5C into a slash, which is the second byte of many kanji, unless they know the charset.
        if (request.Kind is ArchiveKind.Lha or ArchiveKind.Cab)
        {
            fixed (byte* option = "hdrcharset\0"u8, charset = "CP932\0"u8)
            {
                _library.SetFormatOption(_archive, null, option, charset);
            }
        }

        if (request.IgnoresCrc)
        {
            fixed (byte* option = "ignorecrc32\0"u8, yes = "1\0"u8)
            {
                _library.SetFormatOption(_archive, null, option, yes);
            }
        }

        return true;
    }

    private bool Dead()
    {
        IsDead = true;
        return false;
    }

    private static ReadOnlySpan<byte> Text(byte* text)
    {
        if (text is null)
        {
            return default;
        }

        var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
        return bytes[..Math.Min(bytes.Length, MaxNameBytes)];
    }

    [UnmanagedCallersOnly]
    private static nint OnRead(nint archive, nint data, nint* buffer)
    {
        var source = (Source)GCHandle.FromIntPtr(data).Target!;
        *buffer = source.Address;
        return source.Fill();
    }

    [UnmanagedCallersOnly]
    private static long OnSeek(nint archive, nint data, long offset, int whence) =>
        ((Source)GCHandle.FromIntPtr(data).Target!).Seek(offset, whence);

    [UnmanagedCallersOnly]
    private static long OnSkip(nint archive, nint data, long count) => ((Source)GCHandle.FromIntPtr(data).Target!).Skip(count);

    /// <summary>The input as the library asks for it. Nothing here may throw: the caller is C.</summary>
    private sealed class Source(Stream input) : IDisposable
    {
        private readonly byte* _block = (byte*)NativeMemory.Alloc(BlockBytes);

        public nint Address => (nint)_block;

        public nint Fill()
        {
            try
            {
                return input.Read(new Span<byte>(_block, BlockBytes));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return LibArchive.Fatal;
            }
        }

        public long Seek(long offset, int whence)
        {
            var target = offset + (whence switch { 0 => 0, 1 => input.Position, _ => input.Length });
            return target < 0 || target > input.Length ? LibArchive.Fatal : input.Position = target;
        }

        public long Skip(long count)
        {
            count = Math.Clamp(count, 0, input.Length - input.Position);
            input.Position += count;
            return count;
        }

        public void Dispose() => NativeMemory.Free(_block);
    }
}
