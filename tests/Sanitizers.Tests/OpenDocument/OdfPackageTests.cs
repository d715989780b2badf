using System.IO.Compression;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.OpenDocument.OdfBuilder;

namespace Mugai.Sanitizers.Tests.OpenDocument;

/// <summary>What may be in a package, and how one is written.</summary>
public sealed class OdfPackageTests
{
    [Fact]
    public void Begins_WithTheStoredType()
    {
        var clean = OdfCleaning.Of(Text("<text:p>本文</text:p>")).AndProven();

        Assert.Equal("PK\u0003\u0004", Encoding.ASCII.GetString(clean.Output, 0, 4));
        Assert.Equal("mimetypeapplication/vnd.oasis.opendocument.textPK", Encoding.ASCII.GetString(clean.Output, 30, 49));
        Assert.Equal(["mimetype", "content.xml", "META-INF/manifest.xml"], clean.Names);
        Assert.Contains(">本文</text:p>", clean.Content, StringComparison.Ordinal);
        Assert.Empty(clean.Codes);
    }

    [Theory]
    [InlineData("text", "odt")]
    [InlineData("text-template", "ott")]
    public void Keeps_TheKindOfText(string type, string format) => Assert.Equal(format, OdfCleaning.Of(Text("<text:p/>", type)).AndProven().Run.Report.Output!.Format);

    [Theory]
    [InlineData("presentation", "odp")]
    [InlineData("presentation-template", "otp")]
    [InlineData("graphics", "odg")]
    [InlineData("graphics-template", "otg")]
    public void Keeps_TheKindOfDrawing(string type, string format)
    {
        var body = type.StartsWith("graphics", StringComparison.Ordinal) ? "drawing" : "presentation";

        Assert.Equal(format, OdfCleaning.Of(Empty(type).Content(Document(body, "<draw:page/>"))).AndProven().Run.Report.Output!.Format);
    }

    [Theory]
    [InlineData("Basic/Standard/Module1.xml", "odf.macro")]
    [InlineData("Scripts/python/a.py", "odf.macro")]
    [InlineData("Dialogs/Standard/d.xml", "odf.macro")]
    [InlineData("META-INF/documentsignatures.xml", "odf.signature")]
    [InlineData("META-INF/macrosignatures.xml", "odf.signature")]
    [InlineData("Configurations2/menubar/menubar.xml", "odf.configuration")]
    [InlineData("layout-cache", "odf.layoutCache")]
    [InlineData("manifest.rdf", "odf.rdf")]
    [InlineData("Fonts/a.ttf", "odf.font")]
    [InlineData("Media/a.mp4", "odf.media")]
    [InlineData("Versions/Version1", "odf.unlistedPart")]
    [InlineData("Pictures/unused.exe", "odf.unlistedPart")]
    public void Removes_WhatIsNotListed(string name, string code)
    {
        var clean = OdfCleaning.Of(Text("<text:p>x</text:p>").Part(name, "", "evil")).AndProven();

        Assert.Equal([code], clean.Codes);
        Assert.Equal("sha256:7a9f6ff6ba80e2f2ae42cbb3f69fddb41cb8aef25ea4a1b1f2ad5ba8f8b1e9f2".Length, clean.Detail(code).Length);
        Assert.DoesNotContain(name, clean.Names);
    }

    [Fact]
    public void Keeps_TheSmallPictureOfTheFile()
    {
        var package = Text("<text:p>x</text:p>").Part("Thumbnails/thumbnail.png", "image/png", Images.Pictures.PlainPng(("tEXt", [.. "Software\0SECRET"u8])));

        var clean = OdfCleaning.Of(package).AndProven();
        var withoutMetadata = OdfCleaning.Of(package, policy: new SanitizePolicy { Revision = "r9", Office = new OfficePolicy { RemoveMetadata = true } });

        Assert.Equal(Runs.File("a.png", Images.Pictures.PlainPng()).Output.Bytes, clean.Bytes("Thumbnails/thumbnail.png"));
        Assert.DoesNotContain("odf.thumbnail", clean.Codes);
        Assert.DoesNotContain("Thumbnails/thumbnail.png", withoutMetadata.Names);
        Assert.Contains("odf.thumbnail", withoutMetadata.Codes);
    }

