using Mugai.Wording;
using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Bitmaps;

/// <summary>Bitmaps: the same pixels, nothing else.</summary>
public class BitmapSanitizerTests
{
    private static readonly byte[] TwoColors = Pictures.Words(0xFF112233, 0x00445566);

    [Fact]
    public void Keeps_RowsPaletteAndResolution()
    {
        var input = Pictures.Bmp(3, 2, 1, [0b1010_0000, 0, 0, 0, 0b0100_0000, 0, 0, 0], TwoColors, change: dib =>
        {
            BinaryPrimitives.WriteInt32LittleEndian(dib.AsSpan(24), 3780);
            BinaryPrimitives.WriteInt32LittleEndian(dib.AsSpan(28), 3779);
            dib[32] = 2;
        });
        var run = Runs.File("a.bmp", input);
        Assert.Equal("bmp", run.Report.Output?.Format);
        Assert.Empty(run.Codes);
        var output = run.Output.Bytes;
        Assert.Equal(3780, BitConverter.ToInt32(output, 14 + 24));
        Assert.Equal(Pictures.Words(0x112233, 0x445566), output[54..62]);
        Assert.Equal(new byte[] { 0b1010_0000, 0, 0, 0, 0b0100_0000, 0, 0, 0 }, output[62..]);
    }

    [Theory]
    [InlineData(12, 3)]
    [InlineData(16, 4)]
    [InlineData(40, 4)]
    [InlineData(52, 4)]
    [InlineData(56, 4)]
    [InlineData(64, 4)]
    [InlineData(108, 4)]
    [InlineData(124, 4)]
    public void Reads_EveryHeader(int headerSize, int entry)
    {
        byte[] palette = [.. Enumerable.Range(0, 256).SelectMany(i => new byte[] { (byte)i, 1, 2, 0 }[..entry])];
        var run = Runs.File("a.bmp", Pictures.Bmp(4, 1, 8, [1, 2, 3, 255], palette, headerSize: headerSize));
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        var output = run.Output.Bytes;
        Assert.Equal(40, output[14]);
        Assert.Equal([9, 1, 2, 0], output[(54 + 36)..(54 + 40)]);
        Assert.Equal([1, 2, 3, 255], output[^4..]);
    }

    [Fact]
    public void Turns_TopDownUpsideUp()
    {
        var run = Runs.File("a.bmp", Pictures.Bmp(1, -2, 24, [1, 1, 1, 0, 2, 2, 2, 0]));
        Assert.Equal(2, BitConverter.ToInt32(run.Output.Bytes, 22));
        Assert.Equal([2, 2, 2, 0, 1, 1, 1, 0], run.Output.Bytes[^8..]);
    }

    [Fact]
    public void Clears_WhatNoPixelUses()
    {
        Assert.Equal([0b1110_0000, 0, 0, 0], Runs.File("a.bmp", Pictures.Bmp(3, 1, 1, [0xFF, 0xAA, 0xBB, 0xCC], TwoColors)).Output.Bytes[^4..]);
        Assert.Equal([1, 2, 3, 0], Runs.File("a.bmp", Pictures.Bmp(1, 1, 32, [1, 2, 3, 0x99])).Output.Bytes[^4..]);
        Assert.Equal([0xFF, 0x7F, 0, 0], Runs.File("a.bmp", Pictures.Bmp(1, 1, 16, [0xFF, 0xFF, 7, 7])).Output.Bytes[^4..]);
    }

