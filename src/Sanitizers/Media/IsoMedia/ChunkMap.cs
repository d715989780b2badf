using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>A stretch of the input that holds samples of one track.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MediaChunk(long Offset, long Length, int Track, int Index) : IComparable<MediaChunk>
{
    // By place; an empty chunk before the one that begins where it stands, so that writing moves it nowhere.
    public int CompareTo(MediaChunk other)
    {
        var by = Offset.CompareTo(other.Offset);
        by = by != 0 ? by : Length.CompareTo(other.Length);
        by = by != 0 ? by : Track.CompareTo(other.Track);
        return by != 0 ? by : Index.CompareTo(other.Index);
    }
}

/// <summary>
/// All chunks of all kept tracks in the order of the file. Each must lie in an mdat box and none may overlap another: the same bytes read twice are how a
/// small file becomes a large one, and how one track hides in another.
/// </summary>
internal sealed class ChunkMap(IsoMovie movie, IReadOnlyList<(long Start, long End)> mediaData, Budget budget) : IDisposable
{
    private const int ChunkBytes = 24;

    private readonly List<MediaChunk> _chunks = [];
    private long _charged;

    public IReadOnlyList<MediaChunk> Chunks => _chunks;

    /// <summary>Bytes of all chunks.</summary>
    public long Bytes { get; private set; }

    /// <summary>Null when the map is sound; otherwise what is wrong.</summary>
    public string? Build()
    {
        for (var track = 0; track < movie.Tracks.Count; track++)
        {
            var chunks = movie.Tracks[track].Chunks;
            _charged += chunks * (long)ChunkBytes;
            budget.ChargeScratch(chunks * (long)ChunkBytes);
            budget.ChargeObjects(chunks);
            if (AddTrack(movie.Tracks[track], track) is { } fault)
            {
                return fault;
            }
        }

        _chunks.Sort();
        return Check();
    }

    public void Dispose() => budget.ChargeScratch(-_charged);

    private string? AddTrack(IsoTrack track, int number)
    {
        var runs = track.ChunkRuns.Span;
        var run = 0;
        uint perChunk = 0;
        long sample = 0;
        if (runs.IsEmpty != (track.Chunks == 0) || (!runs.IsEmpty && First(runs, 0) != 1))
        {
            return "stsc";
        }

        for (var chunk = 0; chunk < track.Chunks; chunk++)
        {
            if (run * 12 < runs.Length && First(runs, run) == chunk + 1)
            {
                perChunk = BinaryPrimitives.ReadUInt32BigEndian(runs[((run * 12) + 4)..]);
                var entry = BinaryPrimitives.ReadUInt32BigEndian(runs[((run * 12) + 8)..]);
                if (perChunk == 0 || entry == 0 || entry > track.Entries.Count || (run > 0 && First(runs, run) <= First(runs, run - 1)))
                {
                    return "stsc";
                }

                run++;
            }

            var count = Math.Min(perChunk, track.Samples - sample);
            if (Length(track, sample, count) is not { } length)
            {
                return "stsz";
            }

            sample += count;
            _chunks.Add(new MediaChunk(Offset(track, chunk), length, number, chunk));
        }

        // Samples that no chunk holds, or runs that no chunk belongs to, would be read differently by every player.
        return sample != track.Samples || run * 12 != runs.Length ? "sample count" : null;
    }

    private static uint First(ReadOnlySpan<byte> runs, int run) => BinaryPrimitives.ReadUInt32BigEndian(runs[(run * 12)..]);

    private static long Offset(IsoTrack track, int chunk) => track.HasLongOffsets
        ? BinaryPrimitives.ReadInt64BigEndian(track.ChunkOffsets.Span[(chunk * 8)..])
        : BinaryPrimitives.ReadUInt32BigEndian(track.ChunkOffsets.Span[(chunk * 4)..]);

    private static long? Length(IsoTrack track, long first, long count)
    {
        if (track.UniformSize == 1 && track.RawFrame.Bytes > 0)
        {
            return count * track.RawFrame.Bytes / track.RawFrame.Samples;
        }

        if (track.UniformSize != 0)
        {
            return count * track.UniformSize;
        }

        long length = 0;
        var sizes = track.Sizes.Span.Slice((int)first * 4, (int)count * 4);
        for (; !sizes.IsEmpty; sizes = sizes[4..])
        {
            length += BinaryPrimitives.ReadUInt32BigEndian(sizes);
        }

        return length;
    }

    private string? Check()
    {
        var box = 0;
        var end = 0L;
        foreach (var chunk in CollectionsMarshal.AsSpan(_chunks))
        {
            if (chunk.Length == 0)
            {
                continue;
            }

            if (chunk.Offset < end)
            {
                return "overlapping chunks";
            }

            while (box < mediaData.Count && chunk.Offset >= mediaData[box].End)
            {
                box++;
            }

            if (box == mediaData.Count || chunk.Offset < mediaData[box].Start || chunk.Length > mediaData[box].End - chunk.Offset)
            {
                return "a chunk outside mdat";
            }

            end = chunk.Offset + chunk.Length;
            Bytes += chunk.Length;
        }

        return null;
    }
}
