using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Names a compound file ([MS-CFB]) by the entries of its directory. Reads the first sectors of the directory chain only; what it cannot
/// follow is still a compound file and Blocked as one.
/// </summary>
internal static class CompoundFileProbe
{
    private const int EntrySize = 128;

    // The interesting names are among the root's first children; a directory of this many sectors is no ordinary document.
    private const int MaxSectors = 64;

    private static ReadOnlySpan<byte> InstallerClass => [0x84, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

    public static bool Is(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    public static FileFormat Detect(Stream content, ReadOnlySpan<byte> head)
    {
        if (head.Length < 512)
        {
            return Formats.Cfb;
        }

        var sectorShift = BinaryPrimitives.ReadUInt16LittleEndian(head[30..]);
        if (sectorShift is not (9 or 12))
        {
            return Formats.Cfb;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var sectorSize = 1 << sectorShift;
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(head[48..]);
        var buffer = new byte[sectorSize];
        for (var i = 0; i < MaxSectors && sector < 0xFFFFFFFA; i++)
        {
            if (!ReadSector(content, sector, buffer))
            {
                break;
            }

            if (i == 0 && buffer.AsSpan(80, 16).SequenceEqual(InstallerClass))
            {
                return Formats.Msi;
            }

            CollectNames(buffer, names);
            sector = NextSector(content, head, sector, sectorSize);
        }

        return Name(names);
    }

    private static FileFormat Name(HashSet<string> names)
    {
        if (names.Contains("EncryptedPackage") || names.Contains("\u0006DataSpaces"))
        {
            return Formats.EncryptedOffice;
        }

        return names.Contains("__properties_version1.0") || names.Contains("__nameid_version1.0") ? Formats.Msg
            : names.Contains("DocumentText") || names.Any(name => name.StartsWith("JSRV_", StringComparison.Ordinal)) ? Formats.Jtd
            : names.Contains("HwpSummaryInformation") || names.Contains("\u0005HwpSummaryInformation") ? Formats.Hwp
            : names.Contains("Quill") ? Formats.Pub
            : names.Contains("WordDocument") ? Formats.Doc
            : names.Contains("Workbook") || names.Contains("Book") ? Formats.Xls
            : names.Contains("PowerPoint Document") ? Formats.Ppt
            : names.Contains("VisioDocument") ? Formats.Vsd
            : names.Contains("Props9") || names.Contains("Props12") || names.Contains("Props14") ? Formats.Mpp
            : Formats.Cfb;
    }

    private static void CollectNames(ReadOnlySpan<byte> sector, HashSet<string> names)
    {
        for (var at = 0; at + EntrySize <= sector.Length; at += EntrySize)
        {
            var bytes = BinaryPrimitives.ReadUInt16LittleEndian(sector[(at + 64)..]);
            if (bytes is > 2 and <= 64)
            {
                names.Add(Encoding.Unicode.GetString(sector.Slice(at, bytes - 2)));
            }
        }
    }

    // Only the 109 FAT sectors named in the header are followed: 7 MB of file with small sectors, far beyond where a directory begins.
    private static uint NextSector(Stream content, ReadOnlySpan<byte> head, uint sector, int sectorSize)
    {
        var perSector = (uint)sectorSize / 4;
        var fat = sector / perSector;
        if (fat >= 109)
        {
            return uint.MaxValue;
        }

        var entry = new byte[4];
        var fatSector = BinaryPrimitives.ReadUInt32LittleEndian(head[(76 + ((int)fat * 4))..]);
        content.Position = ((fatSector + 1L) * sectorSize) + (sector % perSector * 4);
        return content.ReadAtLeast(entry, 4, throwOnEndOfStream: false) == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(entry) : uint.MaxValue;
    }

    private static bool ReadSector(Stream content, uint sector, byte[] buffer)
    {
        content.Position = (sector + 1L) * buffer.Length;
        var count = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        buffer.AsSpan(count).Clear();
        return count >= EntrySize;
    }
}
