using System.Text;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>Reads the directory sectors into records; what they mean together is <see cref="StorageTree"/>'s.</summary>
internal static class DirectoryReader
{
    // A saved mail with hundreds of attachments has some ten thousand; the directory does not become the file.
    public const int MaxEntries = 65_536;

    public static (IReadOnlyList<DirectoryRecord> Records, Reason Reason, string Detail) Read(SectorTable sectors)
    {
        var records = new List<DirectoryRecord>();
        if (sectors.Chain(sectors.Header.FirstDirectorySector, null) is not { } chain)
        {
            return (records, Reason.Corrupt, "the chain of the directory");
        }

        if (chain.Length / DirectoryRecord.Bytes > MaxEntries)
        {
            return (records, Reason.TooBig, "entries in the directory");
        }

        var content = new SectorChainStream(sectors.Content, chain, chain.Length);
        var entry = new byte[DirectoryRecord.Bytes];
        while (content.ReadAtLeast(entry, entry.Length, throwOnEndOfStream: false) == entry.Length)
        {
            records.Add(Parse(entry, sectors.Header.SectorShift));
        }

        return (records, Reason.None, "");
    }

    private static DirectoryRecord Parse(ReadOnlySpan<byte> entry, int sectorShift)
    {
        var nameBytes = entry.U16(64);
        var name = nameBytes is >= 2 and <= 64 && nameBytes % 2 == 0 ? Encoding.Unicode.GetString(entry[..(nameBytes - 2)]) : "";
        // Version 3 writers leave rubbish in the upper half of the size (2.6.1).
        var size = sectorShift == 9 ? entry.U32(120) : entry.U32(120) | ((long)entry.U32(124) << 32);
        return new DirectoryRecord(name, entry[66], entry.U32(68), entry.U32(72), entry.U32(76), new Guid(entry.Slice(80, 16)), entry.U32(116), size);
    }
}
