using Mugai.Fuzz.Html;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;
using Mugai.Testing.Media;
using static Mugai.Testing.Media.MediaSamples;

namespace Mugai.Fuzz.Media;

/// <summary>Any bytes as each format: refused, or an output that the verifier accepts, that is known as the same format and comes back unchanged and without a finding.</summary>
internal static class MediaTargets
{
    // How much an output may be larger than its input: headers written in long form, sizes of four bits written with 32.
    private const int MaxGrowth = 8;
    private const int Headers = 8192;

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("wav", Waves, Words("RIFF", "RF64", "WAVE", "fmt ", "data", "fact", "ds64", "LIST"), input => Run(Formats.Wav, input)),
        new("mp3", Sounds, [.. Words("ID3", "TAG", "TAG+", "APETAGEX", "LYRICSBEGIN", "Xing", "Info", "VBRI", "LAME"), Mp3Frame(), XingFrame(2), [0xFF, 0xFB, 0x50, 0xC0], [0xFF, 0xF3, 0x80, 0]], input => Run(Formats.Mp3, input)),
        new("aac", [Adts(), Join(Id3(Ascii("x")), Adts(9, 3))], [Adts(1), [0xFF, 0xF1, 0x50, 0x80]], input => Run(Formats.Aac, input)),
        new("mp4", Movies, Names, input => Run(Formats.Mp4, input)),
        new("flac", [StreamSamples.Flac(), StreamSamples.Flac(6, StreamSamples.FlacBlock(4, Ascii("comment")), StreamSamples.FlacBlock(0x83, Silence(18)))], [.. Words("fLaC", "ID3", "TAG"), .. Enumerable.Range(0, 6).Select(StreamSamples.FlacFrame)], input => Run(Formats.Flac, input)),
        new("ogg", [StreamSamples.Vorbis(), StreamSamples.Opus([0, 0, 0, 0, 0, 0, 0, 0])], [.. Words("OggS", "OpusHead", "OpusTags", "Speex   ", "fishead"), StreamSamples.Page(0, 5, 3, 77, Ascii("x")), StreamSamples.Page(4, 5, 3, 5, Ascii("x")), StreamSamples.Page(2, 0, 0, 5, StreamSamples.VorbisHead)], input => Run(Formats.Ogg, input)),
        new("mov", Movies, Names, input => Run(Formats.Mov, input)),
    ];

    private static byte[][] Waves =>
    [
        Wave(),
        Riff(Chunk("fmt ", [0x11, 0, .. WaveFormat[2..], 2, 0, 4, 0]), Chunk("fact", [1, 0, 0, 0]), Chunk("data", Silence(33)), Chunk("LIST", Ascii("INFO"))),
        Riff(Chunk("fmt ", [2, 0, .. WaveFormat[2..], 32, 0, 4, 0, 7, 0, .. Silence(28)]), Chunk("data", Silence(33))),
        [.. Ascii("RF64"), 255, 255, 255, 255, .. Ascii("WAVE"), .. Chunk("ds64", Silence(8), LittleEndian(20), Silence(16)), .. Chunk("fmt ", WaveFormat), .. Ascii("data"), 255, 255, 255, 255, .. Silence(20)],
    ];

    private static byte[][] Sounds => [Mp3(), Join(Id3(Ascii("TIT2")), XingFrame(4), Mp3(4), Ascii("TAG"), Silence(125)), Join(Mp3(3), Ascii("between"), Mp3(3))];

    private static byte[][] Movies =>
    [
        new MovieBuilder().Build(),
        new MovieBuilder { Brand = "qt  ", MovieFirst = true, Tracks = [new MovieTrack(), Film()] }.Build(),
        new MovieBuilder { Gap = [1, 2], Tracks = [Film(), new MovieTrack { HasCompactSizes = true }, new MovieTrack { Handler = "text", Entry = Box("text", Silence(8)) }] }.Build(),
        new MovieBuilder { BeforeMovie = Box("free", Silence(9)), InMovie = Box("udta", Box("meta", Silence(9))), Tracks = [new MovieTrack { Entry = Wrapped() }] }.Build(),
        new MovieBuilder { Tracks = [new MovieTrack { Entry = Raw(), SampleSizes = Box("stsz", BigEndian(0, 1, 2)), Samples = [Silence(4), Silence(4)] }] }.Build(),
    ];

    private static byte[][] Names =>
    [
        .. Words("ftyp", "moov", "mvhd", "trak", "tkhd", "edts", "elst", "mdia", "mdhd", "hdlr", "minf", "vmhd", "smhd", "dinf", "dref", "url ", "alis", "stbl", "stsd", "stts", "ctts", "stsc", "stsz", "stz2", "stco",
            "co64", "stss", "mdat", "free", "udta", "meta", "uuid", "mp4a", "avc1", "hvc1", "hvcC", "avcC", "esds", "wave", "frma", "sowt", "alac", "dOps", "dfLa", "vide", "soun", "text", "encv", "sinf", "moof"),
        BigEndian(0), BigEndian(1), BigEndian(8), BigEndian(16), BigEndian(0xFFFFFFFF), BigEndian(0x7FFFFFFF), BigEndian(0, 0), [0, 0, 0, 0, 0, 0, 0, 1],
    ];

    private static MovieTrack Film() => new() { Handler = "vide", Entry = MovieBuilder.AvcEntry("avc1", Box("pasp", BigEndian(1, 1)), Box("colr", Ascii("nclx"), Silence(7))), Samples = [Ascii("one"), Ascii("two")], InSampleTable = Box("stss", BigEndian(0, 1, 1)) };

    private static byte[] Wrapped() => Box("mp4a", Silence(6), [0, 1, 0, 1], Silence(6), [0, 2, 0, 16, 0, 0, 0, 0, 0xAC, 0x44, 0, 0], BigEndian(1024, 0, 0, 2),
        Box("wave", Box("frma", Ascii("mp4a")), Box("mp4a", Silence(4)), MovieBuilder.AacEntry()[36..], Box("\0\0\0\0")));

    private static byte[] Raw() => Box("sowt", Silence(6), [0, 1], Silence(8), [0, 2, 0, 16, 0, 0, 0, 0, 0xAC, 0x44, 0, 0]);

    private static void Run(FileFormat format, byte[] input)
    {
        var (once, first) = Clean(input, format);
        if (once is null)
        {
            return;
        }

        Demand(first.ScratchInUse == 0, "scratch is still in use");
        Demand(once.Length <= Headers + (MaxGrowth * (long)input.Length), $"{once.Length} bytes of {input.Length}");
        using var output = new MemoryStream(once);
        var fault = SanitizerCatalog.Default.VerifierFor(format)!.Verify(format, output, BareContext.Instance);
        Demand(fault is null, fault ?? "");
        var detected = FormatDetector.Detect(output, default);
        Demand(detected.Format == format, $"{format.Name} was written as {detected.Format.Name}");
        var (twice, second) = Clean(once, format);
        Demand(twice is not null && once.AsSpan().SequenceEqual(twice), "other bytes the second time");
        Demand(second.Codes.Count == 0, $"the second time: {string.Join(' ', second.Codes)}");
    }

    private static (byte[]? Output, MediaContext Context) Clean(byte[] input, FileFormat format)
    {
        var context = new MediaContext(input.Length);
        using var output = new MemoryStream();
        using var content = new MemoryStream(input);
        var verdict = SanitizerCatalog.Default.SanitizerFor(format)!.Sanitize(new PartInput("/", default, content, format), output, context);
        return (verdict.Outcome == Outcome.Rebuilt ? output.ToArray() : null, context);
    }

    private static byte[][] Words(params string[] words) => [.. words.Select(Ascii)];

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(what);
        }
    }
}