    [Fact]
    public void Blocks_APackageThatSaysTwoTypes()
    {
        var run = OdfCleaning.Of(Text("<text:p/>").Mimetype(OdfBuilder.Type + "spreadsheet"), "a.ods").Run;

        Assert.Equal((Outcome.Blocked, Reason.Ambiguous), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Blocks_ABodyOfAnotherKind()
    {
        var run = OdfCleaning.Of(Empty("text").Content(Document("spreadsheet", "<table:table/>"))).Run;

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Reads_APackageWithoutItsTypeEntry() =>
        Assert.Equal("mimetype", OdfCleaning.Of(Text("<text:p>x</text:p>").Mimetype(null)).AndProven().Names[0]);

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]>")]
    [InlineData("<broken>")]
    public void Blocks_DtdsAndBrokenXml(string before)
    {
        var run = OdfCleaning.Of(Empty("text").Content(before + Document("text", "<text:p/>"))).Run;

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("odf.malformed", run.Codes);
    }

    [Theory]
    [InlineData("text-master")]
    [InlineData("base")]
    [InlineData("text-web")]
    public void Blocks_KindsThatAreMadeOfLinks(string type)
    {
        var run = OdfCleaning.Of(Text("<text:p/>", type)).Run;

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Keeps_AChartAndItsPictureNames()
    {
        var chart = Document("chart", "<chart:chart chart:class=\"chart:bar\" xlink:href=\"..\" xlink:type=\"simple\"><chart:title><text:p>売上</text:p></chart:title></chart:chart>");
        var clean = OdfCleaning.Of(Text($"<text:p>{Frame("<draw:object xlink:href=\"./Object 1\"/><draw:image xlink:href=\"./ObjectReplacements/Object 1\"/>")}</text:p>")
            .Part("Object 1/content.xml", "text/xml", chart).List("Object 1/", OdfBuilder.Type + "chart").Part("ObjectReplacements/Object 1", "", "VCLMTF")).AndProven();

        Assert.Contains("売上", clean.Part("Object 1/content.xml"), StringComparison.Ordinal);
        Assert.Contains("<draw:object xlink:href=\"./Object 1\"", clean.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("draw:image", clean.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_ABrokenObjectAndShowsAPictureInstead()
    {
        var clean = OdfCleaning.Of(Text($"<text:p>{Frame("<draw:object xlink:href=\"./Object 1\"/>")}</text:p>")
            .Part("Object 1/content.xml", "text/xml", "<!DOCTYPE math [<!ENTITY a 'b'>]><math xmlns=\"http://www.w3.org/1998/Math/MathML\"/>").List("Object 1/", OdfBuilder.Type + "formula")).AndProven();

        Assert.Contains("odf.object", clean.Codes);
        Assert.DoesNotContain("draw:object", clean.Content, StringComparison.Ordinal);
        Assert.Contains("Pictures/placeholder.png", clean.Names);
    }

    [Fact]
    public void Removes_OleObjects()
    {
        var clean = OdfCleaning.Of(Text($"<text:p>{Frame("<draw:object-ole xlink:href=\"./Object 1\" draw:class-id=\"x\"/>")}</text:p>").Part("Object 1", "application/vnd.sun.star.oleobject", "OLEBLOB")).AndProven();

        Assert.Equal(["odf.ole"], clean.Codes);
        Assert.DoesNotContain("Object 1", clean.Names);
        Assert.Contains("Pictures/placeholder.png", clean.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_APictureByWhatItIs()
    {
        var clean = OdfCleaning.Of(Text($"<text:p>{Frame("<draw:image xlink:href=\"Pictures/a.gif\"/>")}</text:p>").Part("Pictures/a.gif", "image/gif", Images.Pictures.PlainPng())).AndProven();

        Assert.Contains("xlink:href=\"Pictures/a.png\"", clean.Content, StringComparison.Ordinal);
        Assert.Contains("Pictures/a.png", clean.Names);
    }

    [Fact]
    public void Drops_PicturesAndObjectsThatOnlyDroppedElementsShow()
    {
        var lost = $"<x:gone xmlns:x=\"urn:x\">{Frame("<draw:image xlink:href=\"Pictures/a.png\"/>")}{Frame("<draw:object xlink:href=\"./Object 1\"/>")}</x:gone>";
        var chart = Document("chart", $"<chart:chart chart:class=\"chart:bar\"><chart:title><text:p>{Frame("<draw:image xlink:href=\"Pictures/b.png\"/>")}</text:p></chart:title></chart:chart>");
        var clean = OdfCleaning.Of(Text("<text:p>本文</text:p>" + lost).Part("Pictures/a.png", "image/png", Images.Pictures.PlainPng())
            .Part("Object 1/content.xml", "text/xml", chart).List("Object 1/", OdfBuilder.Type + "chart").Part("Object 1/Pictures/b.png", "image/png", Images.Pictures.PlainPng())).AndProven();

        Assert.DoesNotContain(clean.Names, static name => name.EndsWith(".png", StringComparison.Ordinal) || name.StartsWith("Object", StringComparison.Ordinal));
        Assert.Contains("odf.unlistedPart", clean.Codes);
    }

    [Fact]
    public void Refuses_EveryTruncation()
    {
        var whole = Text("<text:p>x</text:p>").Build();
        for (var length = 0; length < whole.Length; length += 7)
        {
            Assert.NotEqual(Outcome.Rebuilt, Runs.File("a.odt", whole[..length], new Mugai.Policies.SanitizePolicy { Revision = "r1", Families = new Dictionary<FileFamily, Mugai.Policies.PartWay> { [FileFamily.Text] = Mugai.Policies.PartWay.Remove } }).Report.Outcome);
        }
    }

    [Fact]
    public void Verifier_RefusesAPackageWithAMacro()
    {
        using var bytes = new MemoryStream(Text("<text:p>x</text:p>").Part("Basic/a.xml", "text/xml", "<a/>").Build());

        Assert.NotNull(new Mugai.Sanitizers.OpenDocument.OpenDocumentVerifier().Verify(Mugai.Sanitizers.Detection.Formats.Odt, bytes, null!));
    }
}
