using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>The first 512 bytes ([MS-CFB] 2.2), as far as they say where things are.</summary>
internal sealed record CompoundFileHeader
{
    public const int Size = 512;
    public const int EntriesInHeader = 109;
    public const int MiniSectorSize = 64;
    public const int MiniStreamCutoff = 4096;

    public static ReadOnlySpan<byte> Signature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>9 (version 3) or 12 (version 4).</summary>
    public required int SectorShift { get; init; }

    public required uint FatSectors { get; init; }

    public required uint FirstDirectorySector { get; init; }

    public required uint FirstMiniFatSector { get; init; }

    public required uint FirstDifatSector { get; init; }

    /// <summary>The first FAT sectors, as listed in the header.</summary>
    public required uint[] Difat { get; init; }

    /// <summary>Null when it is no header that every reader reads alike.</summary>
    public static CompoundFileHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Signature) || bytes.U16(28) != 0xFFFE || bytes.U16(32) != 6 || bytes.U32(56) != MiniStreamCutoff)
        {
            return null;
        }

        // The sector size decides, not the version: writers are known that put 4 beside sectors of 512 bytes.
        var shift = bytes.U16(30);
        if (shift is not (9 or 12))
        {
            return null;
        }

        var difat = new uint[EntriesInHeader];
        for (var i = 0; i < difat.Length; i++)
        {
            difat[i] = bytes.U32(76 + (i * 4));
        }

        return new CompoundFileHeader
        {
            SectorShift = shift,
            FatSectors = bytes.U32(44),
            FirstDirectorySector = bytes.U32(48),
            FirstMiniFatSector = bytes.U32(60),
            FirstDifatSector = bytes.U32(68),
            Difat = difat,
        };
    }
}