    [Fact]
    public void Keeps_MasksAndAlpha()
    {
        var opaque = Runs.File("a.bmp", Pictures.Bmp(1, 1, 16, [0xFF, 0xFF, 0, 0], Pictures.Words(0xF800, 0x7E0, 0x1F), compression: 3)).Output.Bytes;
        Assert.Equal(40, opaque[14]);
        Assert.Equal(Pictures.Words(0xF800, 0x7E0, 0x1F), opaque[54..66]);
        Assert.Equal([0xFF, 0xFF, 0, 0], opaque[^4..]);

        var alpha = Runs.File("a.bmp", Pictures.Bmp(1, 1, 32, [1, 2, 3, 4], compression: 3, headerSize: 124, change: dib =>
        {
            Pictures.Words(0xFF, 0xFF00, 0xFF0000, 0xFF000000).CopyTo(dib, 40);
            Pictures.Words(0x4D424544).CopyTo(dib, 56);
        }));
        Assert.Equal(["bitmap.profile"], alpha.Codes);
        Assert.Equal(108, alpha.Output.Bytes[14]);
        Assert.Equal([1, 2, 3, 4], alpha.Output.Bytes[^4..]);
    }

    [Theory]
    [InlineData(0x0F0Fu, 0xF0u, 0u)]
    [InlineData(0xFFu, 0xFFu, 0u)]
    [InlineData(0u, 0u, 0u)]
    [InlineData(0xFF0000u, 0xFFu, 0xFF00u)]
    public void Refuses_MasksThatBreakDecoders(uint red, uint green, uint blue) =>
        Assert.Equal(Reason.Corrupt, Runs.File("a.bmp", Pictures.Bmp(1, 1, 16, [0, 0, 0, 0], Pictures.Words(red, green, blue), compression: 3)).Report.Reason);

