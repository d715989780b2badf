using Mugai.Sanitizers.Detection;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

public class WordTests
{
    private const string Document = "word/document.xml";

    [Fact]
    public void Keeps_AnOrdinaryDocumentWithoutAFinding()
    {
        var clean = Cleaning.Of(Word(Paragraph("<w:pPr><w:jc w:val=\"center\"/></w:pPr>" + Text("議事録 2026年度") + Field(" PAGE  \\* MERGEFORMAT ", "3")))).AndProven();

        Assert.Empty(clean.Findings);
        Assert.Equal(Formats.Docx, clean.Verdict.OutputFormat);
        Assert.Contains("議事録 2026年度", clean.Part(Document), StringComparison.Ordinal);
        Assert.Contains("PAGE  \\* MERGEFORMAT", clean.Part(Document), StringComparison.Ordinal);
        Assert.Contains("w:val=\"center\"", clean.Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_MacrosAndTheirName()
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body")), "application/vnd.ms-word.document.macroEnabled.main+xml")
            .Part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "VBA")
            .Part("word/vbaData.xml", "application/vnd.ms-word.vbaData+xml", "<x/>")
            .Relate(Document, "rId9", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
            .Relate("word/vbaProject.bin", "rId1", "http://schemas.microsoft.com/office/2006/relationships/wordVbaData", "vbaData.xml")).AndProven();

        Assert.Equal(Formats.Docx, clean.Verdict.OutputFormat);
        Assert.Equal(["ooxml.vba"], clean.Codes);
        Assert.Equal(["[Content_Types].xml", "_rels/.rels", Document], clean.Names);
        Assert.DoesNotContain("macro", clean.Part("[Content_Types].xml"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("PAGE", true)]
    [InlineData(" page \\* roman", true)]
    [InlineData("= 1 + 2", true)]
    [InlineData("HYPERLINK \"https://example.jp/\" \\o \"tip\"", true)]
    [InlineData("HYPERLINK \\l \"place\"", true)]
    [InlineData("TOC \\o \"1-3\" \\h \\z \\u", true)]
    [InlineData("FORMTEXT", true)]
    [InlineData("DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\"", false)]
    [InlineData("ddeauto x", false)]
    [InlineData("DDE excel a b", false)]
    [InlineData("REF DDE \\h", false)]
    [InlineData("\"DDE\" x y", false)]
    [InlineData("INCLUDETEXT \"http://x/a\"", false)]
    [InlineData("INCLUDEPICTURE \"http://x/a\" \\d", false)]
    [InlineData("IMPORT x", false)]
    [InlineData("LINK Excel.Sheet.8 \"c:\\\\x\"", false)]
    [InlineData("QUOTE 68 68 69 65 85 84 79 32", false)]
    [InlineData("AUTOTEXT x", false)]
    [InlineData("HYPERLINK \"file://server/x\"", false)]
    [InlineData("HYPERLINK \"javascript:x\"", false)]
    [InlineData("HYPERLINK \"\\\\\\\\server\\\\x\"", false)]
    [InlineData("HYPERLINK https://a.jp file:///x", false)]
    [InlineData("PAGEX", false)]
    [InlineData("", false)]
    public void Keeps_OnlyListedFields(string code, bool kept)
    {
        foreach (var pieces in (int[])[1, 2, Math.Max(1, code.Length)])
        {
            var split = Cleaning.Of(Word(Paragraph(Text("before") + Field(code, "result", pieces) + Text("after")))).AndProven();

            Assert.Equal(kept, split.Part(Document).Contains("fldChar", StringComparison.Ordinal));
            Assert.Equal(kept && code.Length > 0, split.Part(Document).Contains("instrText", StringComparison.Ordinal));
            Assert.Contains("before", split.Part(Document), StringComparison.Ordinal);
            Assert.Contains("result", split.Part(Document), StringComparison.Ordinal);
            Assert.Contains("after", split.Part(Document), StringComparison.Ordinal);
            Assert.Equal(kept, split.Findings.Count == 0);
        }
    }

    [Theory]
    [InlineData("PAGE", true)]
    [InlineData("DDEAUTO cmd", false)]
    public void Keeps_OnlyListedSimpleFields(string code, bool kept)
    {
        var clean = Cleaning.Of(Word(Paragraph($"<w:fldSimple w:instr=\"{code}\">{Text("result")}</w:fldSimple>"))).AndProven();

        Assert.Equal(kept, clean.Part(Document).Contains("fldSimple", StringComparison.Ordinal));
        Assert.Contains("result", clean.Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_AFieldWhoseCodeAnotherFieldWouldBuild()
    {
        // The inner QUOTE spells DDEAUTO when Word computes it.
        var inner = Field("QUOTE 68 68 69", "DDE");
        var outer = Mark("begin") + inner + "<w:r><w:instrText> \"cmd\" </w:instrText></w:r>" + Mark("separate") + Text("shown") + Mark("end");

        var clean = Cleaning.Of(Word(Paragraph(outer + Text("after")))).AndProven().Part(Document);

        Assert.DoesNotContain("instrText", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("DDE", clean, StringComparison.Ordinal);
        Assert.Contains("shown", clean, StringComparison.Ordinal);
        Assert.Contains("after", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_FieldsInTheResultOfAFieldThatGoes()
    {
        var outer = Mark("begin") + "<w:r><w:instrText>LINK x</w:instrText></w:r>" + Mark("separate") + Field("PAGE", "7") + Mark("end");

        var clean = Cleaning.Of(Word(Paragraph(outer))).AndProven().Part(Document);

        Assert.DoesNotContain("LINK", clean, StringComparison.Ordinal);
        Assert.Contains("PAGE", clean, StringComparison.Ordinal);
        Assert.Equal(3, clean.Split("w:fldChar ").Length - 1);
    }

    [Fact]
    public void Joins_ACodeThatIsSplitOverParagraphs()
    {
        var body = Paragraph(Mark("begin") + "<w:r><w:instrText>DDE</w:instrText></w:r>") + Paragraph("<w:r><w:instrText>AUTO cmd</w:instrText></w:r>" + Mark("separate") + Text("old") + Mark("end"));

        var clean = Cleaning.Of(Word(body)).AndProven();

        Assert.Equal(["ooxml.dde"], clean.Codes);
        Assert.Contains("old", clean.Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_MarksThatNeverCloseAndCodesThatBelongToNoField()
    {
        var body = Paragraph(Mark("end") + Mark("separate") + "<w:r><w:instrText>DDE a</w:instrText></w:r>" + Text("one"))
            + Paragraph(Mark("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + Text("two"));

        var clean = Cleaning.Of(Word(body)).AndProven().Part(Document);

        Assert.DoesNotContain("fldChar", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("instrText", clean, StringComparison.Ordinal);
        Assert.Contains("one", clean, StringComparison.Ordinal);
        Assert.Contains("two", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void Judges_EachBranchOfAlternateContentByItself()
    {
        // A reader takes one branch; judged together the code would look like PAGE DDE….
        var branches = "<mc:AlternateContent><mc:Choice Requires=\"w14\"><w:r><w:instrText>DDE</w:instrText></w:r></mc:Choice><mc:Fallback><w:r><w:instrText> DDE</w:instrText></w:r></mc:Fallback></mc:AlternateContent>";
        var body = Paragraph(Mark("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + branches + Mark("separate") + Text("1") + Mark("end"));

        var clean = Cleaning.Of(Word(body)).AndProven().Part(Document);

        Assert.DoesNotContain("DDE", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_TheTextOfAMacroButton()
    {
        var body = Paragraph(Mark("begin") + "<w:r><w:instrText>MACROBUTTON NoMacro [ここをクリック]</w:instrText></w:r>" + Mark("end"));

        var clean = Cleaning.Of(Word(body)).AndProven().Part(Document);

        Assert.Contains("[ここをクリック]</w:t>", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("NoMacro", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_WebLinksAndUnwrapsOthers()
    {
        var clean = Cleaning.Of(Word(Paragraph($"<w:hyperlink r:id=\"rId5\">{Text("web")}</w:hyperlink><w:hyperlink r:id=\"rId6\">{Text("share")}</w:hyperlink><w:hyperlink w:anchor=\"x\">{Text("inside")}</w:hyperlink>"))
            .Relate(Document, "rId5", "hyperlink", "https://example.jp/", external: true)
            .Relate(Document, "rId6", "hyperlink", @"file://server/share", external: true)).AndProven();

        Assert.Equal(2, clean.Part(Document).Split("<w:hyperlink").Length - 1);
        Assert.Contains("share</w:t>", clean.Part(Document), StringComparison.Ordinal);
        Assert.Contains("https://example.jp/", clean.Part("word/_rels/document.xml.rels"), StringComparison.Ordinal);
        Assert.DoesNotContain("server", clean.Part("word/_rels/document.xml.rels"), StringComparison.Ordinal);
        Assert.Equal(["ooxml.hyperlink"], clean.Codes);
    }

    [Theory]
    [InlineData("<w:altChunk r:id=\"rId5\"/>", "aFChunk", "ooxml.altChunk")]
    [InlineData("<w:subDoc r:id=\"rId5\"/>", "subDocument", "ooxml.subDocument")]
    public void Removes_WhatBringsOtherDocumentsIn(string element, string type, string code)
    {
        var clean = Cleaning.Of(Word(element + Paragraph(Text("body"))).Part("word/other.html", "text/html", "<p>x</p>").Relate(Document, "rId5", type, "other.html")).AndProven();

        Assert.Contains(code, clean.Codes);
        Assert.DoesNotContain("rId5", clean.Part(Document), StringComparison.Ordinal);
        Assert.DoesNotContain("word/other.html", clean.Names);
    }

    [Fact]
    public void Removes_SettingsThatReachOut()
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body")))
            .Relate(Document, "rId5", "settings", "settings.xml")
            .Part("word/settings.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
                $"<w:settings {W}><w:zoom w:percent=\"100\"/><w:attachedTemplate r:id=\"rId1\"/><w:mailMerge><w:query w:val=\"x\"/></w:mailMerge><w:defaultTabStop w:val=\"840\"/></w:settings>")
            .Relate("word/settings.xml", "rId1", "attachedTemplate", "http://x/t.dotm", external: true)).AndProven();

        Assert.Equal(["ooxml.attachedTemplate", "ooxml.mailMerge"], clean.Codes);
        Assert.Contains("defaultTabStop", clean.Part("word/settings.xml"), StringComparison.Ordinal);
        Assert.DoesNotContain("word/_rels/settings.xml.rels", clean.Names);
    }

    [Fact]
    public void Turns_AnObjectIntoItsPreview()
    {
        var body = Paragraph("<w:r><w:object w:dxaOrig=\"1\"><v:shape id=\"s\" o:ole=\"\"><v:imagedata r:id=\"rId5\" o:title=\"\"/></v:shape><o:OLEObject Type=\"Embed\" ProgID=\"Package\" r:id=\"rId6\"/></w:object></w:r>");
        var clean = Cleaning.Of(Word(body).Part("word/media/image1.png", "", "png").Relate(Document, "rId5", "image", "media/image1.png")
            .Part("word/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", "ole").Relate(Document, "rId6", "oleObject", "embeddings/oleObject1.bin")).AndProven();

        Assert.Contains("<w:pict><v:shape id=\"s\"><v:imagedata r:id=\"rId5\"", clean.Part(Document), StringComparison.Ordinal);
        Assert.Contains("word/media/placeholder.png", clean.Names);
        Assert.Equal(["ooxml.image", "ooxml.ole"], clean.Codes);
    }

    [Fact]
    public void Removes_ActiveXControls()
    {
        var clean = Cleaning.Of(Word(Paragraph("<w:r><w:object><v:shape id=\"s\"/><w:control r:id=\"rId6\" w:name=\"c\" w:shapeid=\"s\"/></w:object></w:r>"))
            .Part("word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", "<ax:ocx xmlns:ax=\"http://schemas.microsoft.com/office/2006/activeX\"/>")
            .Relate(Document, "rId6", "control", "activeX/activeX1.xml")).AndProven();

        Assert.Equal(["ooxml.activex"], clean.Codes);
        Assert.DoesNotContain("control", clean.Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Embeds_ThePlaceholderForARemotePicture()
    {
        var clean = Cleaning.Of(Word(Paragraph(Picture("r:link=\"rId5\""))).Relate(Document, "rId5", "image", "http://x/spy.png", external: true)).AndProven();

        Assert.Contains("<a:blip r:embed=\"rId5\"", clean.Part(Document), StringComparison.Ordinal);
        Assert.DoesNotContain("External", clean.Part("word/_rels/document.xml.rels"), StringComparison.Ordinal);
        Assert.Equal(["ooxml.externalRelationship"], clean.Codes);
    }

    [Fact]
    public void Refuses_AWebLinkUnderAnElementThatLoadsIt()
    {
        var clean = Cleaning.Of(Word(Paragraph("<w:r><w:pict><v:shape><v:imagedata r:href=\"rId5\"/></v:shape></w:pict></w:r>")).Relate(Document, "rId5", "hyperlink", "http://x/spy.png", external: true)).AndProven();

        Assert.DoesNotContain("rId5", clean.Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_ElementsOfOtherNamespaces()
    {
        var clean = Cleaning.Of(Word(Paragraph("<q:evil xmlns:q=\"urn:q\"><w:r><w:t>hidden</w:t></w:r></q:evil>" + Text("body")))).AndProven();

        Assert.Equal(["ooxml.unknownElement"], clean.Codes);
        Assert.DoesNotContain("urn:q", clean.Part(Document), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", clean.Part(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_TheFallbackWhenNoBranchIsLeft()
    {
        var body = Paragraph($"<mc:AlternateContent><mc:Choice xmlns:q=\"urn:q\" Requires=\"q\">{Text("new")}</mc:Choice><mc:Fallback>{Text("old")}</mc:Fallback></mc:AlternateContent>"
            + $"<mc:AlternateContent><mc:Choice Requires=\"w14\">{Text("known")}</mc:Choice><mc:Fallback>{Text("other")}</mc:Fallback></mc:AlternateContent>");

        var clean = Cleaning.Of(Word(body)).AndProven().Part(Document);

        Assert.Equal(1, clean.Split("<mc:AlternateContent").Length - 1);
        Assert.DoesNotContain("new", clean, StringComparison.Ordinal);
        Assert.Contains("old", clean, StringComparison.Ordinal);
        Assert.Contains("known", clean, StringComparison.Ordinal);
        Assert.Contains("other", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_TheLineEndsAndSpacesOfText()
    {
        var clean = Cleaning.Of(Word(Paragraph("<w:r><w:t xml:space=\"preserve\"> a&#xD;b &lt;&amp;&#x3042; </w:t></w:r>"))).AndProven().Part(Document);

        Assert.Contains("<w:t xml:space=\"preserve\"> a&#xD;b &lt;&amp;あ </w:t>", clean, StringComparison.Ordinal);
    }

    /// <summary>The scan for fields looks at bytes; a part in another charset must not slip past it, nor a name that lies across two chunks.</summary>
    [Theory]
    [InlineData("utf-16", 0)]
    [InlineData("utf-8", 32 * 1024 - 5)]
    [InlineData("utf-8", 32 * 1024 * 3 + 4)]
    public void Finds_AFieldWhereverItStands(string charset, int before)
    {
        var encoding = System.Text.Encoding.GetEncoding(charset);
        var head = $"<w:document {W}><w:body>";
        var xml = head + $"<w:p><w:r><w:t>{new string('x', Math.Max(0, before - head.Length - 60))}</w:t></w:r>" + Field("DDEAUTO cmd", "kept") + "</w:p></w:body></w:document>";
        var clean = Cleaning.Of(new PackageBuilder().Part(Document, WordMain, [.. encoding.GetPreamble(), .. encoding.GetBytes(xml)]).Relate("", "rId1", "officeDocument", Document)).AndProven();

        Assert.DoesNotContain("DDEAUTO", clean.Part(Document), StringComparison.Ordinal);
        Assert.Contains("kept", clean.Part(Document), StringComparison.Ordinal);
        Assert.Equal(["ooxml.dde"], clean.Codes);
    }
}
