using Mugai.Sanitizers.Detection;
using Mugai.Testing.Media;
using static Mugai.Testing.Media.MediaSamples;

namespace Mugai.Sanitizers.Tests.Media;

public sealed class IsoMediaTests
{
    [Theory]
    [InlineData("isom", "mp4")]
    [InlineData("mp42", "mp4")]
    [InlineData("M4A ", "m4a")]
    [InlineData("qt  ", "mov")]
    [InlineData("3gp4", "3gp")]
    public void Rebuilds_EachKindAsItself(string brand, string format)
    {
        var cleaned = Cleaned.Of(new MovieBuilder { Brand = brand }.Build()).AndProven();

        Assert.Equal(format, cleaned.Format.Name);
        Assert.True(cleaned.Holds("sound-onesound-two!"));
        Assert.Empty(cleaned.Codes);
    }

    [Fact]
    public void Rebuilds_FilmAndSound()
    {
        var cleaned = Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack(), Film()] }.Build()).AndProven();

        Assert.True(cleaned.Holds("sound-onepicture-onesound-two!picture-two"));
        Assert.False(cleaned.Holds("Lavc"));
        Assert.False(cleaned.Holds("MyHandlerName"));
    }

    [Fact]
    public void Reads_TheMovieBeforeAndBehindTheMedia() =>
        Assert.Equal(Cleaned.Of(new MovieBuilder().Build()).Output, Cleaned.Of(new MovieBuilder { MovieFirst = true }.Build()).AndProven().Output);

    [Fact]
    public void Removes_WhatHidesBetweenChunks()
    {
        var cleaned = Cleaned.Of(new MovieBuilder { Gap = Ascii("PK hidden payload") }.Build()).AndProven();

        Assert.False(cleaned.Holds("hidden"));
        Assert.Contains("media.hiddenBytes", cleaned.Codes);
    }

    [Fact]
    public void Removes_EveryBoxThatIsNotListed()
    {
        var meta = Box("meta", Silence(4), Box("ilst", Ascii("secret-cover")));
        var cleaned = Cleaned.Of(new MovieBuilder
        {
            BeforeMovie = Join(Box("uuid", Ascii("secret-xmp-packet")), Box("free", Silence(20)), Box("PICT", Ascii("secret-picture"))),
            InMovie = Join(Box("udta", meta), meta, Box("evil", Ascii("secret-box"))),
            Behind = Box("free", Ascii("secret-room")),
            Tracks = [new MovieTrack { InTrack = Join(Box("udta", Ascii("secret-name")), Box("tref", Silence(12))), InSampleTable = Box("sgpd", Ascii("secret-groups")) }],
        }.Build()).AndProven();

        Assert.False(cleaned.Holds("secret"));
        Assert.Equal(["media.foreignBytes", "media.metadata", "media.padding", "media.unlisted"], cleaned.Codes.Order());
    }

    [Fact]
    public void Removes_BytesBehindTheLastBox()
    {
        var cleaned = Cleaned.Of(new MovieBuilder { Behind = Ascii("MZ program") }.Build()).AndProven();

        Assert.False(cleaned.Holds("program"));
        Assert.Equal(["media.foreignBytes"], cleaned.Codes);
    }

    [Theory]
    [InlineData("text", "media.track")]
    [InlineData("hint", "media.track")]
    [InlineData("url ", "media.track")]
    [InlineData("sprt", "media.track")]
    [InlineData("tmcd", "media.timedData")]
    [InlineData("meta", "media.timedData")]
    public void Removes_TracksThatAreNeitherSoundNorFilm(string handler, string code)
    {
        var text = new MovieTrack { Handler = handler, Entry = Box(handler, Silence(8)), Samples = [Ascii("A<javascript:evil()> T<_self>")] };

        var cleaned = Cleaned.Of(new MovieBuilder { Brand = "qt  ", Tracks = [text, new MovieTrack()] }.Build()).AndProven();

        Assert.False(cleaned.Holds("javascript"));
        Assert.True(cleaned.Holds("sound-onesound-two!"));
        Assert.Contains(code, cleaned.Codes);
    }

    [Theory]
    [InlineData("url ", "\0\0\0\0http://evil.example/x\0")]
    [InlineData("urn ", "\0\0\0\0urn:x\0")]
    [InlineData("alis", "\0\0\0\0file:///server/share")]
    [InlineData("rsrc", "\0\0\0\0x")]
    public void Removes_TracksThatPlayFromElsewhere(string type, string body)
    {
        var outside = new MovieTrack { DataReference = Box(type, Ascii(body)) };

        var cleaned = Cleaned.Of(new MovieBuilder { Tracks = [outside, new MovieTrack { Samples = [Ascii("inside")] }] }.Build()).AndProven();
        Assert.Contains("media.externalReference", cleaned.Codes);
        Assert.False(cleaned.Holds("evil") || cleaned.Holds("server"));

        Cleaned.Of(new MovieBuilder { Tracks = [outside] }.Build()).Blocked(Reason.Unsupported, "media.externalReference");
    }

    [Fact]
    public void Removes_ATrackWhoseReferenceDoesNotExist() =>
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { Entry = MovieBuilder.AacEntry(dataReference: 2) }] }.Build()).Blocked(Reason.Unsupported, "media.externalReference");

    [Fact]
    public void Writes_AReferenceWithoutItsPath()
    {
        var cleaned = Cleaned.Of(new MovieBuilder { Brand = "qt  ", Tracks = [new MovieTrack { DataReference = Box("alis", [0, 0, 0, 1], Ascii("C:\\Users\\somebody")) }] }.Build()).AndProven();

        Assert.False(cleaned.Holds("somebody"));
    }

    [Fact]
    public void Blocks_AStreamThatNamesAnAddress() =>
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { Entry = MovieBuilder.AacEntry(esFlags: 0x40) }] }.Build()).Blocked(Reason.Corrupt, "media.malformed");

    [Theory]
    [InlineData("encv")]
    [InlineData("enca")]
    [InlineData("drms")]
    public void Blocks_WhatIsEncrypted(string entry) =>
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { Entry = MovieBuilder.AvcEntry(entry) }] }.Build()).Blocked(Reason.Encrypted, "media.encrypted");

    [Fact]
    public void Blocks_WhatIsEncryptedUnderAClearName() =>
        Cleaned.Of(new MovieBuilder { Tracks = [Film(MovieBuilder.AvcEntry("avc1", Box("sinf", Silence(8))))] }.Build()).Blocked(Reason.Encrypted, "media.encrypted");

    [Fact]
    public void Blocks_ACodecThatIsNotListed() =>
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack(), Film(MovieBuilder.AvcEntry("SVQ3"))] }.Build()).Blocked(Reason.Unsupported, "media.codec");

    [Fact]
    public void Removes_BoxesOfASampleEntryThatAreNotListed()
    {
        var cleaned = Cleaned.Of(new MovieBuilder
        {
            Tracks = [Film(MovieBuilder.AvcEntry("avc1", Box("colr", Ascii("prof"), Ascii("secret-profile")), Box("pasp", BigEndian(1, 1)), Box("evil", Ascii("secret-config"))))],
        }.Build()).AndProven();

        Assert.False(cleaned.Holds("secret"));
        Assert.True(cleaned.Holds("pasp"));
    }

    [Fact]
    public void Blocks_ConfigurationsThatAreTooLargeToBeHonest()
    {
        byte[] avcC = [1, 66, 0, 30, 0xFF, 0xE1, 0x20, 0, 0x67, .. Silence(0x1FFF), 1, 0, 3, 0x68, 1, 2];
        var entry = MovieBuilder.AvcEntry();
        byte[] large = Box("avc1", entry[8..86], Box("avcC", avcC));

        Cleaned.Of(new MovieBuilder { Tracks = [Film(large)] }.Build()).Blocked(Reason.Corrupt, "media.malformed");
    }

    [Theory]
    [InlineData(-9)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Blocks_ChunksThatOverlapOrLeadOutOfTheMedia(int shift) =>
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { Shift = [0, shift] }] }.Build()).Blocked(Reason.Corrupt, "media.malformed");

    [Fact]
    public void Blocks_ChunksInTheMovieBox() =>
        Cleaned.Of(new MovieBuilder { MovieFirst = true, Tracks = [new MovieTrack { Shift = [-200] }] }.Build()).Blocked(Reason.Corrupt, "media.malformed");

    [Fact]
    public void Blocks_SizesThatDoNotFitTheChunks()
    {
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { SampleSizes = Box("stsz", BigEndian(0, 0, 3, 9, 10, 5)) }] }.Build()).Blocked(Reason.Corrupt, "media.malformed");
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { SampleSizes = Box("stsz", BigEndian(0, 0, uint.MaxValue)) }] }.Build()).Blocked(Reason.Corrupt, "media.malformed");
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { SampleSizes = Box("stsz", BigEndian(0, 9, uint.MaxValue)) }] }.Build()).Blocked(Reason.Corrupt, "media.malformed");
    }

    [Fact]
    public void Reads_SizesInShortForm() =>
        Assert.Equal(Cleaned.Of(new MovieBuilder().Build()).Output, Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { HasCompactSizes = true }] }.Build()).AndProven().Output);

    [Fact]
    public void Blocks_TwoMovies()
    {
        var movie = new MovieBuilder().Build();

        Cleaned.Of(Join(movie, movie)).Blocked(Reason.Ambiguous, "media.ambiguous");
    }

    [Fact]
    public void Blocks_TwoBoxesWhereThereIsOne() =>
        Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack { InSampleTable = Box("stco", BigEndian(0, 0)) }] }.Build()).Blocked(Reason.Ambiguous, "media.ambiguous");

    [Fact]
    public void Blocks_MoviesThatAreElsewhereOrPacked()
    {
        Cleaned.Of(Box("moov", Box("rmra", Silence(8)))).Blocked(Reason.Unsupported, "media.externalReference");
        Cleaned.Of(Box("moov", Box("cmov", Silence(8)))).Blocked(Reason.Unsupported, "media.codec");
    }

    [Fact]
    public void Sees_TwoFormats_WhenAnotherStandsBehind()
    {
        Assert.Equal(Formats.Zip, Cleaned.Of(new MovieBuilder { Behind = ZipOfOneFile() }.Build()).Rival);
        Assert.Equal(Formats.Pdf, Cleaned.Of(new MovieBuilder { BeforeMovie = Box("free", Ascii("%PDF-1.4 ... %%EOF")) }.Build()).Rival);
    }

    [Fact]
    public void Gives_NothingThatIsNotProven_ForAnyPrefixOrChange()
    {
        var input = new MovieBuilder { MovieFirst = true, Tracks = [new MovieTrack(), Film()] }.Build();
        Assert.All(Enumerable.Range(1, input.Length - 1), length => ProveIfRebuilt(input[..length]));
        Assert.All(Enumerable.Range(0, input.Length), at =>
        {
            var changed = (byte[])input.Clone();
            changed[at] ^= 0x81;
            ProveIfRebuilt(changed);
        });
    }

    [Fact]
    public void Verifier_RefusesWhatTheSanitizerWouldNotWrite()
    {
        // Written plainly, these have free-form names, dates and boxes in them, or their media does not end the file.
        Assert.NotNull(Cleaned.Fault(Formats.Mp4, new MovieBuilder { MovieFirst = true }.Build()));
        var good = Cleaned.Of(new MovieBuilder { Tracks = [new MovieTrack(), Film()] }.Build()).Output;
        Assert.Null(Cleaned.Fault(Formats.Mp4, good));
        Assert.NotNull(Cleaned.Fault(Formats.Mov, good));
        Assert.NotNull(Cleaned.Fault(Formats.Mp4, [.. good, 0]));
        Assert.All(Enumerable.Range(0, good.Length), length => Assert.NotNull(Cleaned.Fault(Formats.Mp4, good[..length])));
    }

    [Fact]
    public void Verifier_RefusesMediaThatNoChunkHolds()
    {
        var good = Cleaned.Of(new MovieBuilder().Build()).Output;
        var at = good.AsSpan().IndexOf("mdat"u8);
        good[at - 1] += 3;

        Assert.NotNull(Cleaned.Fault(Formats.Mp4, [.. good, 1, 2, 3]));
    }

    private static MovieTrack Film(byte[]? entry = null) =>
        new() { Handler = "vide", Entry = entry ?? MovieBuilder.AvcEntry(), Samples = [Ascii("picture-one"), Ascii("picture-two")], InSampleTable = Box("stss", BigEndian(0, 1, 1)) };

    private static void ProveIfRebuilt(byte[] input)
    {
        var cleaned = Cleaned.Of(input, Formats.Mp4);
        if (cleaned.Verdict.Outcome == Outcome.Rebuilt)
        {
            cleaned.AndProven();
        }
    }
}
