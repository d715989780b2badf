using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>
/// Reads one trak box. Sound and film whose samples are in this file and whose codec is on the list become a track; a track of another kind
/// (text, links, hints, time codes) or with its samples elsewhere becomes null and a finding; everything else is a fault.
/// </summary>
internal sealed class TrackParser(Budget budget, MediaTally tally)
{
    private const int MaxEntries = 32;

    private readonly Dictionary<string, byte[]> _boxes = new(StringComparer.Ordinal);

    /// <summary>Why the whole file is refused; null when it is not.</summary>
    public (Reason Reason, string Code, string Detail)? Fault { get; private set; }

    /// <summary>Bytes of the samples of a track that was dropped, as it says itself: what becomes of them is no second finding.</summary>
    public long DroppedBytes { get; private set; }

    public IsoTrack? Parse(ReadOnlySpan<byte> trak)
    {
        if (!Collect(trak, ["tkhd", "edts", "mdia"]) || !CollectInto("edts", ["elst"]) || !CollectInto("mdia", ["mdhd", "hdlr", "minf"])
            || !CollectInto("minf", ["vmhd", "smhd", "dinf", "stbl"]) || !CollectInto("dinf", ["dref"])
            || !CollectInto("stbl", ["stsd", "stts", "ctts", "stsc", "stsz", "stz2", "stco", "co64", "stss"]))
        {
            return null;
        }

        var handler = HeaderBoxes.Handler(Box("hdlr"), out var isQuickTime);
        if (handler is not ("vide" or "soun"))
        {
            tally.Add(handler is "meta" or "tmcd" ? MediaCodes.TimedData : MediaCodes.Track, FindingAction.Removed, handler);
            DroppedBytes = SampleBytes();
            return null;
        }

        var trackHeader = HeaderBoxes.Track(Box("tkhd"), out var id);
        var mediaHeader = HeaderBoxes.Media(Box("mdhd"));
        var edits = _boxes.ContainsKey("elst") ? HeaderBoxes.Edits(Box("elst")) : [];
        if (trackHeader is null || mediaHeader is null || edits is null)
        {
            return Fail("track header");
        }

        var entries = Entries(handler, out var rawFrame);
        if (entries is null)
        {
            return null;
        }

        return Tables(new IsoTrack
        {
            Id = id,
            Handler = handler,
            TrackHeader = trackHeader,
            MediaHeader = mediaHeader,
            Edits = edits,
            IsQuickTimeHandler = isQuickTime,
            Entries = entries,
            RawFrame = rawFrame,
            Times = default,
            ChunkRuns = default,
            UniformSize = 0,
            Sizes = default,
            Samples = 0,
            ChunkOffsets = default,
            HasLongOffsets = false,
        });
    }

    private ReadOnlySpan<byte> Box(string type) => _boxes.TryGetValue(type, out var box) ? box : default;

    private bool CollectInto(string parent, ReadOnlySpan<string> types) => !_boxes.TryGetValue(parent, out var body) || Collect(body, types);

    // Remembers the boxes that are asked for, once each; drops the others.
    private bool Collect(ReadOnlySpan<byte> body, ReadOnlySpan<string> types)
    {
        var reader = new BoxReader(body);
        while (reader.TryNext(out var type, out var box))
        {
            budget.ChargeObjects(1);
            if (!types.Contains(type))
            {
                tally.Add(type is "udta" or "meta" or "uuid" ? MediaCodes.Metadata : MediaCodes.Unlisted, FindingAction.Removed, type);
                continue;
            }

            // Each level is copied once: six levels of at most the size of moov.
            budget.ChargeBytes(box.Length);
            if (!_boxes.TryAdd(type, box.ToArray()))
            {
                Fault = (Reason.Ambiguous, MediaCodes.Ambiguous, type);
                return false;
            }
        }

        if (reader.IsBroken)
        {
            Fault = (Reason.Corrupt, MediaCodes.Malformed, "trak");
        }

        return !reader.IsBroken;
    }

    private List<byte[]>? Entries(string handler, out (uint, uint) rawFrame)
    {
        rawFrame = default;
        var stsd = Box("stsd");
        if (stsd.Length < 8)
        {
            Fail("stsd");
            return null;
        }

        var entries = new List<byte[]>();
        var reader = new BoxReader(stsd[8..]);
        while (reader.TryNext(out var type, out var body))
        {
            if (entries.Count >= MaxEntries)
            {
                Fail("stsd");
                return null;
            }

            if (!IsInThisFile(SampleEntries.DataReference(body)))
            {
                tally.Add(MediaCodes.ExternalReference, FindingAction.Removed, handler);
                return null;
            }

            using var writer = new BoxWriter(budget);
            switch (SampleEntries.Write(type, body, handler, writer, tally))
            {
                case EntryVerdict.Encrypted:
                    Fault = (Reason.Encrypted, MediaCodes.Encrypted, type);
                    return null;
                case EntryVerdict.Unlisted:
                    // A film without its picture would be no use to anybody: the whole file is refused.
                    Fault = (Reason.Unsupported, MediaCodes.Codec, type);
                    return null;
                case EntryVerdict.Broken:
                    Fail(type);
                    return null;
                default:
                    entries.Add(writer.Written.ToArray());
                    rawFrame = SampleEntries.RawFrame(type, body);
                    break;
            }
        }

        if (reader.IsBroken || entries.Count == 0 || BinaryPrimitives.ReadUInt32BigEndian(stsd[4..]) != entries.Count)
        {
            Fail("stsd");
            return null;
        }

        return entries;
    }