    [Theory]
    [InlineData(8, 1u, "03 01 00 00 00 03 02 03 04 00 00 01", "02 03 04 00 01 01 01 00", 0)]
    [InlineData(8, 1u, "09 01 00 00 03 02 00 01", "02 02 02 00 01 01 01 00", 1)]
    [InlineData(8, 1u, "00 02 01 01 01 07 00 01", "00 07 00 00 00 00 00 00", 0)]
    [InlineData(8, 1u, "00 02 00 FF", "00 00 00 00 00 00 00 00", 0)]
    [InlineData(4, 2u, "03 12 00 00 00 03 45 60 00 01", "45 60 00 00 12 10 00 00", 0)]
    public void Unpacks_RunsWithinTheirRow(int bits, uint compression, string data, string rowsFromTop, int badRuns)
    {
        var rows = Convert.FromHexString(data.Replace(" ", "", StringComparison.Ordinal));
        var run = Runs.File("a.bmp", Pictures.Bmp(3, 2, bits, rows, new byte[4 << bits], compression));
        var pixels = Convert.FromHexString(rowsFromTop.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal([.. pixels[4..], .. pixels[..4]], run.Output.Bytes[^8..]);
        Assert.Equal(badRuns, run.Report.Findings.Where(finding => finding.Code == "bitmap.badRun").Sum(finding => finding.Count));
        Assert.Equal(badRuns > 0 ? ["bitmap.badRun"] : [], run.Codes);
    }

    [Fact]
    public void Drops_WhatLiesAroundThePicture()
    {
        var input = Pictures.Bmp(1, 1, 24, [1, 2, 3, 0, .. "PK\u0003\u0004 not a picture"u8], gap: [.. "<script>"u8]);
        var run = Runs.File("a.bmp", input);
        Assert.Equal(["bitmap.hiddenData", "bitmap.trailingData"], run.Codes.Order());
        Assert.Equal(58, run.Output.Bytes.Length);
        Assert.DoesNotContain("script", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_MissingRowsBlackUpToHalf()
    {
        byte[] rows = [.. Enumerable.Repeat((byte)200, 40 * 10)];
        for (var length = 0; length < rows.Length; length++)
        {
            var run = Runs.File("a.bmp", Pictures.Bmp(10, 10, 32, rows[..length]));
            Assert.Equal(length >= 200 ? Outcome.Rebuilt : Outcome.Blocked, run.Report.Outcome);
            Assert.Equal(length >= 200 ? ["bitmap.truncated"] : [], run.Codes);
        }
    }

    [Theory]
    [InlineData(100_000, 100_000, Reason.TooBig)]
    [InlineData(65_536, 1, Reason.TooBig)]
    [InlineData(0, 1, Reason.Corrupt)]
    [InlineData(-5, 1, Reason.Corrupt)]
    [InlineData(1, int.MinValue, Reason.Corrupt)]
    public void Refuses_ImpossibleSizesFromTheHeader(int width, int height, Reason reason) =>
        Assert.Equal(reason, Runs.File("a.bmp", Pictures.Bmp(width, height, 24, [0, 0, 0, 0])).Report.Reason);

    [Fact]
    public void Refuses_ABombOfRuns()
    {
        // A few bytes that jump over ten thousand rows of ten thousand pixels.
        var run = Runs.File("a.bmp", Pictures.Bmp(10_000, 10_000, 8, [0, 0, 0, 1], new byte[1024], compression: 1));
        Assert.Equal(Reason.Budget, run.Report.Reason);
        Assert.Empty(run.Output.Bytes);
    }

    [Fact]
    public void Hands_AnEmbeddedPngToItsSanitizer()
    {
        byte[] png = [.. Pictures.Png(8, 8), .. "TRAIL"u8];
        var input = Pictures.Bmp(8, 8, 0, png, compression: 5);
        Assert.Equal(Outcome.Blocked, Runs.File("a.bmp", input, catalog: SanitizerCatalog.Empty.With([new Sanitizers.Bitmaps.BitmapSanitizer()], [new Sanitizers.Bitmaps.BitmapVerifier()])).Report.Outcome);
        var run = Runs.File("a.bmp", input, catalog: FakeRaster.Catalog);
        Assert.Equal("png", run.Report.Output?.Format);
        Assert.Equal(png[..^5], run.Output.Bytes);
        Assert.Contains("bitmap.embeddedFile", run.Codes);
    }

    [Fact]
    public void Gives_EveryPrefixAVerdictAndNothingToItsOwnOutput()
    {
        var input = Pictures.Bmp(3, 2, 4, [0x12, 0x30, 0, 0, 0x45, 0x60, 0, 0], new byte[64]);
        for (var length = 0; length <= input.Length; length++)
        {
            var run = Runs.File("a.bmp", input[..length]);
            Assert.Equal("", run.Faults);
            if (run.Report.Output?.Format == "bmp")
            {
                var again = Runs.File("a.bmp", run.Output.Bytes);
                Assert.Empty(again.Codes);
                Assert.Equal(run.Output.Bytes, again.Output.Bytes);
            }
        }
    }

    [Fact]
    public void Rejects_OutputsThatAreNotItsOwn()
    {
        var clean = Runs.File("a.bmp", Pictures.Bmp(3, 1, 1, [0x40, 0, 0, 0], TwoColors)).Output.Bytes;
        var verifier = new Sanitizers.Bitmaps.BitmapVerifier();
        Assert.Null(Verify(clean));
        Assert.NotNull(Verify([.. clean, 1]));
        // Every byte that is not a color, a pixel or the resolution is fixed.
        var free = Enumerable.Range(38, 8).Concat(Enumerable.Range(54, 3)).Concat(Enumerable.Range(58, 3)).Append(62).ToHashSet();
        for (var i = 0; i < clean.Length; i++)
        {
            byte[] changed = [.. clean];
            changed[i] ^= 0x90;
            Assert.True(free.Contains(i) || Verify(changed) is not null, $"byte {i}");
        }

        string? Verify(byte[] bytes) => verifier.Verify(Sanitizers.Detection.Formats.Bmp, new MemoryStream(bytes), new PlainText.BareContext());
    }

    [Fact]
    public void Rebuilds_TheBitmapsBesideTheCheckout()
    {
        foreach (var file in Corpus.Files("bmp"))
        {
            var run = Runs.File(Path.GetFileName(file), File.ReadAllBytes(file));
            Assert.Equal("", run.Faults);
        }
    }
}
