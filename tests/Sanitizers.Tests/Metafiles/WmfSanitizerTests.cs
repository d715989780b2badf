using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Tests.Bitmaps;

namespace Mugai.Sanitizers.Tests.Metafiles;

/// <summary>Windows metafiles.</summary>
public class WmfSanitizerTests
{
    private static readonly byte[] Rectangle = Drawings.WmfRecord(0x041B, 1, 2, 3, 4);

    private static readonly byte[] Dib = [.. Pictures.Dib(2, 1, 24).WithSize(8), 1, 2, 3, 4, 5, 6, 0, 0];

    public static TheoryData<byte[]> Kept => new()
    {
        Rectangle,
        Drawings.WmfRecord(0x001E),
        Drawings.WmfRecord(0x061D, 0x21, 0xF0, 1, 2, 3, 4),
        Drawings.WmfRecord(0x020C, 100, 100),
        Drawings.WmfRecord(0x02FA, 0, 1, 0, 0xFF, 0),
        Drawings.WmfRecord(0x02FC, 0, 0xFF, 0, 0),
        Drawings.WmfBytes(0x02FB, [.. new byte[18], .. "Arial\0"u8]),
        Drawings.WmfRecord(0x0325, 2, 1, 2, 3, 4),
        Drawings.WmfRecord(0x0538, 2, 1, 2, 1, 1, 2, 2, 3, 3),
        Drawings.WmfBytes(0x0521, [3, 0, .. "abc\0"u8, 1, 0, 2, 0]),
        Drawings.WmfBytes(0x0A32, [1, 0, 2, 0, 2, 0, 0, 0, .. "ab"u8, 9, 0, 9, 0]),
        Drawings.WmfBytes(0x0A32, [1, 0, 2, 0, 2, 0, 2, 0, 1, 0, 2, 0, 3, 0, 4, 0, .. "ab"u8]),
        Drawings.WmfRecord(0x00F7, 0x300, 1, 0x102, 3),
        Drawings.WmfRecord(0x06FF, 0, 6, 0, 0, 34, 1, 2, 0, 0, 9, 9, 2, 0, 9, 1, 2, 2),
        Drawings.WmfBytes(0x0F43, [0x20, 0, 0xCC, 0, 0, 0, .. new byte[16], .. Dib]),
        Drawings.WmfRecord(0x0940, 0x62, 0xFF, 0, 0, 0, 5, 5, 0, 0),
        Drawings.WmfBytes(0x0142, [5, 0, 0, 0, .. Dib]),
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void Keeps_WhatDraws(byte[] record)
    {
        foreach (var isPlaceable in new[] { true, false })
        {
            var run = Runs.File("a.wmf", Drawings.Wmf(isPlaceable, record));
            Assert.Equal("", run.Faults);
            Assert.Equal("wmf", run.Report.Output?.Format);
            Assert.Empty(run.Codes);
            Assert.Equal(record, run.Output.Bytes[(isPlaceable ? 40 : 18)..^6]);
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(4115)]
    public void Removes_Escapes(int escape)
    {
        var run = Runs.File("a.wmf", Drawings.Wmf(false, Rectangle, Drawings.WmfRecord(0x0626, escape, 4, 0x5350, 0x5350), Rectangle));
        Assert.Equal(["metafile.escape"], run.Codes);
        Assert.Equal([0x041B, 0x041B, 0], Drawings.WmfFunctions(run.Output.Bytes));
    }

    public static TheoryData<byte[], string> Bad => new()
    {
        { Drawings.WmfRecord(0x0325, 9, 1, 2), "metafile.badRecord" },
        { Drawings.WmfRecord(0x0538, 2, 1, 9, 1, 1), "metafile.badRecord" },
        { Drawings.WmfBytes(0x0521, [99, 0, 1, 0, 2, 0]), "metafile.badRecord" },
        { Drawings.WmfRecord(0x0A32, 1, 2, 999, 0), "metafile.badRecord" },
        { Drawings.WmfRecord(0x012D, 3), "metafile.badRecord" },
        { Drawings.WmfRecord(0x01F0, 0), "metafile.badRecord" },
        { Drawings.WmfRecord(0x0127, 0xFFFF), "metafile.badRecord" },
        { Drawings.WmfRecord(0x041B, 1), "metafile.badRecord" },
        { Drawings.WmfBytes(0x0F43, [0x20, 0, 0xCC, 0, 0, 0, .. new byte[16], .. Pictures.Dib(9999, 9999, 24)]), "metafile.bitmap" },
        { Drawings.WmfBytes(0x0922, [.. new byte[40]]), "metafile.bitmap" },
        { Drawings.WmfRecord(0x7777, 1), "metafile.unknownRecord" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Drops_RecordsThatLeaveThemselvesOrTheTable(byte[] record, string code)
    {
        var run = Runs.File("a.wmf", Drawings.Wmf(false, Rectangle, record));
        Assert.Equal("", run.Faults);
        Assert.Equal([code], run.Codes);
        Assert.Equal([0x041B, 0], Drawings.WmfFunctions(run.Output.Bytes));
    }

    [Fact]
    public void Keeps_TheNumbersOfObjects()
    {
        // The pattern cannot be kept; the pen behind it must still be number 1.
        var run = Runs.File("a.wmf", Drawings.Wmf(false, Drawings.WmfBytes(0x01F9, [.. new byte[50]]), Drawings.WmfRecord(0x02FA, 0, 1, 0, 0xFF, 0), Drawings.WmfRecord(0x012D, 1), Drawings.WmfRecord(0x01F0, 0), Drawings.WmfRecord(0x02FC, 0, 0, 0, 0), Drawings.WmfRecord(0x012D, 0)));
        Assert.Equal("", run.Faults);
        Assert.Equal(["metafile.bitmap"], run.Codes);
        Assert.Equal([0x02FC, 0x02FA, 0x012D, 0x01F0, 0x02FC, 0x012D, 0], Drawings.WmfFunctions(run.Output.Bytes));
        Assert.Equal(1, run.Output.Bytes[24]);
        Assert.Equal(2, run.Output.Bytes[10]);
    }

    [Fact]
    public void Gives_EveryPrefixAVerdictAndNothingToItsOwnOutput()
    {
        var input = Drawings.Wmf(true, [.. Kept.Select<object[], byte[]>(row => (byte[])row[0])]);
        for (var length = 0; length <= input.Length; length++)
        {
            var run = Runs.File("a.wmf", input[..length]);
            Assert.Equal("", run.Faults);
            if (run.Report.Output?.Format == "wmf")
            {
                Assert.InRange(length, input.Length / 2 - 8, input.Length);
                var again = Runs.File("a.wmf", run.Output.Bytes);
                Assert.Empty(again.Codes);
                Assert.Equal(run.Output.Bytes, again.Output.Bytes);
            }
        }
    }

    [Fact]
    public void Drops_WhatFollowsTheEnd()
    {
        byte[] input = [.. Drawings.Wmf(true, Rectangle), .. "hidden behind the picture"u8];
        Assert.Equal(["metafile.trailingData"], Runs.File("a.wmf", input).Codes);
    }

    [Fact]
    public void Rejects_OutputsThatAreNotItsOwn()
    {
        var clean = Drawings.Wmf(false, Rectangle, Rectangle);
        Assert.Null(Verify(clean));
        Assert.NotNull(Verify([.. clean, 0, 0]));
        foreach (var i in new[] { 0, 2, 4, 6, 16, 18, 22 })
        {
            byte[] changed = [.. clean];
            changed[i] ^= 0x44;
            Assert.True(Verify(changed) is not null, $"byte {i}");
        }

        Assert.NotNull(Verify(Drawings.Wmf(false, Drawings.WmfRecord(0x0626, 9))));
        Assert.NotNull(Verify(Drawings.Wmf(false, Drawings.WmfRecord(0x012D, 99))));
        Assert.NotNull(Verify(Drawings.Wmf(false, Drawings.WmfBytes(0x0F43, [.. new byte[22], .. Dib, 1, 1]))));

        static string? Verify(byte[] bytes) => new WmfVerifier().Verify(Sanitizers.Detection.Formats.Wmf, new MemoryStream(bytes), new PlainText.BareContext());
    }
}
