using Mugai.OoxmlSchema;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>The allow-list of elements and attributes.</summary>
public class SchemaTests
{
    private const string Document = "word/document.xml";

    [Fact]
    public void Holds_WhatTheGeneratorWrites()
    {
        var root = Repository();

        var written = SchemaTable.Text(File.ReadAllLines(Path.Combine(root, "eng/OoxmlSchema/Additions.txt")));

        Assert.True(written == File.ReadAllText(Path.Combine(root, "src/Sanitizers/Ooxml/Schema/SchemaText.g.cs")), "Run: dotnet run --project eng/OoxmlSchema");
    }

    [Theory]
    [InlineData("<w:p><w:runAway w:val=\"1\"/><w:r><w:t>body</w:t></w:r></w:p>", "runAway")]
    [InlineData("<w:p><w:r><w:t w:runAway=\"1\">body</w:t></w:r></w:p>", "runAway")]
    [InlineData("<w:p><w:r><w:t runAway=\"1\">body</w:t></w:r></w:p>", "runAway")]
    [InlineData("<w:p><w:sz w:val=\"20\"/><w:r><w:t>body</w:t></w:r></w:p>", "w:sz")]
    [InlineData("<w:p><w:r><w:t>body</w:t></w:r></w:p><w:styles/>", "styles")]
    [InlineData("<w:p><w:r><w:t w14:runAway=\"1\">body</w:t></w:r></w:p>", "runAway")]
    public void Drops_WhatTheSchemaDoesNotKnowThere(string body, string gone)
    {
        var clean = Cleaning.Of(Word(body)).AndProven();

        Assert.DoesNotContain(gone, clean.Part(Document), StringComparison.Ordinal);
        Assert.Contains("body", clean.Part(Document), StringComparison.Ordinal);
        Assert.Equal(["ooxml.unknownElement"], clean.Codes);
    }

    [Theory]
    [InlineData("<w:p w14:paraId=\"1\" w:rsidR=\"00A1\"><w:pPr><w:ind w:left=\"1\" w:start=\"2\"/></w:pPr><w:r><w:rPr><w14:glow w14:rad=\"1\"/></w:rPr><w:t xml:space=\"preserve\">body</w:t></w:r></w:p>")]
    [InlineData("<w:p><w:smartTag w:uri=\"u\" w:element=\"e\"><w:r><w:t>body</w:t></w:r></w:smartTag></w:p>")]
    [InlineData("<w:p><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:r><w:t>body</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>")]
    public void Keeps_WhatTheSchemaKnows(string body)
    {
        var clean = Cleaning.Of(Word(body)).AndProven();

        Assert.Contains("body", clean.Part(Document), StringComparison.Ordinal);
        Assert.Empty(clean.Findings);
    }

    [Fact]
    public void Drops_APartThatBeginsWithAnotherElement()
    {
        var clean = Cleaning.Of(Word(Paragraph(Text("body"))).Part("word/header1.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", $"<w:styles {W}/>").Relate(Document, "rId7", "header", "header1.xml")).AndProven();

        Assert.DoesNotContain("word/header1.xml", clean.Names);
        Assert.Equal(["ooxml.unknownElement"], clean.Codes);
        Assert.StartsWith("sha256:", clean.Findings[0].Detail.DangerousRaw, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AMainPartThatIsNoDocument()
    {
        var verdict = Cleaning.Of(new PackageBuilder().Part(Document, WordMain, $"<worksheet {X}/>").Relate("", "rId1", "officeDocument", Document)).Verdict;

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (verdict.Outcome, verdict.Reason));
    }

    [Theory]
    [InlineData("<w:p><w:runAway/></w:p>")]
    [InlineData("<w:p w:runAway=\"1\"/>")]
    [InlineData("<x:oledata xmlns:x=\"urn:x\"/>")]
    public void Fails_VerificationOfWhatIsNotListed(string body) =>
        Assert.Contains("not listed", new OoxmlVerifier().Verify(Formats.Docx, new MemoryStream(Word(body).Build()), Cleaning.Of(Word(""))), StringComparison.Ordinal);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Sanitizer.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
