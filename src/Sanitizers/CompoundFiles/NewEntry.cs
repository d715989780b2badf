using System.Text;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>An entry of a directory that is to be written.</summary>
internal sealed class NewEntry(string name, byte type, Guid classId, Stream? content)
{
    public string Name => name;

    public Stream? Content => content;

    public long Size { get; set; } = content?.Length ?? 0;

    public uint StartSector { get; set; } = content is null ? 0 : SectorTable.EndOfChain;

    public bool IsMini => Size < CompoundFileHeader.MiniStreamCutoff;

    public bool IsRed { get; set; }

    public uint Left { get; set; } = DirectoryRecord.None;

    public uint Right { get; set; } = DirectoryRecord.None;

    public uint Child { get; set; } = DirectoryRecord.None;

    public void Write(Span<byte> entry)
    {
        entry.Clear();
        Encoding.Unicode.GetBytes(name, entry);
        entry.U16(64, (name.Length + 1) * 2);
        entry[66] = type;
        entry[67] = (byte)(IsRed ? 0 : 1);
        entry.U32(68, Left);
        entry.U32(72, Right);
        entry.U32(76, Child);
        classId.TryWriteBytes(entry[80..]);
        entry.U32(116, StartSector);
        entry.U32(120, Size);
    }

    /// <summary>An entry that is not in use ([MS-CFB] 2.6.3).</summary>
    public static void WriteUnused(Span<byte> entry)
    {
        entry.Clear();
        entry[68..80].Fill(0xFF);
    }
}
