namespace Mugai.Sanitizers.Archives.Native;

/// <summary>The one format that the native step may take an input for. Values cross to another process and are never reused.</summary>
public enum ArchiveKind : byte
{
    /// <summary>Not an archive: one compressed file, or a tar under its filter.</summary>
    Compressed = 1,
    Zip = 2,
    SevenZip = 3,
    Rar4 = 4,
    Rar5 = 5,
    Lha = 6,
    Cab = 7,
    Tar = 8,
    Iso = 9,
}

/// <summary>The one filter that lies around the format. Values cross to another process and are never reused.</summary>
public enum ArchiveFilter : byte
{
    None = 0,
    Gzip = 1,
    Bzip2 = 2,
    Xz = 3,
    Lzma = 4,
    Zstd = 5,
    Compress = 6,
}

/// <summary>What the step is asked for. Never a password: encrypted entries are decrypted before they come here, or Held.</summary>
/// <param name="Kind">The format.</param>
/// <param name="Filter">The filter around it.</param>
/// <param name="IgnoresCrc">Sums of entries are not to be compared: AE-2 keeps none, and its own code was compared already.</param>
public sealed record ArchiveRequest(ArchiveKind Kind, ArchiveFilter Filter, bool IgnoresCrc = false)
{
    public byte[] Write() => [(byte)Kind, (byte)Filter, IgnoresCrc ? (byte)1 : (byte)0];

    /// <summary>Null when <paramref name="arguments"/> are not a request.</summary>
    public static ArchiveRequest? Parse(ReadOnlySpan<byte> arguments) =>
        arguments.Length == 3 && arguments[0] is >= (byte)ArchiveKind.Compressed and <= (byte)ArchiveKind.Iso && arguments[1] <= (byte)ArchiveFilter.Compress && arguments[2] <= 1
            ? new ArchiveRequest((ArchiveKind)arguments[0], (ArchiveFilter)arguments[1], arguments[2] == 1)
            : null;
}