    // Flag 1 of a data reference says "the same file as this box" (14496-12 8.7.2); all others name a file or an address.
    private bool IsInThisFile(int index)
    {
        var dref = Box("dref");
        if (dref.IsEmpty)
        {
            return index == 1;
        }

        var reader = dref.Length >= 8 ? new BoxReader(dref[8..]) : default;
        for (var at = 1; reader.TryNext(out _, out var body); at++)
        {
            if (at == index)
            {
                return body.Length >= 4 && (body[3] & 1) != 0;
            }
        }

        return false;
    }

    private IsoTrack? Tables(IsoTrack track)
    {
        var times = Table("stts", 8);
        var runs = Table("stsc", 12);
        var offsets = Table("stco", 4);
        var longOffsets = Table("co64", 8);
        if (times is null || runs is null || (offsets is null) == (longOffsets is null) || !ReadSizes(track))
        {
            return Fail("sample table");
        }

        track.Times = times.Value;
        track.ChunkRuns = runs.Value;
        track.HasLongOffsets = longOffsets is not null;
        track.ChunkOffsets = longOffsets ?? offsets!.Value;
        if (_boxes.ContainsKey("ctts"))
        {
            var table = Table("ctts", 8);
            if (table is null || Box("ctts")[0] > 1)
            {
                return Fail("ctts");
            }

            track.Offsets = table.Value;
            track.OffsetsVersion = Box("ctts")[0];
        }

        if (_boxes.ContainsKey("stss"))
        {
            if (Table("stss", 4) is not { } sync)
            {
                return Fail("stss");
            }

            track.SyncSamples = sync;
        }

        return track;
    }

    // Version and flags, a count, so many entries. What stands behind them is left.
    private ReadOnlyMemory<byte>? Table(string type, int entryBytes)
    {
        if (!_boxes.TryGetValue(type, out var box) || box.Length < 8)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(4));
        budget.ChargeObjects(Math.Min(count, box.Length / entryBytes));
        return 8 + (count * (long)entryBytes) <= box.Length ? box.AsMemory(8, (int)count * entryBytes) : null;
    }

    private bool ReadSizes(IsoTrack track)
    {
        var isCompact = _boxes.TryGetValue("stz2", out var box);
        if (isCompact == _boxes.ContainsKey("stsz") || (isCompact ? box! : box = _boxes["stsz"]).Length < 12)
        {
            return false;
        }

        track.Samples = BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(8));
        var entries = box.AsMemory(12);
        if (!isCompact)
        {
            track.UniformSize = BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(4));
            if (track.UniformSize != 0)
            {
                return true;
            }

            track.Sizes = track.Samples <= entries.Length / 4 ? entries[..(int)(track.Samples * 4)] : default;
            budget.ChargeObjects(track.Sizes.Length / 4);
            return track.Samples <= entries.Length / 4;
        }

        return Widen(track, box![7], entries.Span);
    }

    // Sizes of 4, 8 or 16 bits become 32: one form to write and to verify.
    private bool Widen(IsoTrack track, int bits, ReadOnlySpan<byte> entries)
    {
        if (bits is not (4 or 8 or 16) || track.Samples > entries.Length * 8L / bits)
        {
            return false;
        }

        budget.ChargeObjects(track.Samples);
        budget.ChargeBytes(track.Samples * 4L);
        var wide = new byte[track.Samples * 4];
        for (var i = 0; i < track.Samples; i++)
        {
            var size = bits switch
            {
                4 => (i & 1) == 0 ? entries[i / 2] >> 4 : entries[i / 2] & 15,
                8 => entries[i],
                _ => BinaryPrimitives.ReadUInt16BigEndian(entries[(2 * i)..]),
            };
            BinaryPrimitives.WriteInt32BigEndian(wide.AsSpan(4 * i), size);
        }

        track.Sizes = wide;
        return true;
    }

    private long SampleBytes()
    {
        var sizes = Box("stsz");
        if (sizes.Length < 12)
        {
            return 0;
        }

        var uniform = BinaryPrimitives.ReadUInt32BigEndian(sizes[4..]);
        var sum = uniform * (long)BinaryPrimitives.ReadUInt32BigEndian(sizes[8..]);
        for (sizes = sizes[12..]; uniform == 0 && sizes.Length >= 4; sizes = sizes[4..])
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(sizes);
        }

        return sum;
    }

    private IsoTrack? Fail(string detail)
    {
        Fault ??= (Reason.Corrupt, MediaCodes.Malformed, detail);
        return null;
    }
}
