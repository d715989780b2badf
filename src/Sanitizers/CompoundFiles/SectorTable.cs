using System.Collections;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>The sectors of a file and the FAT that chains them ([MS-CFB] 2.3 and 2.5).</summary>
internal sealed class SectorTable
{
    public const uint MaxRegularSector = 0xFFFFFFFA;
    public const uint DifatSector = 0xFFFFFFFC;
    public const uint FatSector = 0xFFFFFFFD;
    public const uint EndOfChain = 0xFFFFFFFE;
    public const uint FreeSector = 0xFFFFFFFF;

    private readonly uint[] _next;
    private readonly BitArray _taken;
    private readonly int _sectorSize;

    private SectorTable(Stream content, CompoundFileHeader header, uint[] next, BitArray taken)
    {
        (Content, Header, _next, _taken) = (content, header, next, taken);
        _sectorSize = 1 << header.SectorShift;
    }

    /// <summary>The whole file.</summary>
    public Stream Content { get; }

    public CompoundFileHeader Header { get; }

    public static (SectorTable? Table, string Fault) Read(Stream content)
    {
        var head = new byte[CompoundFileHeader.Size];
        content.Position = 0;
        if (content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || CompoundFileHeader.Parse(head) is not { } header)
        {
            return (null, "the header");
        }

        var sectorSize = 1 << header.SectorShift;
        // The last sector may be cut: writers leave out its padding. A sector of which nothing is there does not exist.
        var count = (uint)Math.Min((content.Length - 1) >> header.SectorShift, MaxRegularSector - 1);
        var taken = new BitArray((int)Math.Min(count, int.MaxValue));
        if (ListFat(content, header, count, taken) is not { } fat)
        {
            return (null, "the list of FAT sectors");
        }

        var perSector = sectorSize / 4;
        var next = new uint[Math.Min(count, (long)fat.Count * perSector)];
        var buffer = new byte[sectorSize];
        for (var i = 0; i < fat.Count && i * perSector < next.Length; i++)
        {
            ReadSector(content, fat[i], buffer);
            for (var k = 0; k < perSector && (i * perSector) + k < next.Length; k++)
            {
                next[(i * perSector) + k] = ((ReadOnlySpan<byte>)buffer).U32(k * 4);
            }
        }

        return (new SectorTable(content, header, next, taken), "");
    }

    /// <summary>
    /// The stretches of the file that hold <paramref name="size"/> bytes from sector <paramref name="start"/> on, whose sectors are then taken. A null size takes the
    /// whole chain. Null when the chain leaves the file, ends early, or meets a sector that is taken.
    /// </summary>
    public SectorChain? Chain(uint start, long? size)
    {
        var chain = new SectorChain();
        for (var sector = start; size is null || chain.Length < size; sector = _next[sector])
        {
            if (sector == EndOfChain && size is null)
            {
                break;
            }

            if (sector >= _next.Length || _taken[(int)sector])
            {
                return null;
            }

            _taken[(int)sector] = true;
            chain.Add((sector + 1L) << Header.SectorShift, _sectorSize);
        }

        return chain;
    }

    private static List<uint>? ListFat(Stream content, CompoundFileHeader header, uint count, BitArray taken)
    {
        // More FAT sectors than the file needs to chain all its sectors chain nothing.
        var sectorSize = 1 << header.SectorShift;
        var needed = Math.Min(header.FatSectors, ((count * 4L) + sectorSize - 1) / sectorSize);
        var fat = new List<uint>();
        foreach (var sector in header.Difat)
        {
            if (fat.Count < needed && !Take(sector, taken, fat))
            {
                return null;
            }
        }

        var buffer = new byte[sectorSize];
        var difat = header.FirstDifatSector;
        while (fat.Count < needed)
        {
            if (difat >= taken.Length || taken[(int)difat])
            {
                return null;
            }

            taken[(int)difat] = true;
            ReadSector(content, difat, buffer);
            for (var at = 0; at + 4 < sectorSize && fat.Count < needed; at += 4)
            {
                if (!Take(((ReadOnlySpan<byte>)buffer).U32(at), taken, fat))
                {
                    return null;
                }
            }

            difat = ((ReadOnlySpan<byte>)buffer).U32(sectorSize - 4);
        }

        return fat;
    }

    private static bool Take(uint sector, BitArray taken, List<uint> fat)
    {
        if (sector >= taken.Length || taken[(int)sector])
        {
            return false;
        }

        taken[(int)sector] = true;
        fat.Add(sector);
        return true;
    }

    private static void ReadSector(Stream content, uint sector, byte[] buffer)
    {
        content.Position = (sector + 1L) * buffer.Length;
        var count = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        buffer.AsSpan(count).Clear();
    }
}
