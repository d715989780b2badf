using System.Buffers.Binary;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>Writes the moov box of a movie. The chunk offsets are left open until it is known where the media data begins.</summary>
internal sealed class MovieWriter(IsoMovie movie, BoxWriter writer, bool hasLongOffsets)
{
    public void Write()
    {
        writer.Begin("moov");
        writer.Box("mvhd", movie.Header);
        var next = 1u;
        foreach (var track in movie.Tracks)
        {
            next = Math.Max(next, track.Id == uint.MaxValue ? track.Id : track.Id + 1);
        }

        BinaryPrimitives.WriteUInt32BigEndian(writer.At(writer.Length - 4, 4), next);
        foreach (var track in movie.Tracks)
        {
            WriteTrack(track);
        }

        writer.End();
    }

    /// <summary>Fills in where each chunk is now.</summary>
    public void Place(IReadOnlyList<MediaChunk> chunks, long start)
    {
        foreach (var chunk in chunks)
        {
            var track = movie.Tracks[chunk.Track];
            if (hasLongOffsets)
            {
                BinaryPrimitives.WriteInt64BigEndian(writer.At(track.OffsetsAt + (chunk.Index * 8), 8), start);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(writer.At(track.OffsetsAt + (chunk.Index * 4), 4), (uint)start);
            }

            start += chunk.Length;
        }
    }

    private void WriteTrack(IsoTrack track)
    {
        writer.Begin("trak");
        writer.Box("tkhd", track.TrackHeader);
        if (track.Edits.Length > 0)
        {
            writer.Begin("edts");
            writer.Box("elst", track.Edits);
            writer.End();
        }

        writer.Begin("mdia");
        writer.Box("mdhd", track.MediaHeader);
        WriteHandler(track);
        writer.Begin("minf");
        if (track.Handler == "vide")
        {
            // Graphics mode "copy", no color.
            writer.Begin("vmhd", 1);
            writer.Zeros(8);
            writer.End();
        }
        else
        {
            writer.Begin("smhd", 0);
            writer.UInt32(0);
            writer.End();
        }

        writer.Begin("dinf");
        writer.Begin("dref", 0);
        writer.UInt32(1);
        writer.Box("url ", [0, 0, 0, 1]);
        writer.End();
        writer.End();
        WriteSampleTable(track);
        writer.End();
        writer.End();
        writer.End();
    }

    // The name, which programs show and viruses have signed, is empty.
    private void WriteHandler(IsoTrack track)
    {
        writer.Begin("hdlr", 0);
        writer.Bytes(track.IsQuickTimeHandler ? "mhlr"u8 : [0, 0, 0, 0]);
        writer.Bytes(System.Text.Encoding.Latin1.GetBytes(track.Handler));
        writer.Zeros(13);
        writer.End();
    }

    private void WriteSampleTable(IsoTrack track)
    {
        writer.Begin("stbl");
        writer.Begin("stsd", 0);
        writer.UInt32((uint)track.Entries.Count);
        foreach (var entry in track.Entries)
        {
            writer.Bytes(entry);
        }

        writer.End();
        WriteCounted("stts", 0, track.Times.Span, track.Samples);
        if (!track.Offsets.IsEmpty)
        {
            WriteCounted("ctts", track.OffsetsVersion, track.Offsets.Span, track.Samples);
        }

        WriteSync(track);
        writer.Begin("stsc", 0);
        writer.UInt32((uint)track.ChunkRuns.Length / 12);
        writer.Bytes(track.ChunkRuns.Span);
        writer.End();
        writer.Begin("stsz", 0);
        writer.UInt32(track.UniformSize);
        writer.UInt32(track.Samples);
        writer.Bytes(track.Sizes.Span);
        writer.End();
        writer.Begin(hasLongOffsets ? "co64" : "stco", 0);
        writer.UInt32((uint)track.Chunks);
        track.OffsetsAt = writer.Length;
        writer.Zeros(track.Chunks * (hasLongOffsets ? 8 : 4));
        writer.End();
        writer.End();
    }

    // (samples, value) pairs, cut where they speak of samples that there are not; entries for no sample are dropped.
    private void WriteCounted(string type, byte version, ReadOnlySpan<byte> pairs, uint samples)
    {
        writer.Begin(type, (uint)version << 24);
        var countAt = writer.Length;
        writer.UInt32(0);
        var written = 0u;
        for (; pairs.Length >= 8 && samples > 0; pairs = pairs[8..])
        {
            var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(pairs), samples);
            if (count == 0)
            {
                continue;
            }

            writer.UInt32(count);
            writer.Bytes(pairs.Slice(4, 4));
            samples -= count;
            written++;
        }

        BinaryPrimitives.WriteUInt32BigEndian(writer.At(countAt, 4), written);
        writer.End();
    }

    // Sample numbers in rising order; others are dropped.
    private void WriteSync(IsoTrack track)
    {
        if (track.SyncSamples is not { } samples)
        {
            return;
        }

        writer.Begin("stss", 0);
        var countAt = writer.Length;
        writer.UInt32(0);
        var last = 0u;
        var written = 0u;
        for (var rest = samples.Span; rest.Length >= 4; rest = rest[4..])
        {
            var number = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (number <= last || number > track.Samples)
            {
                continue;
            }

            writer.UInt32(number);
            last = number;
            written++;
        }

        BinaryPrimitives.WriteUInt32BigEndian(writer.At(countAt, 4), written);
        writer.End();
    }
}
