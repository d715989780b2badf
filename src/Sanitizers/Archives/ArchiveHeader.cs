using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.Archives.Native;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// What the first bytes of an archive say, read here so that the cheap refusals (encrypted, one of several volumes, a method nobody unpacks) need no C code.
/// </summary>
internal readonly record struct ArchiveHeader(ArchiveKind Kind, ArchiveFilter Filter)
{
    private const int HeadBytes = 512;

    /// <summary>Why it is not even tried; None when it is.</summary>
    public Reason Refusal { get; private init; } = Reason.None;

    /// <summary>Finding code of the refusal.</summary>
    public string Code { get; private init; } = "";

    /// <summary>A few words: the method, which volume.</summary>
    public string Detail { get; private init; } = "";

    /// <summary>Dates are wall-clock time.</summary>
    public bool IsWallClock { get; private init; }

    public static ArchiveHeader Read(FileFormat format, Stream content)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        var header = Read(format, head, content);
        content.Position = 0;
        return header;
    }

    private static ArchiveHeader Read(FileFormat format, ReadOnlySpan<byte> head, Stream content) => format.Name switch
    {
        "7z" => SevenZip(head, content.Length),
        "rar" => head.Length > 6 && head[6] == 1 ? Rar5(head, content) : Rar4(head),
        "lzh" => Lha(head),
        "cab" => Cab(head),
        "tar" => new(ArchiveKind.Tar, ArchiveFilter.None),
        "iso" => new(ArchiveKind.Iso, ArchiveFilter.None),
        "gz" => new(ArchiveKind.Compressed, ArchiveFilter.Gzip),
        "bz2" => new(ArchiveKind.Compressed, ArchiveFilter.Bzip2),
        "xz" => new(ArchiveKind.Compressed, ArchiveFilter.Xz),
        "lzma" => new(ArchiveKind.Compressed, ArchiveFilter.Lzma),
        "zst" => new(ArchiveKind.Compressed, ArchiveFilter.Zstd),
        _ => new(ArchiveKind.Compressed, ArchiveFilter.Compress),
    };

    private ArchiveHeader Refuse(Reason reason, string code, string detail = "") => this with { Refusal = reason, Code = code, Detail = detail };

    private ArchiveHeader RefuseVolume() => Refuse(Reason.Unsupported, ArchiveCodes.MultiVolume, "one of several volumes");

    // Signature, version, CRC, then where the header at the end lies: beyond the end of the file in all volumes but the last, and in what was cut off.
    private static ArchiveHeader SevenZip(ReadOnlySpan<byte> head, long length)
    {
        var header = new ArchiveHeader(ArchiveKind.SevenZip, ArchiveFilter.None);
        if (head.Length < 32)
        {
            return header.Refuse(Reason.Corrupt, ArchiveCodes.Structure, "header cut off");
        }

        var offset = BinaryPrimitives.ReadUInt64LittleEndian(head[12..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(head[20..]);
        var rest = (ulong)length - 32;
        return offset > rest || size > rest - offset ? header.Refuse(Reason.Corrupt, ArchiveCodes.MultiVolume, "cut off, or the first of several volumes") : header;
    }

    // Marker block of 7 bytes, then the main header: CRC (2), type 0x73 (1), flags (2): 0x0001 volume, 0x0080 encrypted headers.
    private static ArchiveHeader Rar4(ReadOnlySpan<byte> head)
    {
        var header = new ArchiveHeader(ArchiveKind.Rar4, ArchiveFilter.None) { IsWallClock = true };
        if (head.Length < 20 || head[9] != 0x73)
        {
            return header.Refuse(Reason.Corrupt, ArchiveCodes.Structure, "no main header");
        }

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]);
        return (flags & 0x0080) != 0 ? header.Refuse(Reason.Encrypted, ArchiveCodes.Encrypted, "encrypted directory")
            : (flags & 0x0001) != 0 ? header.RefuseVolume()
            : header;
    }

    // Signature of 8 bytes, CRC (4), then variable-length integers: header size, type (1 main, 4 encryption), header flags, [extra size], archive flags: 1 volume.
    private static ArchiveHeader Rar5(ReadOnlySpan<byte> head, Stream content)
    {
        var header = new ArchiveHeader(ArchiveKind.Rar5, ArchiveFilter.None);
        var rest = head[Math.Min(head.Length, 12)..];
        _ = Rar5Headers.TakeInteger(ref rest);
        var type = Rar5Headers.TakeInteger(ref rest);
        var flags = Rar5Headers.TakeInteger(ref rest);
        if (type == 4)
        {
            return header.Refuse(Reason.Encrypted, ArchiveCodes.Encrypted, "encrypted directory");
        }

        if (type != 1)
        {
            return header.Refuse(Reason.Corrupt, ArchiveCodes.Structure, "no main header");
        }

        if ((flags & 1) != 0)
        {
            _ = Rar5Headers.TakeInteger(ref rest);
        }

        return (Rar5Headers.TakeInteger(ref rest) & 1) != 0 ? header.RefuseVolume()
            : Rar5Headers.HoldsEncrypted(content, new ArchiveLimits()) ? header.Refuse(Reason.Encrypted, ArchiveCodes.Encrypted)
            : header;
    }

    // The method stands at 2–6 (-lh5-), the header level at 20. Methods as libarchive unpacks them.
    private static ArchiveHeader Lha(ReadOnlySpan<byte> head)
    {
        if (head.Length < 22)
        {
            return new ArchiveHeader(ArchiveKind.Lha, ArchiveFilter.None).Refuse(Reason.Corrupt, ArchiveCodes.Structure, "header cut off");
        }

        var method = Encoding.Latin1.GetString(head.Slice(2, 5));
        var header = new ArchiveHeader(ArchiveKind.Lha, ArchiveFilter.None) { IsWallClock = head[20] < 2, Detail = method };
        return method is "-lh0-" or "-lh5-" or "-lh6-" or "-lh7-" or "-lhd-" or "-lz4-" ? header : header.Refuse(Reason.Unsupported, ArchiveCodes.Method, method);
    }

    // Flags at 30: 1 there is a cabinet before, 2 there is one after.
    private static ArchiveHeader Cab(ReadOnlySpan<byte> head)
    {
        var header = new ArchiveHeader(ArchiveKind.Cab, ArchiveFilter.None) { IsWallClock = true };
        return head.Length < 36 ? header.Refuse(Reason.Corrupt, ArchiveCodes.Structure, "header cut off")
            : (head[30] & 3) != 0 ? header.RefuseVolume()
            : header;
    }
}
