using Mugai.Sanitizing;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>
/// A compound file ([MS-CFB]) that was read: storages and streams as a tree. Streams are views of the input; nothing is copied. Every sector belongs to one stream at
/// most, so that all streams together are no longer than the file.
/// </summary>
public sealed class CompoundFile
{
    private readonly SectorTable _sectors;
    private readonly MiniSectors _mini;

    private CompoundFile(SectorTable sectors, DirectoryEntry root, MiniSectors mini) => (_sectors, Root, _mini) = (sectors, root, mini);

    /// <summary>The root storage.</summary>
    public DirectoryEntry Root { get; }

    public static bool Is(ReadOnlySpan<byte> head) => head.StartsWith(CompoundFileHeader.Signature);

    /// <summary>Reads header, allocation tables and directory of <paramref name="content"/> (seekable). Work and memory are linear in its length.</summary>
    public static CompoundFileReading Read(Stream content)
    {
        var (sectors, fault) = SectorTable.Read(content);
        if (sectors is null)
        {
            return new CompoundFileReading(null, Reason.Corrupt, fault, []);
        }

        var (records, reason, broken) = DirectoryReader.Read(sectors);
        if (reason != Reason.None)
        {
            return new CompoundFileReading(null, reason, broken, records);
        }

        var (root, twisted, detail) = StorageTree.Build(records);
        if (root is null)
        {
            return new CompoundFileReading(null, twisted, detail, records);
        }

        return MiniSectors.Read(sectors, root) is { } mini
            ? new CompoundFileReading(new CompoundFile(sectors, root, mini), Reason.None, "", records)
            : new CompoundFileReading(null, Reason.Corrupt, "the chain of the mini stream", records);
    }

    /// <summary>
    /// The bytes of <paramref name="stream"/>: read-only, seekable, over the input. Null when its chain leaves the file, ends too early, runs in a circle or
    /// goes through a sector of another stream.
    /// </summary>
    public Stream? Open(DirectoryEntry stream)
    {
        if (stream.IsStorage)
        {
            return null;
        }

        if (stream.Size == 0)
        {
            return Stream.Null;
        }

        stream.Chain ??= stream.Size < CompoundFileHeader.MiniStreamCutoff
            ? _mini.Chain(stream.StartSector, stream.Size)
            : _sectors.Chain(stream.StartSector, stream.Size);
        return stream.Chain is { } chain ? new SectorChainStream(stream.Size < CompoundFileHeader.MiniStreamCutoff ? _mini.Content : _sectors.Content, chain, stream.Size) : null;
    }

    /// <summary>The stream of this name in <paramref name="storage"/>; null when there is none or it cannot be read.</summary>
    public Stream? Open(DirectoryEntry storage, string name) => storage.Find(name) is { } entry ? Open(entry) : null;
}
