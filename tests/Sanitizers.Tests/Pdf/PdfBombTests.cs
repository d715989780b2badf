using System.IO.Compression;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>Small files that ask for much: they end within the budget and say why, or are rebuilt without what was asked.</summary>
public sealed class PdfBombTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Fact]
    public void Blocks_TenMillionObjectsInAnObjectStream()
    {
        // 200 MB of "1 0 1 0 …" in 200 KB.
        AssertBlocked(PdfBuilder.File(["<</Type/Catalog/Pages 9 0 R>>", Packed("/Type/ObjStm/N 10000000/First 80000000", "1 0 1 0 ", 25_000_000)]).AsRecovered(), Reason.Budget);
    }

    [Fact]
    public void Blocks_AHugeArrayInAnObjectStream() =>
        AssertBlocked(PdfBuilder.File(["<</Type/Catalog/Pages 9 0 R>>", Packed("/Type/ObjStm/N 1/First 4", "9 0 [", 1, "0 ", 60_000_000)]).AsRecovered(), Reason.Budget);

    [Fact]
    public void Blocks_ACrossReferenceOfMillions()
    {
        var stream = Packed("/Type/XRef/Size 30000000/W[1 4 2]/Root 1 0 R", "\u0001\0\0\0\u0009\0\0", 30_000_000);
        var text = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n";
        AssertBlocked(Encoding.Latin1.GetBytes(text + "4 0 obj" + stream + "\nendobj\nstartxref\n" + text.Length + "\n%%EOF\n"), Reason.Budget);
    }

    [Theory]
    [InlineData("/Size 2147483647/W[1 4 2]/Index[0 2147483647]")]
    [InlineData("/Size 2147483647/W[2147483647 2147483647 2147483647]")]
    [InlineData("/Size 9/W[0 0 0]/Index[0 2147483647]")]
    public void Survives_CrossReferencesThatLie(string entries)
    {
        var text = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj\n";
        var run = Within(Encoding.Latin1.GetBytes(text + "4 0 obj" + PdfBuilder.Stream("/Type/XRef/Root 1 0 R" + entries, "\u0001\0\0\0\u0009\0\0") + "\nendobj\nstartxref\n" + text.Length + "\n%%EOF\n"));
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
    }

    [Theory]
    [InlineData("xref\n0 2147483647\n0000000000 65535 f \n")]
    [InlineData("xref\n2147483600 100\n0000000000 65535 f \n")]
    public void Survives_TablesThatLie(string table)
    {
        var text = Encoding.Latin1.GetString(PdfBuilder.Document()).Replace("xref\n0 4\n", table, StringComparison.Ordinal);
        Assert.Equal(Outcome.Rebuilt, Within(Encoding.Latin1.GetBytes(text)).Report.Outcome);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)]
    public void Blocks_FiltersBeyondAnyUse(int count)
    {
        var content = new byte[1 << 20];
        for (var i = 0; i < 8; i++)
        {
            content = Deflated(content);
        }

        AssertBlocked(PdfBuilder.Document("", "/Contents 4 0 R", PdfBuilder.Stream("/Filter[" + string.Concat(Enumerable.Repeat("/Fl", count)) + "]", Encoding.Latin1.GetString(content))), Reason.TooDeep);
    }

    [Fact]
    public void Blocks_AFloodThatShowsNoSign()
    {
        // Bytes of chance at every look, zeros in between: nothing in the packed data tells what becomes of it.
        using var target = new MemoryStream();
        using (var packer = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            var (chance, random, zeros) = (new byte[3_500], new Random(7), new byte[1 << 20]);
            for (var i = 0; i < 600; i++)
            {
                random.NextBytes(chance);
                packer.Write(chance);
                packer.Write(zeros);
            }
        }

        AssertBlocked(PdfBuilder.Document("", "/Contents 4 0 R", PdfBuilder.Stream("/Filter/FlateDecode", Encoding.Latin1.GetString(target.ToArray()))), Reason.Budget);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Blocks_NestedFlateBombs(int count)
    {
        var content = Flood(" ", 300_000_000);
        for (var i = 1; i < count; i++)
        {
            content = Deflated(content);
        }

        AssertBlocked(PdfBuilder.Document("", "/Contents 4 0 R", PdfBuilder.Stream("/Filter[" + string.Concat(Enumerable.Repeat("/Fl", count)) + "]", Encoding.Latin1.GetString(content))), Reason.Budget);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Blocks_AThousandToOneWhateverItLiesIn(int count)
    {
        // More blanks than any stream may become, behind bytes that look like any others.
        var flood = Flood(Encoding.Latin1.GetString(new Random(5).GetItems("abcdefgh".Select(c => (byte)c).ToArray(), 20_000)), 1, " ", 560_000_000);
        for (var i = 1; i < count; i++)
        {
            flood = Deflated(flood);
        }

        var filter = "/Filter[" + string.Concat(Enumerable.Repeat("/FlateDecode", count)) + "]";
        AssertBlocked(PdfBuilder.Document("", "/Contents 4 0 R", PdfBuilder.Stream(filter, Encoding.Latin1.GetString(flood))), count > 6 ? Reason.TooDeep : Reason.Budget);
    }

    [Fact]
    public void Keeps_AWhitePageOfAHundredMegabytes()
    {
        var image = "/Subtype/Image/Width 5000/Height 7000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode";
        var run = Within(PdfBuilder.Document("", "/Resources<</XObject<</I 4 0 R>>>>", PdfBuilder.Stream(image, Encoding.Latin1.GetString(Flood("\u00FF\u00FF\u00FF", 35_000_000)))));
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
    }

    [Theory]
    [InlineData("/Filter/RunLengthDecode")]
    [InlineData("/Filter/LZWDecode")]
    public void Blocks_OtherDecodersThatFlood(string filter)
    {
        // Runs of 128 bytes from two; LZW whose codes grow to 4,096 bytes.
        var data = filter.EndsWith("RunLengthDecode", StringComparison.Ordinal) ? string.Concat(Enumerable.Repeat("\u0081 ", 500_000)) : new string('\0', 10);
        var run = Within(PdfBuilder.Document("", "/Contents 4 0 R", PdfBuilder.Stream(filter, data)));
        Assert.True(run.Report.Outcome == Outcome.Rebuilt || run.Report.Reason == Reason.Budget, run.Report.Reason.ToString());
    }

    [Fact]
    public void Reads_NoObjectStreamOutOfAnObjectStream()
    {
        // Object 6 says it lies in 5, which says it lies in 6.
        var text = Encoding.Latin1.GetString(PdfBuilder.Document("/Outlines 6 0 R", "", "null", PdfBuilder.Stream("/Type/ObjStm/N 1/First 4", "6 0 <</Type/ObjStm/N 1/First 4/Length 9>>stream\n5 0 null\nendstream"))).Replace("/Root 1", "/Root 9", StringComparison.Ordinal);
        Assert.Equal(Outcome.Rebuilt, Within(Encoding.Latin1.GetBytes(text)).Report.Outcome);
    }

    [Theory]
    [InlineData("/Prev {0}")]
    [InlineData("/XRefStm {0}")]
    [InlineData("/Prev {0}/XRefStm {0}")]
    public void Leaves_CrossReferencesThatPointToThemselves(string entry)
    {
        var text = Encoding.Latin1.GetString(PdfBuilder.Document());
        var start = text.LastIndexOf("xref\n0 ", StringComparison.Ordinal);
        var run = Within(Encoding.Latin1.GetBytes(text.Replace("trailer\n<<", "trailer\n<<" + string.Format(System.Globalization.CultureInfo.InvariantCulture, entry, start), StringComparison.Ordinal)));
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
    }

    [Fact]
    public void Survives_LengthsOfTwoGigabytes()
    {
        var run = Within(PdfBuilder.Document("", "/Contents 4 0 R", "<</Length 2147483647>>\nstream\nq Q\nendstream"));
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Contains("pdf.repaired", run.Codes);
    }

    [Theory]
    [InlineData("/N", "aaaaaaaaaaaaaaaa", "")]
    [InlineData("(", "((((((((((((((((", "")]
    [InlineData("(", "aaaaaaaaaaaaaaaa", ")")]
    [InlineData("<", "4142434445464748", ">")]
    [InlineData("[", "/a(b)<63>1 2 R[]", "]")]
    [InlineData("<<", "/a 1/b 2/a 1/c 3", ">>")]
    [InlineData("", "<</a[<</a[<</a[", "")]
    [InlineData("", "%%%%%%%%%%%%%%%\n", "")]
    public void Ends_OnNameAndStringBombs(string before, string piece, string behind)
    {
        // Four megabytes of each, as the title of an outline and as an object of its own.
        var value = before + string.Concat(Enumerable.Repeat(piece, 250_000)) + behind;
        var run = Within(PdfBuilder.Document("/Outlines 4 0 R", "", "<</First 5 0 R/Title " + value + ">>", "<</Title " + value + ">>"));
        Assert.True(run.Report.Outcome == Outcome.Rebuilt || run.Report.Reason is Reason.TooDeep or Reason.Budget or Reason.Corrupt, run.Report.Reason.ToString());
        Assert.True(run.Output.Bytes.Length < 30_000_000);
    }

    [Fact]
    public void Blocks_PageTreesWithoutAPage()
    {
        // Nodes that only hold each other: a million places, no page.
        var kids = string.Concat(Enumerable.Repeat("2 0 R 4 0 R ", 100_000));
        AssertBlocked(PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", $"<</Type/Pages/Kids[{kids}]/Count 9>>", "null", $"<</Type/Pages/Kids[{kids}]/Parent 2 0 R>>"]), Reason.Corrupt);
    }

    private static void AssertBlocked(byte[] input, Reason reason)
    {
        var run = Within(input);
        Assert.Equal((Outcome.Blocked, reason), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
    }

    private static RunResult Within(byte[] input)
    {
        RunResult run = null!;
        var spent = ThreadClock.Of(() => run = Runs.File("a.pdf", input));
        Assert.True(spent < Enough, $"{spent} for {input.Length} bytes");
        Assert.Equal("", run.Faults);
        return run;
    }

    private static string Packed(string entries, string piece, int times, string more = "", int moreTimes = 0)
    {
        var data = Flood(piece, times, more, moreTimes);
        return PdfBuilder.Stream(entries + "/Filter/FlateDecode", Encoding.Latin1.GetString(data));
    }

    private static byte[] Flood(string piece, int times, string more = "", int moreTimes = 0)
    {
        using var target = new MemoryStream();
        using (var packer = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var (text, count) in new[] { (piece, times), (more, moreTimes) })
            {
                var block = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(text, Math.Min(count, 100_000))));
                for (var left = count; left > 0; left -= 100_000)
                {
                    packer.Write(block.AsSpan(0, Math.Min(left, 100_000) * text.Length));
                }
            }
        }

        return target.ToArray();
    }

    private static byte[] Deflated(byte[] data)
    {
        using var target = new MemoryStream();
        using (var packer = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            packer.Write(data);
        }

        return target.ToArray();
    }
}

internal static class PdfBombFiles
{
    /// <summary>With a trailer nobody finds, so that everything is looked for.</summary>
    public static byte[] AsRecovered(this byte[] file) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace("startxref\n", "startxref\n9", StringComparison.Ordinal));
}
