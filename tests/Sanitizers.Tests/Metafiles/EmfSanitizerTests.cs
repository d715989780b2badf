using Mugai.Wording;
using System.Text;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Tests.Bitmaps;

namespace Mugai.Sanitizers.Tests.Metafiles;

/// <summary>Enhanced metafiles: what draws stays, what speaks to drivers or hides goes.</summary>
public class EmfSanitizerTests
{
    private static readonly byte[] Rectangle = Drawings.EmfRecord(43, 1, 2, 3, 4);

    public static TheoryData<byte[]> Kept => new()
    {
        Rectangle,
        Drawings.EmfRecord(33),
        Drawings.EmfRecord(86, [.. new byte[16], 2, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0]),
        Drawings.EmfRecord(3, [.. new byte[16], 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]),
        Drawings.EmfRecord(8, 0, 0, 0, 0, 2, 3, 1, 2, 1, 1, 2, 2, 3, 3),
        Drawings.EmfRecord(38, 1, 0, 1, 0, 0xFF),
        Drawings.EmfRecord(39, 1, 0, 0xFF, 0),
        Drawings.EmfRecord(49, [1, 0, 0, 0, 0, 3, 1, 0, 1, 2, 3, 0]),
        Drawings.EmfRecord(95, 1, 0, 0, 0, 0, 0x10002, 1, 0, 0xFF, 0, 0),
        Text(),
        Drawings.EmfRecord(75, 48, 1, 32, 1, 1, 16, 0, 0, 9, 9, 1, 2, 3, 4),
        Drawings.EmfRecord(75, 0, 5),
        Drawings.EmfRecord(76, [.. new byte[92]]),
        Stretch([.. Pictures.Dib(2, -2, 24).WithSize(16), 1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0]),
        Drawings.EmfRecord(118, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1),
        Drawings.EmfRecord(108, [0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 3, 0, 0, 1, 0, 0, 0, 0, 0, 128, 63, 0, 0, 128, 63, (byte)'a', (byte)'b', (byte)'c', 0]),
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void Keeps_WhatDraws(byte[] record)
    {
        var run = Runs.File("a.emf", Drawings.Emf(record, Drawings.EmfEnd));
        Assert.Equal("", run.Faults);
        Assert.Empty(run.Codes);
        Assert.Equal(record, run.Output.Bytes[108..^20]);
    }

    [Theory]
    [InlineData(105, "metafile.escape")]
    [InlineData(106, "metafile.escape")]
    [InlineData(110, "metafile.escape")]
    [InlineData(99, "metafile.colorProfile")]
    [InlineData(122, "metafile.colorProfile")]
    [InlineData(113, "metafile.colorProfile")]
    [InlineData(102, "metafile.openGl")]
    [InlineData(70, "metafile.comment")]
    [InlineData(999, "metafile.unknownRecord")]
    public void Removes_WhatSpeaksToOthers(uint type, string code)
    {
        var run = Runs.File("a.emf", Drawings.Emf(Rectangle, Drawings.EmfRecord(type, 12, 0x43494447, 0x40000004, 0x50532D21), Rectangle, Drawings.EmfEnd));
        Assert.Equal([code], run.Codes);
        Assert.Equal([1u, 43, 43, 14], Drawings.EmfTypes(run.Output.Bytes));
        Assert.DoesNotContain("!-SP", run.Output.Text, StringComparison.Ordinal);
    }

    public static TheoryData<byte[]> Bad => new()
    {
        Drawings.EmfRecord(86, [.. new byte[16], 255, 255, 255, 127, 1, 0, 2, 0]),
        Drawings.EmfRecord(8, 0, 0, 0, 0, 2, 3, 1, 1, 1, 1, 2, 2, 3, 3),
        Drawings.EmfRecord(8, 0, 0, 0, 0, 0xFFFFFFFF, 3, 1, 1),
        Drawings.EmfRecord(37, 7),
        Drawings.EmfRecord(40, 7),
        Drawings.EmfRecord(37, 0x80000055),
        Drawings.EmfRecord(38, 0, 0, 1, 0, 0xFF),
        Drawings.EmfRecord(38, 70_000, 0, 1, 0, 0xFF),
        Drawings.EmfRecord(39, 1, 0),
        Drawings.EmfRecord(34, 0xFFFFFFFF),
        Drawings.EmfRecord(34, 1),
        Drawings.EmfRecord(49, [1, 0, 0, 0, 0, 3, 255, 0, 1, 2, 3, 0]),
        Drawings.EmfRecord(75, 48, 1, 32, 1, 100, 16, 0, 0, 9, 9, 1, 2, 3, 4),
        Drawings.EmfRecord(118, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 5),
        Drawings.EmfRecord(84, 1, 2),
        Text(count: 0x7FFFFFFF),
        Text(at: 0xFFFFFFF0),
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Drops_RecordsThatLeaveThemselvesOrTheTable(byte[] record)
    {
        var run = Runs.File("a.emf", Drawings.Emf(Rectangle, record, Drawings.EmfEnd));
        Assert.Equal("", run.Faults);
        Assert.Equal(["metafile.badRecord"], run.Codes);
        Assert.Equal([1u, 43, 14], Drawings.EmfTypes(run.Output.Bytes));
    }

    [Theory]
    [InlineData(80, 0u, 0xFFFFu)]
    [InlineData(0xFFFFFF00, 40u, 8u)]
    [InlineData(80, 40u, 0u)]
    [InlineData(80, 8u, 8u)]
    public void Drops_BitmapsThatLeaveTheirRecord(uint headerAt, uint headerSize, uint bitsSize)
    {
        var record = Stretch([.. Pictures.Dib(2, 1, 24), 1, 2, 3, 4, 5, 6, 0, 0]);
        Pictures.Words(headerAt, headerSize, 120, bitsSize).CopyTo(record, 48);
        var run = Runs.File("a.emf", Drawings.Emf(Rectangle, record, Drawings.EmfEnd));
        Assert.Equal(["metafile.bitmap"], run.Codes);
        Assert.Equal([1u, 43, 14], Drawings.EmfTypes(run.Output.Bytes));
    }

    [Fact]
    public void Gives_APatternThatIsRefusedABrushThatPaintsNothing()
    {
        var run = Runs.File("a.emf", Drawings.Emf(Drawings.EmfRecord(94, 1, 0, 32, 4, 36, 4, 0, 0), Drawings.EmfRecord(37, 1), Drawings.EmfEnd));
        Assert.Equal("", run.Faults);
        Assert.Equal([1u, 39, 37, 14], Drawings.EmfTypes(run.Output.Bytes));
        Assert.Equal(2, BitConverter.ToUInt16(run.Output.Bytes, 56));
    }

    [Fact]
    public void Cuts_FontsToTheirNames()
    {
        var font = new byte[4 + 320];
        font[0] = 1;
        Encoding.Unicode.GetBytes("ＭＳ 明朝\0rest of memory").CopyTo(font, 32);
        Encoding.Unicode.GetBytes("full name").CopyTo(font, 96);
        var run = Runs.File("a.emf", Drawings.Emf(Drawings.EmfRecord(82, font), Drawings.EmfEnd));
        Assert.Empty(run.Codes);
        var text = Encoding.Unicode.GetString(run.Output.Bytes);
        Assert.Contains("ＭＳ 明朝\0", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rest of memory", text, StringComparison.Ordinal);
        Assert.DoesNotContain("full name", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Splits_SeveralTextsIntoOneEach()
    {
        uint[] item(uint at) => [5, 6, 1, at, 0, 0, 0, 0, 0, 0];
        var record = Drawings.EmfRecord(97, [0, 0, 0, 0, 1, 0, 0, 2, .. item(120), .. item(124), 'a', 'b']);
        var run = Runs.File("a.emf", Drawings.Emf(record, Drawings.EmfEnd));
        Assert.Equal("", run.Faults);
        Assert.Empty(run.Codes);
        Assert.Equal([1u, 84, 84, 14], Drawings.EmfTypes(run.Output.Bytes));
    }

    [Fact]
    public void Takes_ThePlainRecordsOfDualFilesAndRefusesTheRest()
    {
        var dual = Runs.File("a.emf", Drawings.Emf(Drawings.EmfPlus(isDual: true), Rectangle, Drawings.EmfEnd));
        Assert.Equal([1u, 43, 14], Drawings.EmfTypes(dual.Output.Bytes));
        Assert.Equal(["metafile.emfPlus"], dual.Codes);
        Assert.Equal(Reason.Unsupported, Runs.File("a.emf", Drawings.Emf(Drawings.EmfPlus(isDual: false), Drawings.EmfEnd)).Report.Reason);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(0xFFFFFFFFu)]
    public void Survives_CommentsThatLieAboutTheirSize(uint size) =>
        Assert.Equal([1u, 43, 14], Drawings.EmfTypes(Runs.File("a.emf", Drawings.Emf(Drawings.EmfRecord(70, size, 0x2B464D45), Rectangle, Drawings.EmfEnd)).Output.Bytes));

    [Fact]
    public void Drops_DescriptionAndWhatFollowsTheEnd()
    {
        byte[] input = [.. Drawings.Emf(Rectangle, Drawings.EmfEnd), .. "MZ and more"u8];
        input[60] = 8;
        var run = Runs.File("a.emf", input);
        Assert.Equal(["metafile.description", "metafile.trailingData"], run.Codes.Order());
        Assert.Equal([1u, 43, 14], Drawings.EmfTypes(run.Output.Bytes));
    }

    [Fact]
    public void Gives_EveryPrefixAVerdictAndNothingToItsOwnOutput()
    {
        var input = Drawings.Emf([Rectangle, .. Kept.Select<object[], byte[]>(row => (byte[])row[0]), Drawings.EmfEnd]);
        for (var length = 0; length <= input.Length; length++)
        {
            var run = Runs.File("a.emf", input[..length]);
            Assert.Equal("", run.Faults);
            if (run.Report.Output?.Format == "emf")
            {
                Assert.InRange(length, input.Length / 2 - 8, input.Length);
                var again = Runs.File("a.emf", run.Output.Bytes);
                Assert.Empty(again.Codes);
                Assert.Equal(run.Output.Bytes, again.Output.Bytes);
            }
        }
    }

    [Fact]
    public void Rejects_OutputsThatAreNotItsOwn()
    {
        Assert.Null(Verify(Clean(Rectangle)));
        Assert.NotNull(Verify([.. Clean(Rectangle), 0, 0, 0, 0]));
        Assert.NotNull(Verify(Clean(Drawings.EmfRecord(70, 0))));
        Assert.NotNull(Verify(Clean(Drawings.EmfRecord(106, 0))));
        Assert.NotNull(Verify(Clean(Drawings.EmfRecord(37, 99))));
        Assert.NotNull(Verify(Clean(Drawings.EmfRecord(86, [.. new byte[16], 9, 0, 0, 0]))));
        Assert.NotNull(Verify(Clean(Drawings.EmfRecord(81, [.. new byte[40], 80, 0, 0, 0, 40, 0, 0, 0, 120, 0, 0, 0, 99, 0, 0, 0, .. new byte[16]]))));

        static byte[] Clean(byte[] record) => Drawings.Emf(record, Drawings.EmfEnd);
        static string? Verify(byte[] bytes) => new EmfVerifier().Verify(Sanitizers.Detection.Formats.Emf, new MemoryStream(bytes), new PlainText.BareContext());
    }

    private static byte[] Text(uint count = 2, uint at = 76) =>
        Drawings.EmfRecord(84, 0, 0, 0, 0, 1, 0, 0, 5, 6, count, at, 0, 0, 0, 0, 0, 80, 'a' | ('b' << 16), 7, 8);

    private static byte[] Stretch(byte[] dib) =>
        Drawings.EmfRecord(81, [.. new byte[40], 80, 0, 0, 0, 40, 0, 0, 0, 120, 0, 0, 0, (byte)(dib.Length - 40), 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0xCC, 0, 1, 0, 0, 0, 1, 0, 0, 0, .. dib]);
}

internal static class DibBytes
{
    /// <summary>Says in the header how many bytes the rows take, as our writer does.</summary>
    public static byte[] WithSize(this byte[] dib, byte size)
    {
        dib[20] = size;
        return dib;
    }
}
