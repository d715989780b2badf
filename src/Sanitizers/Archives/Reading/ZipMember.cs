namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>What an entry of an archive is.</summary>
public enum MemberKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic or hard link: it would point somewhere on the reader's machine.</summary>
    Link,

    /// <summary>A device, pipe or socket.</summary>
    Device,
}

/// <summary>How WinZip AES encrypted an entry (extra field 0x9901).</summary>
/// <param name="Version">1: the CRC is checked too; 2: only the authentication code.</param>
/// <param name="KeyBytes">16, 24 or 32.</param>
/// <param name="Method">The compression method inside.</param>
public sealed record ZipAesFacts(int Version, int KeyBytes, ushort Method);

/// <summary>One entry, after the central directory and its local header were found to agree.</summary>
public sealed class ZipMember
{
    public required byte[] RawName { get; init; }

    /// <summary>From the unicode path field; null when there was none or it belongs to another name.</summary>
    public string? UnicodeName { get; init; }

    public required MemberKind Kind { get; init; }

    public required ushort Flags { get; init; }

    /// <summary>The compression method; for AES the one inside.</summary>
    public required ushort Method { get; init; }

    /// <summary>Null unless encrypted with AES.</summary>
    public ZipAesFacts? Aes { get; init; }

    public required uint Crc { get; init; }

    /// <summary>Bytes in the archive, encryption header included.</summary>
    public required long Compressed { get; init; }

    /// <summary>Bytes it says it unpacks to. Never trusted: only compared.</summary>
    public required long Declared { get; init; }

    public required long Offset { get; init; }

    /// <summary>MS-DOS date (high) and time (low), as it came.</summary>
    public required uint DosTime { get; init; }

    public long DataOffset { get; set; }

    public bool IsEncrypted => (Flags & 1) != 0;

    public bool NamesUtf8 => (Flags & 0x0800) != 0;

    public bool HasDescriptor => (Flags & 8) != 0;
}
