using Mugai.Sanitizers.Detection;
using static Mugai.Testing.Media.MediaSamples;
using static Mugai.Testing.Media.StreamSamples;

namespace Mugai.Sanitizers.Tests.Media;

public sealed class OggTests
{
    [Fact]
    public void Removes_TheComment()
    {
        var cleaned = Cleaned.Of(Vorbis()).AndProven();

        Assert.False(cleaned.Holds("secret") || cleaned.Holds("vendor"));
        Assert.True(cleaned.Holds("sound-onesound-two") && cleaned.Holds("sound-three") && cleaned.Holds("code-books"));
        Assert.Equal(["media.metadata"], cleaned.Codes);
    }

    [Fact]
    public void Removes_PicturesOverManyPages()
    {
        var picture = Enumerable.Repeat((byte)'p', 255 * 300).ToArray();
        byte[] first = [.. Ascii("OpusTags"), .. picture];
        byte[] page1 = first[..(255 * 255)], rest = first[(255 * 255)..];
        var opus = Opus([]);
        var head = opus.AsSpan().LastIndexOf("OggS"u8);
        var input = Join(Page(2, 0, 0, 5, [.. Ascii("OpusHead"), 1, 1, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0]), OpenPage(page1), Page(1, 0, 2, 5, rest), opus[head..]);

        var cleaned = Cleaned.Of(input).AndProven();

        Assert.False(cleaned.Holds("ppp"));
        Assert.True(cleaned.Holds("sound-of-opus"));
    }

    [Fact]
    public void Numbers_PagesAnew_AndFindsNothingTheSecondTime() => Assert.Equal(["media.metadata"], Cleaned.Of(Opus([.. Ascii("\x03\0\0\0ven"), 0, 0, 0, 0])).AndProven().Codes);

    [Fact]
    public void Removes_WhatIsNoPage()
    {
        var input = Vorbis();
        var last = input.AsSpan().LastIndexOf("OggS"u8);

        var cleaned = Cleaned.Of(Join(input[..last], Ascii("MZ Only a program, OggS"), input[last..], Ascii("<script>"))).AndProven();

        Assert.False(cleaned.Holds("program") || cleaned.Holds("script"));
        Assert.Contains("media.foreignBytes", cleaned.Codes);
        Assert.True(cleaned.Holds("sound-three"));
    }

    [Fact]
    public void Drops_APageWithAWrongChecksum()
    {
        var input = Vorbis();
        input[^1] ^= 1;

        Assert.False(Cleaned.Of(input).AndProven().Holds("sound-thre"));
    }

    [Fact]
    public void Removes_StreamsThatAreNoSound()
    {
        var skeleton = Page(2, 0, 0, 9, Ascii("fishead\0\x03\0\0\0secret-skeleton"));
        var cleaned = Cleaned.Of(Join(skeleton, Vorbis(), Page(4, 0, 1, 9, Ascii("secret-index")))).AndProven();

        Assert.False(cleaned.Holds("secret"));
        Assert.Contains("media.track", cleaned.Codes);
    }

    [Fact]
    public void Blocks_FilmSeveralStreamsAndChains()
    {
        Cleaned.Of(Join(Page(2, 0, 0, 9, Ascii("\x80theora\x03")), Vorbis())).Blocked(Reason.Unsupported, "media.codec");
        Cleaned.Of(Join(Vorbis(), Vorbis())).Blocked(Reason.Unsupported, "media.codec");
        Cleaned.Of(Join(Page(2, 0, 0, 9, VorbisHead), Vorbis())).Blocked(Reason.Unsupported, "media.codec");
    }

    [Fact]
    public void Blocks_WhatHasNoSound() => Cleaned.Of(Page(2, 0, 0, 9, VorbisHead)).Blocked(Reason.Corrupt, "media.malformed");

    [Fact]
    public void Gives_NothingThatIsNotProven_ForAnyPrefix()
    {
        var input = Vorbis();
        Assert.All(Enumerable.Range(0, input.Length), length =>
        {
            var cleaned = Cleaned.Of(input[..length], Formats.Ogg);
            if (cleaned.Verdict.Outcome == Outcome.Rebuilt)
            {
                cleaned.AndProven();
            }
        });
    }

    [Fact]
    public void Verifier_RefusesEverythingElse()
    {
        var good = Cleaned.Of(Vorbis()).Output;
        Assert.Null(Cleaned.Fault(Formats.Ogg, good));
        Assert.NotNull(Cleaned.Fault(Formats.Ogg, Vorbis(serial: 1)));
        Assert.NotNull(Cleaned.Fault(Formats.Ogg, [.. good, 0]));
        Assert.NotNull(Cleaned.Fault(Formats.Ogg, good[..^1]));
        Assert.NotNull(Cleaned.Fault(Formats.Ogg, Join(good, good)));
        good[^1] ^= 1;
        Assert.NotNull(Cleaned.Fault(Formats.Ogg, good));
    }
}
