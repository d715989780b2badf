using Mugai.Sanitizers.Detection;
using static Mugai.Testing.Media.MediaSamples;

namespace Mugai.Sanitizers.Tests.Media;

public sealed class MediaDetectionTests
{
    public static TheoryData<string, byte[]> Heads => new()
    {
        { "mp3", Mp3() },
        { "mp3", Join(Id3(Ascii("TIT2")), Mp3()) },
        { "aac", Adts() },
        { "aac", Join(Id3(), Adts()) },
        { "flac", Join(Id3(), Ascii("fLaC\0"), Silence(37)) },
        { "wav", Wave() },
        { "wav", Join(Ascii("BW64\xFF\xFF\xFF\xFFWAVE"), Silence(9)) },
        { "mov", Join(BigEndian(8), Ascii("wide"), BigEndian(500), Ascii("mdat"), Silence(9)) },
        { "mov", Box("moov", Box("mvhd", Silence(100))) },
        { "aiff", Join(Ascii("FORM\0\0\0\x20"), Ascii("AIFFCOMM"), Silence(9)) },
        { "midi", Join(Ascii("MThd\0\0\0\x06"), Silence(9)) },
        { "amr", Ascii("#!AMR\n\x3c") },
        { "flv", Ascii("FLV\x01\x05\0\0\0\x09") },
        { "asf", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9] },
        { "mkv", [0x1A, 0x45, 0xDF, 0xA3, 0x93] },
        { "avi", Join(Ascii("RIFF\0\0\0\x20"), Ascii("AVI LIST"), Silence(9)) },
        { "txt", Ascii("the mdat of a movie") },
        { "txt", Ascii("FORM AIFF is sound") },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public void Names_EachFormat(string format, byte[] head)
    {
        using var content = new MemoryStream(head);

        Assert.Equal(format, FormatDetector.Detect(content, default).Format.Name);
    }

    [Fact]
    public void Needs_MoreThanOneHeaderToCallItSound()
    {
        using var content = new MemoryStream([.. Mp3Frame(), .. Enumerable.Repeat((byte)0x90, 5000)]);

        Assert.Equal("unknown", FormatDetector.Detect(content, default).Format.Name);
    }

    [Fact]
    public void Takes_TheNamesOfOneContainerForAnother()
    {
        var run = Runs.File("会議.mp4", new Mugai.Testing.Media.MovieBuilder { Brand = "qt  " }.Build());

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal("会議.mov", run.Report.Output!.Name.DangerousRaw);
        Assert.Empty(run.Codes);
    }
}
