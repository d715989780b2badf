using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>Writes a presentation as one that was saved once: its parts, one directory, one edit. And the stream that says where the edit lies.</summary>
internal sealed class PersistWriter
{
    private const int MaxRun = 0xFFF;
    private const uint ClearToken = 0xE391C05F;

    private readonly SortedDictionary<uint, int> _places = [];

    public RecordBuffer Stream { get; } = new();

    /// <summary>What is written next is the part of this number; false when it was written before.</summary>
    public bool Begin(uint id) => _places.TryAdd(id, Stream.Length);

    /// <summary>Writes directory and edit; the answer is the stream for the current user.</summary>
    public byte[] Finish(uint documentId, uint lastSlideId)
    {
        var directory = Stream.Length;
        WriteDirectory();
        var edit = Stream.Length;
        OfficeArtRecord.Write(Stream, 0, 0, RecordType.UserEdit, 28);
        Stream.U32(lastSlideId).U32(0x03000000).U32(0).U32(directory).U32(documentId).U32(_places.Keys.Last()).U32(1);

        // The name of who saved it is empty.
        var user = new RecordBuffer();
        OfficeArtRecord.Write(user, 0, 0, RecordType.CurrentUser, 24);
        user.U32(20).U32(ClearToken).U32(edit).U16(0).U16(0x03F4).U16(0x0003).U16(0).U32(8);
        return user.Written.ToArray();
    }

    private void WriteDirectory()
    {
        var head = Stream.Length;
        OfficeArtRecord.Write(Stream, 0, 0, RecordType.PersistDirectory, 0);
        var ids = _places.Keys.ToArray();
        for (var first = 0; first < ids.Length;)
        {
            var count = 1;
            while (first + count < ids.Length && count < MaxRun && ids[first + count] == ids[first] + count)
            {
                count++;
            }

            Stream.U32(ids[first] | ((long)count << 20));
            for (var i = 0; i < count; i++)
            {
                Stream.U32(_places[ids[first + i]]);
            }

            first += count;
        }

        Stream.Written[head..].U32(4, Stream.Length - head - OfficeArtRecord.HeadBytes);
    }
}
