using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

public class PackageTests
{
    private const string Document = "word/document.xml";

    [Fact]
    public void Removes_PartsThatNothingLeadsTo()
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body"))).Part("word/payload.exe", "", "MZ").Part("customUI/customUI.xml", "", "<x/>")).AndProven();

        Assert.Equal(["ooxml.customUi", "ooxml.unlistedPart"], clean.Codes);
        Assert.Equal("word/payload.exe", clean.Findings.Single(f => f.Code == "ooxml.unlistedPart").Path);
    }

    [Theory]
    [InlineData("http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "application/xml", "ooxml.customUi")]
    [InlineData("http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes", "application/vnd.ms-office.webextensiontaskpanes+xml", "ooxml.webExtension")]
    [InlineData("http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", "application/vnd.openxmlformats-package.digital-signature-origin", "ooxml.signature")]
    [InlineData("http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "image/jpeg", "ooxml.thumbnail")]
    public void Removes_WhatHangsOnTheRoot(string type, string contentType, string code)
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body"))).Part("x/part.xml", contentType, "<x/>").Relate("", "rId7", type, "x/part.xml")).AndProven();

        Assert.Equal([code], clean.Codes);
        Assert.DoesNotContain("x/part.xml", clean.Names);
    }

    [Theory]
    [InlineData("font", "ooxml.font")]
    [InlineData("customXml", "ooxml.customXml")]
    [InlineData("package", "ooxml.embedding")]
    [InlineData("printerSettings", "ooxml.printerSettings")]
    [InlineData("frame", "ooxml.frame")]
    [InlineData("recipientData", "ooxml.mailMerge")]
    [InlineData("http://schemas.microsoft.com/office/2006/relationships/keyMapCustomizations", "ooxml.keyMap")]
    [InlineData("http://example.com/unknown", "ooxml.unlistedPart")]
    public void Removes_RelationshipsOutsideTheList(string type, string code)
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body"))).Part("word/x.xml", "application/x-anything", "<x/>").Relate(Document, "rId7", type, "x.xml")).AndProven();

        Assert.Equal([code], clean.Codes);
        Assert.DoesNotContain("word/x.xml", clean.Names);
    }

    [Fact]
    public void Removes_APartWhoseTypeIsNotWhatItsRelationshipSays()
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body"))).Part("word/styles.xml", "application/octet-stream", "<x/>").Relate(Document, "rId7", "styles", "styles.xml")).AndProven();

        Assert.Equal(["ooxml.unlistedPart"], clean.Codes);
    }

    [Fact]
    public void Removes_ReferencesToNothing()
    {
        var clean = Cleaning.Of(Word(Paragraph(Picture("r:embed=\"rId8\"")) + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId7\"/><w:footerReference w:type=\"default\" r:id=\"rId77\"/></w:sectPr>")
            .Relate(Document, "rId7", "header", "header1.xml").Relate(Document, "rId8", "image", "../NULL")).AndProven();

        Assert.Equal(["ooxml.deadReference"], clean.Codes);
        Assert.DoesNotContain("Reference w:type", clean.Part(Document), StringComparison.Ordinal);
        Assert.Contains("r:embed=\"rId8\"", clean.Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_CleanPicturesFlowThrough()
    {
        byte[] jpeg = [0xff, 0xd8, 1, 2, 3];
        var clean = Cleaning.Of(Word(Paragraph(Picture("r:embed=\"rId8\""))).Part("word/media/image1.png", "", [0x89, 9]).Relate(Document, "rId8", "image", "media/image1.png"),
            bytes => (Cleaning.PictureFormat(jpeg), jpeg)).AndProven();

        Assert.Equal(jpeg, clean.Bytes("word/media/image1.jpeg"));
        Assert.Contains("Target=\"media/image1.jpeg\"", clean.Part("word/_rels/document.xml.rels"), StringComparison.Ordinal);
        Assert.Empty(clean.Findings);
        Assert.Equal(["/a/1/word/media/image1.png"], clean.Members);
    }

    [Fact]
    public void Gives_OddNamesOtherNames()
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body"))).Part("word/embeddings/見出し.bin", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", $"<w:hdr {W}/>")
            .Relate(Document, "rId7", "header", "embeddings/%E8%A6%8B%E5%87%BA%E3%81%97.bin")).AndProven();

        Assert.Contains("word/part.xml", clean.Names);
    }

    [Fact]
    public void Reports_BytesAroundTheArchive()
    {
        byte[] package = [.. "MZ stub"u8, .. Word(Paragraph(Text("body"))).Build(), .. "tail"u8];

        Assert.Equal(["ooxml.leadingBytes", "ooxml.trailingBytes"], Cleaning.Of(package).AndProven().Codes);
    }

    [Theory]
    [InlineData("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb")]
    public void Blocks_FormatsWithoutASanitizer(string mainType, string format)
    {
        var package = Word("", mainType).Build();

        Assert.Equal(format, OoxmlKind.Detect(new MemoryStream(package))!.Name);
        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (Cleaning.Of(package).Verdict.Outcome, Cleaning.Of(package).Verdict.Reason));
    }

    [Fact]
    public void Detects_ByTheMainPart()
    {
        Assert.Equal(Formats.Docx, OoxmlKind.Detect(new MemoryStream(Word("").Build())));
        Assert.Equal(Formats.Xlsx, OoxmlKind.Detect(new MemoryStream(Book("").Build())));
        Assert.Equal(Formats.Pptx, OoxmlKind.Detect(new MemoryStream(Show("").Build())));
        Assert.Null(OoxmlKind.Detect(new MemoryStream(Word("", "application/x-else").Build())));
        Assert.Null(OoxmlKind.Detect(new MemoryStream(Encoding.UTF8.GetBytes("PK no archive"))));
        Assert.Null(OoxmlKind.Detect(new MemoryStream([])));
    }

    [Fact]
    public void Leaves_NoErrorThatTheInputDidNotHave()
    {
        foreach (var package in (PackageBuilder[])
        [
            Word(Paragraph(Text("a") + Field("DDEAUTO x", "b")) + Paragraph($"<w:hyperlink r:id=\"rId5\">{Text("c")}</w:hyperlink>")).Relate(Document, "rId5", "hyperlink", "file:///x", external: true),
            Book("<definedNames><definedName name=\"Auto_Open\">Sheet1!$A$1</definedName></definedNames>", SheetMain, "<sheetData><row r=\"1\"><c r=\"A1\"><f>RTD(1)</f><v>1</v></c></row></sheetData><hyperlinks><hyperlink ref=\"A1\" r:id=\"rId1\"/></hyperlinks>")
                .Relate("xl/worksheets/sheet1.xml", "rId1", "hyperlink", "file:///x", external: true),
            Show("<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>", afterTree: "<p:custDataLst><p:tags r:id=\"rId9\"/></p:custDataLst>"),
        ])
        {
            var clean = Cleaning.Of(package).AndProven();
            var extension = clean.Verdict.OutputFormat!.Extension;

            Assert.Empty(Cleaning.Errors(clean.Output, extension).Except(Cleaning.Errors(package.Build(), extension)));
        }
    }

    /// <summary>Real files, when they are at hand; the tests above prove the same on files of their own.</summary>
    [Fact]
    public void Cleans_TheFilesOfTheCorpus()
    {
        foreach (var file in Corpus.Files("docx", "xlsx", "pptx", "synth-docx", "synth-xlsx"))
        {
            var clean = Cleaning.Of(File.ReadAllBytes(file));
            if (clean.Verdict.Outcome == Outcome.Rebuilt)
            {
                clean.AndProven();
            }
            else
            {
                Assert.True(clean.Verdict is { Outcome: Outcome.Blocked, Reason: Reason.Corrupt or Reason.Ambiguous or Reason.Unsupported or Reason.Encrypted }, file);
            }
        }
    }
}
