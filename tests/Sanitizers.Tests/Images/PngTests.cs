using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Tests.Images;

/// <summary>PNG and APNG, row by row.</summary>
public sealed class PngTests
{
    public static TheoryData<int, int, bool> Forms
    {
        get
        {
            var forms = new TheoryData<int, int, bool>();
            foreach (var (type, depths) in ((int, int[])[])[(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])])
            {
                foreach (var depth in depths)
                {
                    forms.Add(type, depth, false);
                    forms.Add(type, depth, true);
                }
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Keeps_EverySample(int type, int depth, bool isInterlaced)
    {
        var rows = SomeRows(11, 9, depth * (type switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }), isInterlaced);
        var palette = Enumerable.Range(0, 3 << depth).Select(i => (byte)(i * 7)).ToArray();
        (string, byte[])[] colors = type == 3 ? [("PLTE", palette), ("tRNS", [1, 2])] : [];
        var input = Pictures.Png([("IHDR", Pictures.Header(11, 9, depth, type, isInterlaced)), .. colors, ("IDAT", Pictures.Deflate(rows)), ("IEND", [])]);

        var run = Runs.File("a.png", input);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Empty(run.Codes);
        Assert.Equal(rows, Pictures.Rows(run.Output.Bytes));
        Assert.Equal(Pictures.Chunks(input)[0].Body, Pictures.Chunks(run.Output.Bytes)[0].Body);
        Assert.Equal(run.Output.Bytes, Runs.File("a.png", run.Output.Bytes).Output.Bytes);
    }

    [Fact]
    public void Removes_EveryChunkThatIsNoPicture()
    {
        var secret = Encoding.ASCII.GetBytes("Comment\0SECRET <?php system('x'); ?>");
        var input = Pictures.PlainPng(("tEXt", secret), ("iTXt", secret), ("eXIf", secret), ("tIME", new byte[7]), ("prVt", secret), ("pHYs", [0, 0, 11, 18, 0, 0, 11, 18, 1]));

        var run = Runs.File("a.png", [.. input, .. "MZ SECRET"u8]);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(["image.comment", "image.metadata", "image.trailingData"], run.Codes.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("SECRET", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(["IHDR", "pHYs", "IDAT", "IEND"], Pictures.Chunks(run.Output.Bytes).Select(chunk => chunk.Type));
    }

    [Fact]
    public void Removes_WhatIsHiddenBehindTheLastRow()
    {
        var input = Pictures.Png(("IHDR", Pictures.Header(2, 1)), ("IDAT", Pictures.Deflate([.. new byte[7], .. "SECRET"u8])), ("IEND", []));

        var run = Runs.File("a.png", input);

        Assert.Equal(["image.hiddenData"], run.Codes);
        Assert.Equal(7, Pictures.Rows(run.Output.Bytes).Length);
    }

    [Fact]
    public void Blocks_AWrongChecksumOfTheData()
    {
        var input = Pictures.PlainPng();
        input[^14] ^= 1;

        var run = Runs.File("a.png", input);

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
        Assert.Equal(["image.damaged"], run.Codes);
    }

    [Fact]
    public void Blocks_EveryTruncation()
    {
        var input = Pictures.PlainPng();
        for (var length = 8; length < input.Length - 1; length++)
        {
            Assert.Equal(Outcome.Blocked, Runs.File("a.png", input[..length]).Report.Outcome);
        }
    }

    [Theory]
    [InlineData(100_000, 100_000)]
    [InlineData(60_000, 60_000)]
    [InlineData(int.MaxValue, 1)]
    public void Blocks_PixelBombs_BeforeTheyAreDecoded(int width, int height)
    {
        var run = Runs.File("a.png", Pictures.Png(("IHDR", Pictures.Header(width, height)), ("IDAT", Pictures.Deflate(new byte[10])), ("IEND", [])));

        Assert.Equal((Outcome.Blocked, Reason.TooBig), (run.Report.Outcome, run.Report.Reason));
        Assert.Equal(["image.dimensions"], run.Codes);
    }

    [Fact]
    public void Blocks_APictureThatInflatesFarBeyondItsSize()
    {
        // 12,000 × 12,000 × 64 bits are more than a gigabyte; the file has a hundred bytes.
        var run = Runs.File("a.png", Pictures.Png(("IHDR", Pictures.Header(12_000, 12_000, 16, 6)), ("IDAT", Pictures.Deflate(new byte[10])), ("IEND", [])));

        Assert.Equal((Outcome.Blocked, Reason.Budget), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Keeps_TheFramesOfAnAnimation_AndTheirTimes()
    {
        var run = Runs.File("a.png", Moving(frames: 3, declared: 3));
        var chunks = Pictures.Chunks(run.Output.Bytes);

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Empty(run.Codes);
        Assert.Equal(["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"], chunks.Select(chunk => chunk.Type));
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 7], chunks[1].Body);
        Assert.All(chunks.Where(chunk => chunk.Type == "fcTL"), chunk => Assert.Equal([0, 25, 0, 100], chunk.Body[20..24]));
        Assert.Equal(run.Output.Bytes, Runs.File("a.png", run.Output.Bytes).Output.Bytes);
    }

    [Fact]
    public void Keeps_TheFirstPicture_OfABrokenAnimation()
    {
        var run = Runs.File("a.png", Moving(frames: 3, declared: 9));

        Assert.Equal(["image.repaired"], run.Codes);
        Assert.Equal(["IHDR", "IDAT", "IEND"], Pictures.Chunks(run.Output.Bytes).Select(chunk => chunk.Type));
    }

    [Fact]
    public void Changes_SamplesByOneAtMost_WhenThePolicyWantsNoise()
    {
        var rows = SomeRows(11, 9, 24, false);
        for (var row = 0; row < 9; row++)
        {
            rows[row * 34] = 0;
        }

        var input = Pictures.Png(("IHDR", Pictures.Header(11, 9)), ("IDAT", Pictures.Deflate(rows)), ("IEND", []));
        var noisy = Pictures.Rows(Runs.File("a.png", input, new SanitizePolicy { Revision = "r1", ImageNoise = true }).Output.Bytes);

        Assert.NotEqual(rows, noisy);
        Assert.All(rows.Zip(noisy), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1));
    }

    private static byte[] Moving(int frames, int declared)
    {
        var chunks = new List<(string, byte[])> { ("IHDR", Pictures.Header(4, 4)), ("acTL", [.. Pictures.Big(declared), .. Pictures.Big(7)]) };
        var sequence = 0;
        for (var i = 0; i < frames; i++)
        {
            chunks.Add(("fcTL", [.. Pictures.Big(sequence++), .. Pictures.Big(4), .. Pictures.Big(4), .. Pictures.Big(0), .. Pictures.Big(0), 0, 25, 0, 100, 0, 0]));
            var data = Pictures.Deflate([.. Enumerable.Range(0, 4 * 13).Select(n => n % 13 == 0 ? (byte)0 : (byte)(n * (i + 3)))]);
            chunks.Add(i == 0 ? ("IDAT", data) : ("fdAT", [.. Pictures.Big(sequence++), .. data]));
        }

        chunks.Add(("IEND", []));
        return Pictures.Png([.. chunks]);
    }

    // Every filter in turn, samples that repeat now and then.
    private static byte[] SomeRows(int width, int height, int bits, bool isInterlaced)
    {
        var rows = new List<byte>();
        var passes = isInterlaced ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)] : new[] { (0, 0, 1, 1) };
        var seed = 7;
        foreach (var (x, y, stepX, stepY) in passes)
        {
            var (w, h) = ((width - x + stepX - 1) / stepX, (height - y + stepY - 1) / stepY);
            for (var row = 0; row < h && w > 0; row++)
            {
                rows.Add((byte)(rows.Count % 5));
                for (var i = 0; i < ((w * bits) + 7) / 8; i++)
                {
                    seed = (seed * 1_103_515_245) + 12_345;
                    rows.Add((byte)(seed >> 16));
                }
            }
        }

        return [.. rows];
    }
}
