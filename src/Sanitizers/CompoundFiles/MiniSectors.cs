using System.Collections;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>The mini stream, in which short streams lie, and the mini FAT that chains its sectors of 64 bytes ([MS-CFB] 2.4).</summary>
internal sealed class MiniSectors
{
    private readonly uint[] _next;
    private readonly BitArray _taken;

    private MiniSectors(Stream content, uint[] next) => (Content, _next, _taken) = (content, next, new BitArray(next.Length));

    /// <summary>The mini stream itself.</summary>
    public Stream Content { get; }

    /// <summary>Null when a file that needs one has none that can be read.</summary>
    public static MiniSectors? Read(SectorTable sectors, DirectoryEntry root)
    {
        if (root.Size == 0)
        {
            return new MiniSectors(Stream.Null, []);
        }

        if (sectors.Chain(root.StartSector, root.Size) is not { } content || sectors.Chain(sectors.Header.FirstMiniFatSector, null) is not { } table)
        {
            return null;
        }

        var count = Math.Min(table.Length / 4, (root.Size + CompoundFileHeader.MiniSectorSize - 1) / CompoundFileHeader.MiniSectorSize);
        var bytes = new byte[count * 4];
        new SectorChainStream(sectors.Content, table, table.Length).ReadExactly(bytes);
        var next = new uint[count];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = ((ReadOnlySpan<byte>)bytes).U32(i * 4);
        }

        // Whole sectors: the size that the root tells may end inside the last mini sector.
        return new MiniSectors(new SectorChainStream(sectors.Content, content, content.Length), next);
    }

    /// <summary>As <see cref="SectorTable.Chain"/>, within the mini stream.</summary>
    public SectorChain? Chain(uint start, long size)
    {
        var chain = new SectorChain();
        for (var sector = start; chain.Length < size; sector = _next[sector])
        {
            if (sector >= _next.Length || _taken[(int)sector])
            {
                return null;
            }

            _taken[(int)sector] = true;
            chain.Add((long)sector * CompoundFileHeader.MiniSectorSize, CompoundFileHeader.MiniSectorSize);
        }

        return chain;
    }
}
