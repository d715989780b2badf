using Mugai.Sanitizers.Bitmaps;

namespace Mugai.Sanitizers.Tests.Bitmaps;

/// <summary>Icons and cursors.</summary>
public class IconSanitizerTests
{
    // 2×2 pixels of 32 bits and their mask.
    private static readonly byte[] Frame = [.. Pictures.Dib(2, 4, 32), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0x80, 0, 0, 0, 0x40, 0, 0, 0];

    [Fact]
    public void Keeps_FramesAlphaAndMask()
    {
        var run = Runs.File("a.ico", Pictures.Icon(1, (1, 32, Frame), (1, 32, Frame)));
        Assert.Equal("ico", run.Report.Output?.Format);
        Assert.Empty(run.Codes);
        var output = run.Output.Bytes;
        Assert.Equal(6 + 32 + (2 * Frame.Length), output.Length);
        Assert.Equal(2, output[4]);
        Assert.Equal(Frame[40..], output[^24..]);
        Assert.Equal(2, output[6]);
        Assert.Equal(2, output[7]);
    }

    [Fact]
    public void Keeps_TheHotSpotWithinThePicture()
    {
        var output = Runs.File("a.cur", Pictures.Icon(2, (1, 500, Frame))).Output.Bytes;
        Assert.Equal(2, output[2]);
        Assert.Equal((1, 1), (BitConverter.ToUInt16(output, 10), BitConverter.ToUInt16(output, 12)));
    }

    [Fact]
    public void Adds_TheMaskThatIsMissing()
    {
        var run = Runs.File("a.ico", Pictures.Icon(1, (1, 32, Frame[..^8])));
        Assert.Empty(run.Codes);
        Assert.Equal(22 + Frame.Length, run.Output.Bytes.Length);
    }

    [Fact]
    public void Drops_FramesThatCannotBeReadAndBytesOfNoFrame()
    {
        byte[] input = [.. Pictures.Icon(1, (1, 32, Frame), (1, 32, "no picture at all, only words in a frame"u8.ToArray())), .. "hidden payload"u8];
        var run = Runs.File("a.ico", input);
        Assert.Equal(["icon.badFrame", "icon.hiddenData"], run.Codes.Order());
        Assert.Equal(22 + Frame.Length, run.Output.Bytes.Length);
    }

    [Fact]
    public void Sends_PngFramesToTheirSanitizer()
    {
        var png = Pictures.Png(256, 256);
        var run = Runs.File("a.ico", Pictures.Icon(1, (1, 32, [.. png, .. "TRAIL"u8]), (1, 32, [.. png, .. "REFUSE"u8])), catalog: FakeRaster.Catalog);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(["/picture-1.png", "/picture-2.png"], run.Report.Parts.Select(part => part.Path));
        Assert.Equal(22 + png.Length, run.Output.Bytes.Length);
        Assert.Equal((0, 0, 32), (run.Output.Bytes[6], run.Output.Bytes[7], run.Output.Bytes[12]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void Refuses_DirectoriesThatAreEmptyOrEndless(int frames)
    {
        var entry = Pictures.Icon(1, (1, 32, Frame))[6..22];
        byte[] input = [0, 0, 1, 0, (byte)frames, (byte)(frames >> 8), .. Enumerable.Repeat(entry, Math.Max(frames, 2)).SelectMany(bytes => bytes), .. Frame];
        Assert.Equal(Outcome.Blocked, Runs.File("a.ico", input).Report.Outcome);
    }

    [Fact]
    public void Gives_EveryPrefixAVerdictAndNothingToItsOwnOutput()
    {
        var input = Pictures.Icon(1, (1, 32, Frame), (1, 4, [.. Pictures.Dib(3, 2, 4), .. new byte[64], 0x12, 0x30, 0, 0, 0xE0, 0, 0, 0]));
        for (var length = 0; length <= input.Length; length++)
        {
            var run = Runs.File("a.ico", input[..length]);
            Assert.Equal("", run.Faults);
            if (run.Report.Output?.Format == "ico")
            {
                var again = Runs.File("a.ico", run.Output.Bytes);
                Assert.Empty(again.Codes);
                Assert.Equal(run.Output.Bytes, again.Output.Bytes);
            }
        }
    }

    [Fact]
    public void Rejects_OutputsThatAreNotItsOwn()
    {
        var clean = Runs.File("a.ico", Pictures.Icon(1, (1, 32, Frame))).Output.Bytes;
        Assert.Null(Verify(clean));
        Assert.NotNull(Verify([.. clean, 1]));
        foreach (var i in new[] { 0, 2, 9, 14, 18, 22, 22 + 12, 22 + 16, 22 + 20 })
        {
            byte[] changed = [.. clean];
            changed[i] ^= 0x81;
            Assert.True(Verify(changed) is not null, $"byte {i}");
        }

        static string? Verify(byte[] bytes) => new IconVerifier().Verify(Sanitizers.Detection.Formats.Ico, new MemoryStream(bytes), new PlainText.BareContext());
    }
}
