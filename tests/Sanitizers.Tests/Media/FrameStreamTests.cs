using Mugai.Sanitizers.Detection;
using static Mugai.Testing.Media.MediaSamples;

namespace Mugai.Sanitizers.Tests.Media;

public sealed class FrameStreamTests
{
    [Fact]
    public void Keeps_BareFrames_AsTheyAre()
    {
        var cleaned = Cleaned.Of(Mp3()).AndProven();

        Assert.Equal(Formats.Mp3, cleaned.Format);
        Assert.Equal(Mp3(), cleaned.Output);
        Assert.Empty(cleaned.Codes);
    }

    [Fact]
    public void Removes_AProgramInsideATag()
    {
        var cleaned = Cleaned.Of(Join(Id3(Ascii("GEOB\0\0\0\x20\0\0MZ This program cannot be run")), Mp3())).AndProven();

        Assert.Equal(Mp3(), cleaned.Output);
        Assert.Equal(["media.metadata"], cleaned.Codes);
    }

    [Fact]
    public void Removes_FramesInsideATag()
    {
        var cleaned = Cleaned.Of(Join(Id3(Mp3(9)), Mp3())).AndProven();

        Assert.Equal(Mp3(), cleaned.Output);
    }

    [Fact]
    public void Removes_TagsBehindTheFrames()
    {
        byte[] ape = [.. Ascii("APETAGEX"), 0xD0, 7, 0, 0, 52, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xA0, .. Silence(8), .. Ascii("secret-item-of-20-by"),
            .. Ascii("APETAGEX"), 0xD0, 7, 0, 0, 52, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x80, .. Silence(8)];
        byte[] id3v1 = [.. Ascii("TAGsecret"), .. Silence(119)];

        var cleaned = Cleaned.Of(Join(Mp3(), ape, Ascii("LYRICSBEGINsecret words LYRICSEND"), id3v1)).AndProven();

        Assert.Equal(Mp3(), cleaned.Output);
        Assert.Equal(["media.metadata"], cleaned.Codes);
    }

    [Fact]
    public void Removes_WhatStandsBehindAndBetweenFrames()
    {
        var cleaned = Cleaned.Of(Join(Mp3(4), Ascii("MZ program"), Mp3(4), Ascii("<script>"))).AndProven();

        Assert.Equal(Join(Mp3(4), Mp3(4)), cleaned.Output);
        Assert.Equal(["media.foreignBytes"], cleaned.Codes);
    }

    [Fact]
    public void Calls_ZerosPadding() => Assert.Equal(["media.padding"], Cleaned.Of(Join(Mp3(), Silence(900))).AndProven().Codes);

    [Fact]
    public void Drops_FramesOfAnotherKind()
    {
        var other = Mp3Frame();
        other[2] = 0x54;
        var cleaned = Cleaned.Of(Join(Mp3(6), other[..191], Mp3(6))).AndProven();

        Assert.Equal(Join(Mp3(6), Mp3(6)), cleaned.Output);
    }

    [Fact]
    public void Drops_ALastFrameThatIsCutOff()
    {
        var cleaned = Cleaned.Of(Mp3()[..^7]).AndProven();

        Assert.Equal(Mp3(4), cleaned.Output);
        Assert.Contains("media.truncated", cleaned.Codes);
    }

    [Fact]
    public void Blocks_WhatIsMostlySomethingElse()
    {
        Cleaned.Of(Join(Id3(), Ascii(new string('x', 5000)), Mp3())).Blocked(Reason.Corrupt, "media.malformed");
        Cleaned.Of(Join(Id3(), Ascii("no frames at all"))).Blocked(Reason.Corrupt, "media.malformed");
    }

    [Fact]
    public void Rebuilds_TheIndexFromItsOwnCounts()
    {
        var cleaned = Cleaned.Of(Join(XingFrame(4711), Mp3(6))).AndProven();

        Assert.Equal(7 * 208, cleaned.Output.Length);
        Assert.Equal(6, cleaned.Output[32]);
        Assert.Equal(new byte[] { 0x05, 0xB0 }, cleaned.Output[35..37]);
        // The delay that gapless play needs is there, the version of the encoder is not.
        Assert.Equal(new byte[] { 0x24, 0x04, 0xC0 }, cleaned.Output[162..165]);
        Assert.True(cleaned.Holds("LAME\0"));
        Assert.False(cleaned.Holds("3.100"));
    }

