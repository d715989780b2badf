using Mugai.Sanitizers.Detection;
using static Mugai.Testing.Media.MediaSamples;

namespace Mugai.Sanitizers.Tests.Media;

public sealed class WaveTests
{
    [Fact]
    public void Keeps_PlainSound_AsItIs()
    {
        var cleaned = Cleaned.Of(Wave()).AndProven();

        Assert.Equal(Wave(), cleaned.Output);
        Assert.Empty(cleaned.Codes);
    }

    [Fact]
    public void Removes_EveryChunkThatIsNoSound()
    {
        var input = Riff(Chunk("JUNK", Silence(28)), Chunk("bext", Ascii("secret-1")), Chunk("fmt ", WaveFormat), Chunk("LIST", Ascii("INFOsecret-2")), Chunk("data", Ascii("soundsound")),
            Chunk("id3 ", Ascii("secret-3")), Chunk("cue ", Ascii("secret-4")), Chunk("iXML", Ascii("secret-5")));

        var cleaned = Cleaned.Of(input).AndProven();

        Assert.False(cleaned.Holds("secret"));
        Assert.Equal(Riff(Chunk("fmt ", WaveFormat), Chunk("data", Ascii("soundsound"))), cleaned.Output);
        Assert.Equal(["media.padding", "media.metadata"], cleaned.Codes);
    }

    [Fact]
    public void Removes_BytesBehindTheLastChunk()
    {
        var cleaned = Cleaned.Of(Join(Wave(), Ascii("MZ program"))).AndProven();

        Assert.Equal(Wave(), cleaned.Output);
        Assert.Equal(["media.foreignBytes"], cleaned.Codes);
    }

    [Fact]
    public void Sees_TwoFormats_WhenAnArchiveStandsBehind() => Assert.Equal(Formats.Zip, Cleaned.Of(Join(Wave(), ZipOfOneFile())).Rival);

    [Fact]
    public void Writes_WhatIsThere_WhenTheDataIsCutOff()
    {
        var cleaned = Cleaned.Of(Wave()[..101]).AndProven();

        // 44 bytes of headers; of the 57 left the last is half a sample.
        Assert.Equal(44 + 56, cleaned.Output.Length);
        Assert.Contains("media.truncated", cleaned.Codes);
    }

    [Fact]
    public void Pads_DataOfOddLength()
    {
        byte[] format = [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0];

        var cleaned = Cleaned.Of(Riff(Chunk("fmt ", format), Chunk("data", Silence(7)))).AndProven();

        Assert.Equal(44 + 8, cleaned.Output.Length);
        Assert.Equal(7, cleaned.Output[40]);
    }

    [Fact]
    public void Rewrites_WhatTheFormatSaysOfTheRate()
    {
        var format = (byte[])WaveFormat.Clone();
        format[8] = 99;

        Assert.Equal(Wave(1), Cleaned.Of(Riff(Chunk("fmt ", format), Chunk("data", Silence(2)))).AndProven().Output);
    }

    [Theory]
    [InlineData(0x11, 2, 20)]
    [InlineData(0x31, 2, 20)]
    [InlineData(2, 32, 50)]
    public void Keeps_CompressedSound_WithItsOwnFieldsAlone(byte codec, byte extra, int length)
    {
        byte[] format = [codec, 0, 1, 0, 0x40, 0x1F, 0, 0, 0, 0x10, 0, 0, 0, 1, 4, 0, (byte)(extra + 10), 0, 0xF4, 1, 7, 0, .. Silence(28), .. Ascii("secret!!!!")];

        var cleaned = Cleaned.Of(Riff(Chunk("fmt ", format), Chunk("fact", [100, 0, 0, 0], Ascii("secret")), Chunk("data", Silence(256)))).AndProven();

        Assert.Equal(length, cleaned.Output[16]);
        Assert.False(cleaned.Holds("secret"));
        Assert.True(cleaned.Holds("fact"));
    }

