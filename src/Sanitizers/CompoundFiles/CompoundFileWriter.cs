using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>
/// Writes a compound file of version 3 ([MS-CFB]) from start to end: header, long streams, mini stream, mini FAT, directory, FAT, DIFAT. The same tree gives the same
/// bytes: entries in the order of the specification, times zero, every byte of padding zero, no free sector.
/// </summary>
public static class CompoundFileWriter
{
    private const int SectorSize = 512;
    private const int PerSector = SectorSize / 4;

    /// <summary>Writes <paramref name="root"/>. The names of each storage must differ and have 1 to 31 characters; that they do is the caller's to see to.</summary>
    public static void Write(NewStorage root, Stream output, Budget budget)
    {
        var entries = NewDirectory.Of(root);
        var fat = new List<uint>();
        var miniFat = new List<uint>();
        Place(entries, fat, miniFat);
        var miniStart = Append(fat, miniFat.Count * 64L);
        var miniFatStart = Append(fat, miniFat.Count * 4L);
        var directoryStart = Append(fat, entries.Count * (long)DirectoryRecord.Bytes);
        entries[0].StartSector = miniStart;
        entries[0].Size = miniFat.Count * 64L;
        var data = fat.Count;
        var (fatSectors, difatSectors) = TableSectors(data);
        fat.AddRange(Enumerable.Repeat(SectorTable.FatSector, fatSectors));
        fat.AddRange(Enumerable.Repeat(SectorTable.DifatSector, difatSectors));
        budget.ChargeBytes((fat.Count + 1L) * SectorSize);

        WriteHeader(output, data, fatSectors, difatSectors, directoryStart, miniFat.Count == 0 ? SectorTable.EndOfChain : miniFatStart, (miniFat.Count + PerSector - 1) / PerSector);
        WriteContents(output, entries);
        WriteTable(output, miniFat);
        WriteDirectory(output, entries);
        WriteTable(output, fat);
        WriteDifat(output, data, fatSectors, difatSectors);
    }

    private static void Place(List<NewEntry> entries, List<uint> fat, List<uint> miniFat)
    {
        foreach (var entry in entries)
        {
            if (entry.Content is null || entry.Size == 0)
            {
                continue;
            }

            if (entry.IsMini)
            {
                entry.StartSector = (uint)miniFat.Count;
                Extend(miniFat, (int)((entry.Size + 63) / 64));
            }
            else
            {
                entry.StartSector = Append(fat, entry.Size);
            }
        }
    }

    private static uint Append(List<uint> fat, long bytes)
    {
        if (bytes == 0)
        {
            return SectorTable.EndOfChain;
        }

        var start = (uint)fat.Count;
        Extend(fat, checked((int)((bytes + SectorSize - 1) / SectorSize)));
        return start;
    }

    private static void Extend(List<uint> table, int count)
    {
        for (var i = 1; i < count; i++)
        {
            table.Add((uint)table.Count + 1);
        }

        table.Add(SectorTable.EndOfChain);
    }

    // The FAT chains its own sectors and those of the DIFAT too.
    private static (int Fat, int Difat) TableSectors(int data)
    {
        var (fat, difat) = (0, 0);
        while (true)
        {
            var needed = (data + fat + difat + PerSector - 1) / PerSector;
            var listed = needed <= CompoundFileHeader.EntriesInHeader ? 0 : (needed - CompoundFileHeader.EntriesInHeader + PerSector - 2) / (PerSector - 1);
            if (needed == fat && listed == difat)
            {
                return (fat, difat);
            }

            (fat, difat) = (Math.Max(fat, needed), Math.Max(difat, listed));
        }
    }

    private static void WriteHeader(Stream output, int data, int fatSectors, int difatSectors, uint directoryStart, uint miniFatStart, int miniFatSectors)
    {
        Span<byte> header = new byte[CompoundFileHeader.Size];
        CompoundFileHeader.Signature.CopyTo(header);
        header.U16(24, 0x3E);
        header.U16(26, 3);
        header.U16(28, 0xFFFE);
        header.U16(30, 9);
        header.U16(32, 6);
        header.U32(44, fatSectors);
        header.U32(48, directoryStart);
        header.U32(56, CompoundFileHeader.MiniStreamCutoff);
        header.U32(60, miniFatStart);
        header.U32(64, miniFatSectors);
        header.U32(68, difatSectors == 0 ? SectorTable.EndOfChain : data + fatSectors);
        header.U32(72, difatSectors);
        for (var i = 0; i < CompoundFileHeader.EntriesInHeader; i++)
        {
            header.U32(76 + (i * 4), i < fatSectors ? data + i : SectorTable.FreeSector);
        }

        output.Write(header);
    }

    private static void WriteContents(Stream output, List<NewEntry> entries)
    {
        var buffer = new byte[64 * 1024];
        foreach (var entry in entries)
        {
            if (entry.Content is not null && !entry.IsMini)
            {
                Copy(entry, output, buffer, SectorSize);
            }
        }

        var mini = 0L;
        foreach (var entry in entries)
        {
            if (entry.Content is not null && entry.IsMini)
            {
                mini += Copy(entry, output, buffer, CompoundFileHeader.MiniSectorSize);
            }
        }

        Pad(output, mini, SectorSize);
    }

    private static long Copy(NewEntry entry, Stream output, byte[] buffer, int unit)
    {
        var content = entry.Content!;
        content.Position = 0;
        var left = entry.Size;
        while (left > 0)
        {
            var count = content.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (count == 0)
            {
                throw new InvalidOperationException("A stream became shorter while it was written.");
            }

            output.Write(buffer, 0, count);
            left -= count;
        }

        return entry.Size + Pad(output, entry.Size, unit);
    }

    private static long Pad(Stream output, long length, int unit)
    {
        var count = (int)((unit - (length % unit)) % unit);
        output.Write(new byte[count]);
        return count;
    }

    private static void WriteDirectory(Stream output, List<NewEntry> entries)
    {
        var bytes = new byte[DirectoryRecord.Bytes];
        foreach (var entry in entries)
        {
            entry.Write(bytes);
            output.Write(bytes);
        }

        for (var i = entries.Count; i % (SectorSize / DirectoryRecord.Bytes) != 0; i++)
        {
            NewEntry.WriteUnused(bytes);
            output.Write(bytes);
        }
    }

    private static void WriteTable(Stream output, List<uint> table)
    {
        Span<byte> sector = new byte[SectorSize];
        for (var start = 0; start < table.Count; start += PerSector)
        {
            for (var i = 0; i < PerSector; i++)
            {
                sector.U32(i * 4, start + i < table.Count ? table[start + i] : SectorTable.FreeSector);
            }

            output.Write(sector);
        }
    }

    private static void WriteDifat(Stream output, int data, int fatSectors, int difatSectors)
    {
        Span<byte> sector = new byte[SectorSize];
        var listed = CompoundFileHeader.EntriesInHeader;
        for (var i = 0; i < difatSectors; i++)
        {
            for (var k = 0; k < PerSector - 1; k++, listed++)
            {
                sector.U32(k * 4, listed < fatSectors ? data + listed : SectorTable.FreeSector);
            }

            sector.U32(SectorSize - 4, i + 1 < difatSectors ? data + fatSectors + i + 1 : SectorTable.EndOfChain);
            output.Write(sector);
        }
    }
}
