using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// Reads a clean archive from its first byte to its last with a parser of its own: local headers without a gap, a directory that repeats them, an end record that
/// ends the file, nothing else. Every member is unpacked; it must be an output that this run wrote and whose verifier passed it, or be recognised and pass now.
/// </summary>
public sealed class ZipVerifier(IReadOnlyList<IOutputVerifier> verifiers) : IOutputVerifier
{
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\:*?\"<>|");

    private const int LocalBytes = 30;
    private const int CentralBytes = 46;
    private const int EndBytes = 22;

    private readonly Dictionary<string, IOutputVerifier> _verifiers = Index(verifiers);

    // What this run may have written; archives and mails inside were verified by themselves and are never looked into again.
    private readonly Dictionary<string, FileFormat> _written = verifiers.SelectMany(verifier => verifier.Formats)
        .Append(Detection.Formats.Zip).Append(Detection.Formats.Eml).Append(Detection.Formats.Mbox).DistinctBy(format => format.Name).ToDictionary(format => format.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Zip];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var end = new byte[EndBytes];
        if (!TryRead(output, output.Length - EndBytes, end) || U32(end, 0) != 0x06054b50 || U32(end, 4) != 0 || U16(end, 20) != 0 || U16(end, 8) != U16(end, 10))
        {
            return "The archive has no plain end record.";
        }

        long at = U32(end, 16);
        if (at + U32(end, 12) != output.Length - EndBytes)
        {
            return "The directory does not fill the space before the end record.";
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var central = new byte[CentralBytes + ushort.MaxValue];
        long place = 0;
        for (var i = 0; i < U16(end, 8); i++)
        {
            if (!TryRead(output, at, central.AsSpan(0, CentralBytes)))
            {
                return "The directory is cut off.";
            }

            var nameBytes = U16(central, 28);
            if (!TryRead(output, at + CentralBytes, central.AsSpan(CentralBytes, nameBytes)) || CentralFault(central, place) is not null)
            {
                return CentralFault(central, place) ?? "The directory is cut off.";
            }

            at += CentralBytes + nameBytes;
            if (VerifyMember(output, central.AsSpan(0, CentralBytes + nameBytes), names, folders, context, ref place) is { } fault)
            {
                return fault;
            }
        }

        return at != output.Length - EndBytes || place != U32(end, 16) ? "There are bytes between the members and the directory." : null;
    }

    private static string? CentralFault(ReadOnlySpan<byte> central, long place)
    {
        if (U32(central, 0) != 0x02014b50 || U16(central, 30) != 0 || U16(central, 32) != 0 || U16(central, 34) != 0 || U16(central, 36) != 0)
        {
            return "A directory entry has extra fields, a comment or another volume.";
        }

        return U32(central, 42) != place ? "A member does not begin where the one before it ends."
            : U16(central, 10) is not (0 or 8) ? "A member is packed by another method."
            : (U16(central, 8) & ~0x0800) != 0 ? "A member has flags that we never set."
            : U16(central, 36) != 0 || U32(central, 38) is not (0 or 0x10) || U16(central, 4) != 20 ? "A member has attributes."
            : null;
    }

    private string? VerifyMember(Stream archive, ReadOnlySpan<byte> central, HashSet<string> names, HashSet<string> folders, ISanitizeContext context, ref long place)
    {
        var rawName = central[CentralBytes..];
        Span<byte> local = stackalloc byte[LocalBytes];
        var localName = new byte[rawName.Length];
        if (!TryRead(archive, place, local) || U32(local, 0) != 0x04034b50 || !local[4..28].SequenceEqual(central[6..30]) || U16(local, 28) != 0
            || !TryRead(archive, place + LocalBytes, localName) || !rawName.SequenceEqual(localName))
        {
            return "A local header differs from the directory.";
        }

        var name = Encoding.UTF8.GetString(rawName);
        var isFolder = name.EndsWith('/');
        if (NameFault(name, rawName, U16(central, 8), names, folders) is { } fault)
        {
            return fault;
        }

        var data = place + LocalBytes + rawName.Length;
        place = data + U32(central, 20);
        if (place > archive.Length)
        {
            return "A member is cut off.";
        }

        return isFolder ? (U32(central, 20) == 0 && U32(central, 24) == 0 ? null : "A folder has content.")
            : VerifyContent(new WindowStream(archive, data, U32(central, 20)), name, central, context);
    }

    private static string? NameFault(string name, ReadOnlySpan<byte> rawName, ushort flags, HashSet<string> names, HashSet<string> folders)
    {
        var isAscii = System.Text.Ascii.IsValid(rawName);
        if (rawName.IsEmpty || !System.Text.Unicode.Utf8.IsValid(rawName) || isAscii == ((flags & 0x0800) != 0))
        {
            return "A name is empty, no UTF-8 or marked wrongly.";
        }

        var path = name.TrimEnd('/');
        foreach (var segment in path.Split('/'))
        {
            if (segment.Length == 0 || segment is "." or ".." || segment[^1] is '.' or ' ' || segment.AsSpan().ContainsAny(Refused))
            {
                return "A name leads out or is none that Windows takes.";
            }

            foreach (var rune in segment.EnumerateRunes())
            {
                if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || rune == Rune.ReplacementChar)
                {
                    return "A name has invisible characters.";
                }
            }
        }

        if (!names.Add(path) || (!name.EndsWith('/') && folders.Contains(path)))
        {
            return "Two members have one name.";
        }

        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (!folders.Add(path[..slash]))
            {
                break;
            }
        }

        return !name.EndsWith('/') && FileNames.IsNever(FileNames.Extension(new UntrustedText(path))) ? "A name is that of a program." : null;
    }

    private string? VerifyContent(WindowStream raw, string name, ReadOnlySpan<byte> central, ISanitizeContext context)
    {
        var (crc, size) = (U32(central, 16), U32(central, 24));
        var deflated = U16(central, 10) == 8;
        if (Digest(raw, deflated, size, crc, context.Budget, null) is not { } digest)
        {
            return "A member differs from the directory.";
        }

        var extension = FileNames.Extension(new UntrustedText(name));
        if ((context as IContainerRun)?.VerifiedFormat(digest) is { } known && _written.TryGetValue(known, out var written) && FileNames.Agree(extension, written))
        {
            return null;
        }

        using var content = context.CreateScratch();
        raw.Position = 0;
        if (Digest(raw, deflated, size, crc, context.Budget, content) is null)
        {
            return "A member differs from the directory.";
        }

        var detected = FormatDetector.Detect(content, new UntrustedText(name));
        if (detected.Rival is not null || detected.Format.Family == FileFamily.Executable || !_verifiers.TryGetValue(detected.Format.Name, out var verifier))
        {
            return "A member is of no format that is verified.";
        }

        content.Position = 0;
        return verifier.Verify(detected.Format, content, context) is { } fault ? "A member is not clean: " + fault : null;
    }

    private static string? Digest(Stream raw, bool deflated, uint size, uint crc, Budget budget, Stream? copy)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        using var content = deflated ? new DeflateStream(raw, CompressionMode.Decompress, leaveOpen: true) : raw;
        try
        {
            if (size < buffer.Length)
            {
                return SmallDigest(content, buffer.AsSpan(0, (int)size + 1), crc, budget, copy);
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var sum = default(Crc32);
            long total = 0;
            int count;
            while ((count = content.Read(buffer)) > 0)
            {
                total += count;
                if (total > size)
                {
                    return null;
                }

                budget.ChargeBytes(count);
                hash.AppendData(buffer, 0, count);
                sum.Append(buffer.AsSpan(0, count));
                copy?.Write(buffer.AsSpan(0, count));
            }

            return total == size && sum.Value == crc ? Convert.ToHexStringLower(hash.GetCurrentHash()) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Most members of a large archive are small: one read, no state of a digest.
    private static string? SmallDigest(Stream content, Span<byte> buffer, uint crc, Budget budget, Stream? copy)
    {
        var bytes = buffer[..content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        budget.ChargeBytes(bytes.Length);
        var sum = default(Crc32);
        sum.Append(bytes);
        if (bytes.Length != buffer.Length - 1 || sum.Value != crc)
        {
            return null;
        }

        copy?.Write(bytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }

    private static bool TryRead(Stream archive, long offset, Span<byte> into)
    {
        if (offset < 0 || offset > archive.Length - into.Length)
        {
            return false;
        }

        archive.Position = offset;
        archive.ReadExactly(into);
        return true;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static Dictionary<string, IOutputVerifier> Index(IReadOnlyList<IOutputVerifier> verifiers)
    {
        var index = new Dictionary<string, IOutputVerifier>(StringComparer.Ordinal);
        foreach (var verifier in verifiers)
        {
            foreach (var format in verifier.Formats)
            {
                index[format.Name] = verifier;
            }
        }

        return index;
    }
}
