using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Tests.PlainText;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>The verifier is shown what the sanitizer would never write.</summary>
public class OoxmlVerifierTests
{
    private const string Document = "word/document.xml";

    [Fact]
    public void Accepts_ACleanPackage() => Assert.Null(Verify(Word(Paragraph(Text("body") + Field("PAGE", "1")))));

    public static TheoryData<string> Wrong => new()
    {
        "vba part", "activeX part", "embedding", "external link part", "macro main type", "dangling relationship", "external picture", "file link", "doctype", "DDE field", "split DDE field", "simple DDE field", "OLE element",
        "template element", "macro attribute", "program action", "part without type", "not well formed", "processing instruction", "relationship type", "no main part",
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Refuses_WhatMustBeGone(string what)
    {
        var package = what switch
        {
            "vba part" => Word("").Part("word/vbaProject.xml", "application/x", "<x/>"),
            "activeX part" => Word("").Part("word/activeX/a.xml", "application/x", "<x/>"),
            "embedding" => Word("").Part("word/embeddings/a.xlsx", "application/x", "<x/>"),
            "external link part" => Word("").Part("xl/externalLinks/a.xml", "application/x", "<x/>"),
            "macro main type" => Word("", "application/vnd.ms-word.document.macroEnabled.main+xml"),
            "dangling relationship" => Word("").Relate(Document, "rId2", "styles", "styles.xml"),
            "external picture" => Word("").Relate(Document, "rId2", "image", "http://x/a.png", external: true),
            "file link" => Word("").Relate(Document, "rId2", "hyperlink", "file:///x", external: true),
            "DDE field" => Word(Paragraph(Field("DDEAUTO cmd", "1"))),
            "split DDE field" => Word(Paragraph(Field("DDEAUTO cmd", "1", pieces: 5))),
            "simple DDE field" => Word(Paragraph("<w:fldSimple w:instr=\" DDE cmd\"/>")),
            "OLE element" => Word(Paragraph("<w:r><w:object><o:OLEObject/></w:object></w:r>")),
            "template element" => Word("<w:attachedTemplate/>"),
            "macro attribute" => Word("<w:p macro=\"x\"/>"),
            "program action" => Word("<a:hlinkClick action=\"ppaction://program\"/>"),
            "part without type" => Word("").Part("word/a.dat", "", "x"),
            "processing instruction" => Word("<?run x?>"),
            "relationship type" => Word("").Part("word/a.xml", "application/x", "<x/>").Relate(Document, "rId2", "aFChunk", "a.xml"),
            "no main part" => Word("", "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"),
            _ => Word(""),
        };
        var bytes = what switch
        {
            "doctype" => Bad.RewriteEntry(package.Build(), (name, xml) => name == Document ? "<!DOCTYPE x>" + xml : xml),
            "not well formed" => Bad.RewriteEntry(package.Build(), (name, xml) => name == Document ? xml + "<" : xml),
            _ => package.Build(),
        };

        Assert.NotNull(Verify(bytes));
    }

    [Theory]
    [InlineData("cmd|'/c calc'!A1")]
    [InlineData("1+CALL(\"a\")")]
    [InlineData("_xlfn.WEBSERVICE(\"http://x\")")]
    public void Refuses_Formulas(string formula)
    {
        var book = Book($"<sheetData><row r=\"1\"><c r=\"A1\"><f>{formula}</f></c></row></sheetData>").Build();

        Assert.NotNull(new OoxmlVerifier().Verify(Formats.Xlsx, new MemoryStream(book), new BareContext()));
    }

    [Fact]
    public void Refuses_WhatItCannotRead() => Assert.NotNull(Verify(Word("").Build()[..^5]));

    private static string? Verify(PackageBuilder package) => Verify(package.Build());

    private static string? Verify(byte[] package) => new OoxmlVerifier().Verify(Formats.Docx, new MemoryStream(package), new BareContext());
}