    [Fact]
    public void Keeps_ManyChannels_WhenTheSubFormatIsListed()
    {
        byte[] format = [0xFE, 0xFF, 6, 0, 0x40, 0x1F, 0, 0, 0, 0, 0, 0, 12, 0, 16, 0, 22, 0, 16, 0, 0x3F, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

        Cleaned.Of(Riff(Chunk("fmt ", format), Chunk("data", Silence(120)))).AndProven();
        format[30] = 9;
        Cleaned.Of(Riff(Chunk("fmt ", format), Chunk("data", Silence(120)))).Blocked(Reason.Unsupported, "media.codec");
    }

    [Fact]
    public void Blocks_ACodecThatIsNotListed() =>
        Cleaned.Of(Riff(Chunk("fmt ", [0x61, 1, .. WaveFormat[2..]]), Chunk("data", Silence(10)))).Blocked(Reason.Unsupported, "media.codec");

    [Fact]
    public void Blocks_TwoReadings()
    {
        Cleaned.Of(Riff(Chunk("fmt ", WaveFormat), Chunk("data", Silence(10)), Chunk("data", Silence(10)))).Blocked(Reason.Ambiguous, "media.ambiguous");
        Cleaned.Of(Riff(Chunk("fmt ", WaveFormat), Chunk("fmt ", WaveFormat), Chunk("data", Silence(10)))).Blocked(Reason.Ambiguous, "media.ambiguous");
    }

    [Fact]
    public void Blocks_WhatHasNoSound()
    {
        Cleaned.Of(Riff(Chunk("fmt ", WaveFormat))).Blocked(Reason.Corrupt, "media.malformed");
        Cleaned.Of(Riff(Chunk("data", Silence(20)))).Blocked(Reason.Corrupt, "media.malformed");
        Cleaned.Of(Riff(Chunk("fmt ", WaveFormat), Chunk("data"))).Blocked(Reason.Corrupt, "media.malformed");
    }

    [Fact]
    public void Reads_LongForms()
    {
        var sizes = Chunk("ds64", Silence(8), LittleEndian(20), Silence(16));
        byte[] data = [.. Ascii("data"), 255, 255, 255, 255, .. Silence(20)];
        byte[] input = [.. Ascii("RF64"), 255, 255, 255, 255, .. Ascii("WAVE"), .. sizes, .. Chunk("fmt ", WaveFormat), .. data, .. Chunk("LIST", Ascii("secret"))];

        Assert.Equal(Wave(10), Cleaned.Of(input).AndProven().Output);
    }

    [Fact]
    public void Gives_NothingThatIsNotProven_ForAnyPrefix()
    {
        var input = Riff(Chunk("LIST", Ascii("INFO")), Chunk("fmt ", WaveFormat), Chunk("fact", [1, 0, 0, 0]), Chunk("data", Silence(21)), Chunk("id3 ", Ascii("x")));
        Assert.All(Enumerable.Range(0, input.Length), length =>
        {
            var cleaned = Cleaned.Of(input[..length], Formats.Wav);
            if (cleaned.Verdict.Outcome == Outcome.Rebuilt)
            {
                cleaned.AndProven();
            }
        });
    }

    [Fact]
    public void Verifier_RefusesEverythingElse()
    {
        var good = Riff(Chunk("fmt ", WaveFormat), Chunk("data", Silence(20)));
        Assert.Null(Cleaned.Fault(Formats.Wav, good));
        Assert.All(Enumerable.Range(0, good.Length), length => Assert.NotNull(Cleaned.Fault(Formats.Wav, good[..length])));
        Assert.NotNull(Cleaned.Fault(Formats.Wav, [.. good, 0]));
        Assert.NotNull(Cleaned.Fault(Formats.Wav, Riff(Chunk("fmt ", WaveFormat), Chunk("LIST", Silence(4)), Chunk("data", Silence(20)))));
        Assert.NotNull(Cleaned.Fault(Formats.Wav, Riff(Chunk("fmt ", WaveFormat), Chunk("data", Silence(20)), Chunk("LIST", Silence(4)))));
        Assert.NotNull(Cleaned.Fault(Formats.Wav, Riff(Chunk("fmt ", WaveFormat, Silence(4)), Chunk("data", Silence(20)))));
    }
}