    [Fact]
    public void Removes_TextFromTheIndex()
    {
        var index = XingFrame(6, "calc.exe!");
        Ascii("payload").CopyTo(index, 180);

        var cleaned = Cleaned.Of(Join(index, Mp3(6))).AndProven();

        Assert.False(cleaned.Holds("calc") || cleaned.Holds("payload"));
    }

    [Fact]
    public void Removes_TheIndexOfAJoinedStream()
    {
        var cleaned = Cleaned.Of(Join(XingFrame(3), Mp3(3), XingFrame(3, "secret---"), Mp3(3))).AndProven();

        Assert.Equal(7 * 208, cleaned.Output.Length);
        Assert.False(cleaned.Holds("secret"));
    }

    [Fact]
    public void Turns_AnIndexOfAnotherMakerIntoOneThatIsUnderstood()
    {
        var vbri = Mp3Frame();
        Ascii("VBRI\0\x01secret").CopyTo(vbri, 36);

        var cleaned = Cleaned.Of(Join(vbri, Mp3(6))).AndProven();

        Assert.True(cleaned.Holds("Xing"));
        Assert.False(cleaned.Holds("secret"));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFD, 0x80, 0x00 }, 417)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0x80, 0x00 }, 276)]
    [InlineData(new byte[] { 0xFF, 0xF3, 0x80, 0x00 }, 208)]
    [InlineData(new byte[] { 0xFF, 0xE3, 0x88, 0x00 }, 576)]
    [InlineData(new byte[] { 0xFF, 0xF5, 0x80, 0xC0 }, 417)]
    public void Knows_HowLongAFrameIs(byte[] header, int length)
    {
        byte[] frame = [.. header, .. Silence(length - 4)];

        var cleaned = Cleaned.Of(Join(frame, frame, frame, frame)).AndProven();

        Assert.Equal(Formats.Mp3, cleaned.Format);
        Assert.Equal(4 * length, cleaned.Output.Length);
    }

    [Fact]
    public void Keeps_FramesOfAac_WithoutTags()
    {
        var cleaned = Cleaned.Of(Join(Id3(Ascii("PRIVcom.apple")), Adts(), Ascii("behind"))).AndProven();

        Assert.Equal(Formats.Aac, cleaned.Format);
        Assert.Equal(Adts(), cleaned.Output);
    }

    [Fact]
    public void Sees_TwoFormats_WhenAnArchiveStandsBehind() => Assert.Equal(Formats.Zip, Cleaned.Of(Join(Mp3(), ZipOfOneFile())).Rival);

    [Fact]
    public void Survives_TagsThatLie()
    {
        byte[] tag = [.. Ascii("ID3"), 3, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F];

        Assert.Equal(Mp3(), Cleaned.Of(Join(tag, Mp3())).AndProven().Output);
    }

    [Fact]
    public void Gives_NothingThatIsNotProven_ForAnyPrefix()
    {
        var input = Join(Id3(Ascii("TIT2")), XingFrame(3), Mp3(3), Ascii("TAG"));
        Assert.All(Enumerable.Range(0, input.Length), length =>
        {
            var cleaned = Cleaned.Of(input[..length], Formats.Mp3);
            if (cleaned.Verdict.Outcome == Outcome.Rebuilt)
            {
                cleaned.AndProven();
            }
        });
    }

    [Fact]
    public void Verifier_RefusesEverythingElse()
    {
        Assert.Null(Cleaned.Fault(Formats.Mp3, Mp3()));
        Assert.NotNull(Cleaned.Fault(Formats.Mp3, []));
        Assert.NotNull(Cleaned.Fault(Formats.Mp3, Mp3()[..^1]));
        Assert.NotNull(Cleaned.Fault(Formats.Mp3, [.. Mp3(), 0]));
        Assert.NotNull(Cleaned.Fault(Formats.Mp3, Join(Id3(), Mp3())));
        Assert.NotNull(Cleaned.Fault(Formats.Mp3, Join(Mp3(), Ascii("TAG"), Silence(125))));
        Assert.NotNull(Cleaned.Fault(Formats.Mp3, Join(XingFrame(5), Mp3())));
        Assert.NotNull(Cleaned.Fault(Formats.Mp3, Join(Mp3(), Adts())));
        Assert.NotNull(Cleaned.Fault(Formats.Aac, Mp3()));
        Assert.NotNull(Cleaned.Fault(Formats.Aac, Join(Adts(), [0])));
    }
}
