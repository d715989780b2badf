using System.Text;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

public class BadInputTests
{
    private const string Document = "word/document.xml";

    [Fact]
    public void Blocks_ATruncatedPackage()
    {
        var package = Sample();
        for (var piece = 0; piece < 64; piece++)
        {
            Assert.Equal(Outcome.Blocked, Cleaning.Of(package[..(package.Length * piece / 64)]).Verdict.Outcome);
        }
    }

    [Fact]
    public void Survives_FlippedBits()
    {
        var package = Sample();
        for (var at = 0; at < package.Length; at += 3)
        {
            var flipped = (byte[])package.Clone();
            flipped[at] ^= (byte)(1 << (at % 8));
            var clean = Cleaning.Of(flipped);
            if (clean.Verdict.Outcome == Outcome.Rebuilt)
            {
                clean.AndProven();
            }
            else
            {
                Assert.NotEqual(Reason.None, clean.Verdict.Reason);
            }
        }
    }

    [Fact]
    public void Blocks_EveryTruncationOfAPart()
    {
        var package = Sample();
        var whole = 0;
        _ = Bad.RewriteEntry(package, (name, xml) => { whole = name == Document ? xml.Length : whole; return xml; });
        for (var length = 0; length < whole; length += 7)
        {
            var cut = Bad.RewriteEntry(package, (name, xml) => name == Document ? xml[..length] : xml);

            Assert.Equal((Outcome.Blocked, Reason.Corrupt), (Cleaning.Of(cut).Verdict.Outcome, Cleaning.Of(cut).Verdict.Reason));
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>")]
    [InlineData("<!DOCTYPE w:document SYSTEM \"http://x/y.dtd\">")]
    public void Blocks_DocumentTypes(string doctype)
    {
        foreach (var part in (string[])[Document, "[Content_Types].xml", "_rels/.rels"])
        {
            var verdict = Cleaning.Of(Bad.RewriteEntry(Sample(), (name, xml) => name == part ? doctype + xml : xml)).Verdict;

            Assert.Equal((Outcome.Blocked, Reason.Corrupt), (verdict.Outcome, verdict.Reason));
        }
    }

    public static TheoryData<string> Bombs => new() { "deep", "long attribute", "many attributes", "many names", "zeros", "many fields", "long text run", "many relationships", "wide row", "many parts", "long formula" };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Ends_EveryBombInsideTheBudget(string bomb)
    {
        var package = bomb switch
        {
            "deep" => Word(Repeat("<w:sdt>", 100_000)),
            "long attribute" => Word($"<w:p w:rsidR=\"{new string('0', 20 << 20)}\"/>"),
            "many attributes" => Word("<w:p " + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"w:a{i}=\"1\" ")) + "/>"),
            "many names" => Word(string.Concat(Enumerable.Range(0, 300_000).Select(i => $"<w:e{i}x/>"))),
            "zeros" => Word(Paragraph("")).Part("word/media/image1.png", "", new byte[100 << 20]).Relate(Document, "rId5", "image", "media/image1.png"),
            "many fields" => Word(Paragraph(Repeat(Mark("begin"), 10_000))),
            "long text run" => Word(Paragraph(Text(new string('x', 80 << 20)))),
            "many relationships" => ManyRelationships(),
            "wide row" => Book("<sheetData><row r=\"1\">" + Repeat("<c/>", 16_000_000) + "</row></sheetData>"),
            "many parts" => ManyParts(),
            _ => Book("<sheetData><row r=\"1\"><c r=\"A1\"><f>" + Repeat("A1+", 2_000_000) + "1</f><v>1</v></c></row></sheetData>"),
        };

        try
        {
            var clean = Cleaning.Of(package);
            Assert.Equal(bomb == "long formula" ? Outcome.Rebuilt : Outcome.Blocked, clean.Verdict.Outcome);
        }
        catch (BudgetExceededException exceeded)
        {
            Assert.True(exceeded.Reason is Reason.Budget or Reason.TooDeep);
        }
    }

    [Fact]
    public void Rebuilds_LongTextInPieces()
    {
        var text = string.Concat(Enumerable.Repeat("議事録😀", 50_000));

        Assert.Contains(text, Cleaning.Of(Word(Paragraph(Text(text)))).AndProven().Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_TwoRelationshipsOfOneName()
    {
        var verdict = Cleaning.Of(Word("").Relate(Document, "rId5", "styles", "a.xml").Relate(Document, "rId5", "styles", "b.xml")).Verdict;

        Assert.Equal((Outcome.Blocked, Reason.Ambiguous), (verdict.Outcome, verdict.Reason));
    }

    [Fact]
    public void Blocks_TwoMainParts()
    {
        var verdict = Cleaning.Of(Word("").Relate("", "rId5", "officeDocument", "word/document.xml")).Verdict;

        Assert.Equal((Outcome.Blocked, Reason.Ambiguous), (verdict.Outcome, verdict.Reason));
    }

    [Fact]
    public void Reads_Utf16Parts()
    {
        var package = Word("").Part("word/header1.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
                [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-16\"?><w:hdr {W}>{Paragraph(Field("DDE x", "見出し"))}</w:hdr>")])
            .Relate(Document, "rId5", "header", "header1.xml");

        var header = Cleaning.Of(package).AndProven().Part("word/header1.xml");

        Assert.Contains("見出し", header, StringComparison.Ordinal);
        Assert.DoesNotContain("DDE", header, StringComparison.Ordinal);
    }

    private static PackageBuilder ManyRelationships()
    {
        var package = Word("");
        for (var i = 0; i < 210_000; i++)
        {
            package.Relate(Document, "x" + i, "hyperlink", "http://x/", external: true);
        }

        return package;
    }

    private static PackageBuilder ManyParts()
    {
        var package = Word("");
        for (var i = 0; i < 25_000; i++)
        {
            package.Part("word/" + i, "", []);
        }

        return package;
    }

    private static byte[] Sample() => Word(Paragraph(Text("議事録") + Field("PAGE", "1") + Field("DDE x", "2")) + Paragraph($"<w:hyperlink r:id=\"rId5\">{Text("c")}</w:hyperlink>"))
        .Relate(Document, "rId5", "hyperlink", "https://example.jp/", external: true).Build();

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
