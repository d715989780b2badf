using System.Buffers.Binary;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>The one format that the native step may take an input for. Values cross to another process and are never reused.</summary>
internal enum ArchiveKind : byte
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
internal enum ArchiveFilter : byte
{
    None = 0,
    Gzip = 1,
    Bzip2 = 2,
    Xz = 3,
    Lzma = 4,
    Zstd = 5,
    Compress = 6,
}

/// <summary>What the step is asked for.</summary>
/// <param name="Kind">The format.</param>
/// <param name="Filter">The filter around it.</param>
/// <param name="Password">Bytes of the one password that fits, for a ZIP whose methods only the step unpacks; else empty.</param>
internal sealed record ArchiveRequest(ArchiveKind Kind, ArchiveFilter Filter, byte[] Password)
{
    private const int MaxPasswordBytes = 512;

    public byte[] Write()
    {
        var bytes = new byte[4 + Password.Length];
        bytes[0] = (byte)Kind;
        bytes[1] = (byte)Filter;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)Password.Length);
        Password.CopyTo(bytes, 4);
        return bytes;
    }

    /// <summary>Null when <paramref name="arguments"/> are not a request.</summary>
    public static ArchiveRequest? Parse(ReadOnlySpan<byte> arguments)
    {
        if (arguments.Length < 4 || arguments[0] is < (byte)ArchiveKind.Compressed or > (byte)ArchiveKind.Iso || arguments[1] > (byte)ArchiveFilter.Compress)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(arguments[2..]);
        return length <= MaxPasswordBytes && arguments.Length == 4 + length && !arguments[4..].Contains((byte)0)
            ? new ArchiveRequest((ArchiveKind)arguments[0], (ArchiveFilter)arguments[1], arguments[4..].ToArray())
            : null;
    }
}
