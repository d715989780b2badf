using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice;

/// <summary>
/// How the verifiers read a compound file: none of the reader's code, and only the layout that our writer gives a file: version 3, streams in one piece, no gaps.
/// A file that is laid out otherwise is not ours.
/// </summary>
internal sealed class PlainCompoundFile
{
    private const int SectorBytes = 512;

    private readonly Dictionary<string, (long Start, long Length)> _streams = new(StringComparer.Ordinal);
    private readonly Stream _content;

    private PlainCompoundFile(Stream content) => _content = content;

    /// <summary>The names of all streams; a storage ends with a slash.</summary>
    public List<string> Names { get; } = [];

    public static PlainCompoundFile? Open(Stream content, out string fault)
    {
        fault = "the container is not laid out as it should be";
        content.Position = 0;
        using var reader = new BinaryReader(content, Encoding.Unicode, leaveOpen: true);
        if (content.Length < 3 * SectorBytes || content.Length % SectorBytes != 0 || reader.ReadUInt64() != 0xE11AB1A1E011CFD0)
        {
            return null;
        }

        content.Position = 44;
        long fatSectors = reader.ReadUInt32();
        long directory = reader.ReadUInt32();
        content.Position = 72;
        long difatSectors = reader.ReadUInt32();
        var directoryEnd = content.Length - ((fatSectors + difatSectors) * SectorBytes);
        var directoryStart = (directory + 1) * SectorBytes;
        if (directoryStart >= directoryEnd || (directoryEnd - directoryStart) % SectorBytes != 0)
        {
            return null;
        }

        var file = new PlainCompoundFile(content);
        return file.ReadDirectory(reader, directoryStart, directoryEnd) ? file : null;
    }

    public Stream? Stream(string name) => _streams.TryGetValue(name, out var place) ? new WindowStream(_content, place.Start, place.Length) : null;

    private bool ReadDirectory(BinaryReader reader, long start, long end)
    {
        var miniStart = 0L;
        for (var at = start; at < end; at += 128)
        {
            _content.Position = at;
            var entry = reader.ReadBytes(128);
            var type = entry[66];
            if (type == 0)
            {
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(64));
            if (length is < 2 or > 64)
            {
                return false;
            }

            var name = Encoding.Unicode.GetString(entry, 0, length - 2);
            long first = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(116));
            long size = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(120));
            if (at == start)
            {
                miniStart = (first + 1) * SectorBytes;
                if (type != 5)
                {
                    return false;
                }

                continue;
            }

            Names.Add(type == 2 ? name : name + "/");
            var place = size == 0 ? 0 : size < 4096 ? miniStart + (first * 64) : (first + 1) * SectorBytes;
            if (type == 2 && (place + size > start || !_streams.TryAdd(name, (place, size))))
            {
                return false;
            }
        }

        return true;
    }
}
