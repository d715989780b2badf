using Mugai.Sanitizers.Detection;
using static Mugai.Testing.Media.MediaSamples;
using static Mugai.Testing.Media.StreamSamples;

namespace Mugai.Sanitizers.Tests.Media;

public sealed class FlacTests
{
    [Fact]
    public void Keeps_PlainSound_AsItIs()
    {
        var cleaned = Cleaned.Of(Flac()).AndProven();

        Assert.Equal(Flac(), cleaned.Output);
        Assert.Empty(cleaned.Codes);
    }

    [Fact]
    public void Removes_TagsPicturesAndApplicationData()
    {
        var input = Flac(4, FlacBlock(4, Ascii("secret-comment")), FlacBlock(6, Ascii("secret-picture")), FlacBlock(2, Ascii("secret-application")), FlacBlock(0x81, Silence(50)));

        var cleaned = Cleaned.Of(Join(Id3(Ascii("secret-tag")), input, Ascii("TAGsecret"), Silence(119))).AndProven();

        Assert.Equal(Flac(), cleaned.Output);
        Assert.Equal(["media.metadata", "media.padding"], cleaned.Codes);
    }

    [Fact]
    public void Keeps_SeekPoints_ThatPointIntoTheStream()
    {
        byte[] table = [.. Silence(17), 192, .. BigEndian(0, 192, 0, 11), 0, 192, .. Enumerable.Repeat((byte)255, 8), .. Silence(10)];
        Assert.Equal(Flac(4, FlacBlock(0x83, table)), Cleaned.Of(Flac(4, FlacBlock(0x83, table))).AndProven().Output);

        table[^1] = 1;
        Assert.Equal(Flac(), Cleaned.Of(Flac(4, FlacBlock(0x83, table))).AndProven().Output);
        Assert.Equal(Flac(), Cleaned.Of(Flac(4, FlacBlock(0x83, BigEndian(0, 0, 0, 9999), [0, 1]))).AndProven().Output);
    }

    [Fact]
    public void Removes_WhatStandsBehindTheLastFrame()
    {
        var cleaned = Cleaned.Of(Join(Flac(9), Ascii("MZ program"))).AndProven();

        Assert.False(cleaned.Holds("program"));
        Assert.Equal(["media.truncated"], cleaned.Codes);
        Assert.False(cleaned.Holds("digest"));
    }

    [Fact]
    public void Removes_FramesOfAnotherStream() => Assert.Equal(Flac(9)[42..], Cleaned.Of(Join(Flac(9), FlacFrame(77))).AndProven().Output[42..]);

    [Fact]
    public void Blocks_WhatHasNoFrames()
    {
        Cleaned.Of(Flac(0)).Blocked(Reason.Corrupt, "media.malformed");
        Cleaned.Of(Join(Flac(3), Ascii(new string('x', 900)))).Blocked(Reason.Corrupt, "media.malformed");
        Cleaned.Of(Flac()[..30], Formats.Flac).Blocked(Reason.Corrupt, "media.malformed");
    }

    [Fact]
    public void Gives_NothingThatIsNotProven_ForAnyPrefixOrChange()
    {
        var input = Flac(4, FlacBlock(4, Ascii("a comment")), FlacBlock(0x83, Silence(18)));
        Assert.All(Enumerable.Range(0, input.Length), at =>
        {
            var changed = (byte[])input.Clone();
            changed[at] ^= 0x41;
            foreach (var bytes in (byte[][])[input[..at], changed])
            {
                var cleaned = Cleaned.Of(bytes, Formats.Flac);
                if (cleaned.Verdict.Outcome == Outcome.Rebuilt)
                {
                    cleaned.AndProven();
                }
            }
        });
    }

    [Fact]
    public void Verifier_RefusesEverythingElse()
    {
        Assert.Null(Cleaned.Fault(Formats.Flac, Flac()));
        Assert.NotNull(Cleaned.Fault(Formats.Flac, Flac(0)));
        Assert.NotNull(Cleaned.Fault(Formats.Flac, Join(Flac(), [0])));
        Assert.NotNull(Cleaned.Fault(Formats.Flac, Flac()[..^1]));
        Assert.NotNull(Cleaned.Fault(Formats.Flac, Flac(4, FlacBlock(0x84, Ascii("comment")))));
        Assert.NotNull(Cleaned.Fault(Formats.Flac, Join(Flac(), FlacFrame(7))));
    }
}
