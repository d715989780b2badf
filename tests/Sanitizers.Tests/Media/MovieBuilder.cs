using static Mugai.Testing.Media.MediaSamples;

namespace Mugai.Testing.Media;

/// <summary>A track of <see cref="MovieBuilder"/>. What is not said is that of an AAC track with its samples in the file.</summary>
internal sealed record MovieTrack
{
    public string Handler { get; init; } = "soun";

    /// <summary>The sample entry; its first sixteen bytes are size, name, reserved bytes and the data reference.</summary>
    public byte[] Entry { get; init; } = MovieBuilder.AacEntry();

    /// <summary>One sample for each chunk.</summary>
    public byte[][] Samples { get; init; } = [MediaSamples.Ascii("sound-one"), MediaSamples.Ascii("sound-two!")];

    public byte[] DataReference { get; init; } = Box("url ", [0, 0, 0, 1]);

    /// <summary>Added to where each chunk really is.</summary>
    public int[] Shift { get; init; } = [];

    /// <summary>Boxes put into the sample table, the track and its user data.</summary>
    public byte[] InSampleTable { get; init; } = [];

    public byte[] InTrack { get; init; } = [];

    public bool HasCompactSizes { get; init; }

    /// <summary>Instead of the table of sizes that fits.</summary>
    public byte[]? SampleSizes { get; init; }
}

/// <summary>Writes small movies: ftyp, mdat with one chunk per sample and a gap before each, moov.</summary>
internal sealed class MovieBuilder
{
    public string Brand { get; init; } = "isom";

    public List<MovieTrack> Tracks { get; init; } = [new MovieTrack()];

    /// <summary>Bytes that stand in mdat before each chunk and belong to no track.</summary>
    public byte[] Gap { get; init; } = [];

    public byte[] InMovie { get; init; } = [];

    public byte[] BeforeMovie { get; init; } = [];

    public byte[] Behind { get; init; } = [];

    public bool MovieFirst { get; init; }

    public static byte[] AacEntry(ushort dataReference = 1, byte esFlags = 0) => Box("mp4a", Silence(6), [(byte)(dataReference >> 8), (byte)dataReference], Silence(8), [0, 2, 0, 16, 0, 0, 0, 0, 0xAC, 0x44, 0, 0],
        Box("esds", Silence(4), [3, 25, 0, 1, esFlags, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0xFA, 0, 0, 0, 0xFA, 0, 5, 2, 0x12, 0x10, 6, 1, 2]));

    public static byte[] AvcEntry(string name = "avc1", params byte[][] more) => Box(name, Silence(6), [0, 1], Silence(16), [1, 64, 0, 240], BigEndian(0x480000, 0x480000, 0), [0, 1], [12], Ascii("Lavc libx264"), Silence(19), [0, 24, 0xFF, 0xFF],
        Box("avcC", [1, 66, 0, 30, 0xFF, 0xE1, 0, 4, 0x67, 66, 0, 30, 1, 0, 3, 0x68, 1, 2]), Join(more));

    public byte[] Build()
    {
        var type = FileType(Brand);
        if (!MovieFirst)
        {
            var (media, offsets) = Media(type.Length);
            return Join(type, media, BeforeMovie, Movie(offsets), Behind);
        }

        var length = Movie(Media(0).Offsets).Length;
        var (behind, places) = Media(type.Length + length);
        return Join(type, Movie(places), behind, Behind);
    }

    private (byte[] Box, List<uint[]> Offsets) Media(int start)
    {
        var body = new List<byte>();
        var offsets = Tracks.Select(track => new uint[track.Samples.Length]).ToList();
        for (var chunk = 0; chunk < Tracks.Max(track => track.Samples.Length); chunk++)
        {
            for (var i = 0; i < Tracks.Count; i++)
            {
                if (chunk < Tracks[i].Samples.Length)
                {
                    body.AddRange(Gap);
                    var shift = chunk < Tracks[i].Shift.Length ? Tracks[i].Shift[chunk] : 0;
                    offsets[i][chunk] = (uint)(start + 8 + body.Count + shift);
                    body.AddRange(Tracks[i].Samples[chunk]);
                }
            }
        }

        return (Box("mdat", [.. body]), offsets);
    }

    private byte[] Movie(List<uint[]> offsets) => Box("moov",
        [
            Box("mvhd", BigEndian(0, 7, 7, 1000, 2000, 0x10000), [1, 0], Silence(10), Matrix(), Silence(24), BigEndian((uint)Tracks.Count + 1)),
            .. Tracks.Select((track, i) => Track(track, (uint)i + 1, offsets[i])),
            InMovie,
        ]);

    private static byte[] Track(MovieTrack track, uint id, uint[] offsets) => Box("trak",
        Box("tkhd", BigEndian(3, 7, 7, id, 0, 2000), Silence(8), [0, 0, 0, 1, 1, 0, 0, 0], Matrix(), BigEndian(320 << 16, 240 << 16)),
        Box("edts", Box("elst", BigEndian(0, 1, 2000, 0, 0x10000))),
        track.InTrack,
        Box("mdia",
            Box("mdhd", BigEndian(0, 7, 7, 44100, 88200), [0x55, 0xC4, 0, 0]),
            Box("hdlr", BigEndian(0, 0), Ascii(track.Handler), Silence(12), Ascii("MyHandlerName\0")),
            Box("minf",
                Box(track.Handler == "vide" ? "vmhd" : track.Handler == "soun" ? "smhd" : "gmhd", track.Handler == "vide" ? [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] : Silence(8)),
                Box("dinf", Box("dref", BigEndian(0, 1), track.DataReference)),
                Table(track, offsets))));

    private static byte[] Table(MovieTrack track, uint[] offsets) => Box("stbl",
        Box("stsd", BigEndian(0, 1), track.Entry),
        Box("stts", BigEndian(0, 1, (uint)offsets.Length, 1024)),
        offsets.Length == 0 ? Box("stsc", BigEndian(0, 0)) : Box("stsc", BigEndian(0, 1, 1, 1, 1)),
        track.SampleSizes ?? (track.HasCompactSizes
            ? Box("stz2", BigEndian(0, 8, (uint)offsets.Length), [.. track.Samples.Select(sample => (byte)sample.Length)])
            : Box("stsz", BigEndian([0, 0, (uint)offsets.Length, .. track.Samples.Select(sample => (uint)sample.Length)]))),
        Box("stco", BigEndian([0, (uint)offsets.Length, .. offsets])),
        track.InSampleTable);

    private static byte[] Matrix() => BigEndian(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
}
