using System.IO.Compression;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;
using Mugai.Testing.Media;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

public class SlideTests
{
    private const string Slide = "ppt/slides/slide1.xml";

    [Theory]
    [InlineData("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "pptx")]
    [InlineData("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", "ppsx")]
    [InlineData("application/vnd.ms-powerpoint.template.macroEnabled.main+xml", "potx")]
    [InlineData("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", "ppsx")]
    public void Leaves_InTheFormatWithoutMacros(string mainType, string format)
    {
        Assert.Equal(format, Cleaning.Of(Show("", mainType)).AndProven().Verdict.OutputFormat!.Name);
    }

    [Theory]
    [InlineData("r:id=\"rId5\"", true)]
    [InlineData("r:id=\"\" action=\"ppaction://hlinkshowjump?jump=nextslide\"", true)]
    [InlineData("r:id=\"rId6\" action=\"ppaction://hlinksldjump\"", true)]
    [InlineData("r:id=\"\" action=\"ppaction://macro?name=Evil\"", false)]
    [InlineData("r:id=\"rId5\" action=\"ppaction://program\"", false)]
    [InlineData("r:id=\"\" action=\"ppaction://ole?verb=0\"", false)]
    [InlineData("r:id=\"rId5\" action=\"ppaction://hlinkfile\"", false)]
    [InlineData("r:id=\"rId7\"", false)]
    [InlineData("r:id=\"rId99\"", false)]
    public void Keeps_JumpsAndWebLinksOnly(string attributes, bool kept)
    {
        var clean = Cleaning.Of(Show($"<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"s\"><a:hlinkClick {attributes}/></p:cNvPr></p:nvSpPr></p:sp>")
            .Relate(Slide, "rId5", "hyperlink", "http://example.jp/", external: true).Relate(Slide, "rId6", "slide", "slide1.xml")
            .Relate(Slide, "rId7", "hyperlink", "ms-msdt:/id x", external: true)).AndProven();

        Assert.Equal(kept, clean.Part(Slide).Contains("hlinkClick", StringComparison.Ordinal));
        Assert.Contains("name=\"s\"", clean.Part(Slide), StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_AnObjectFrameIntoItsPreviewUnderTheFramesId()
    {
        const string Ole = "http://schemas.openxmlformats.org/presentationml/2006/ole";
        var frame = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"7\" name=\"Object 7\"/></p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri=\"" + Ole + "\"><mc:AlternateContent>"
            + "<mc:Choice xmlns:v=\"urn:schemas-microsoft-com:vml\" Requires=\"v\"><p:oleObj spid=\"_x0000_s1026\" r:id=\"rId5\"><p:embed/></p:oleObj></mc:Choice>"
            + "<mc:Fallback><p:oleObj r:id=\"rId5\"><p:embed/><p:pic><p:nvPicPr><p:cNvPr id=\"0\" name=\"\"/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId6\"/></p:blipFill><p:spPr/></p:pic></p:oleObj></mc:Fallback>"
            + "</mc:AlternateContent></a:graphicData></a:graphic></p:graphicFrame>";

        var clean = Cleaning.Of(Show(frame).Part("ppt/embeddings/oleObject1.bin", "", "ole").Relate(Slide, "rId5", "oleObject", "../embeddings/oleObject1.bin")
            .Part("ppt/media/image1.png", "", "png").Relate(Slide, "rId6", "image", "../media/image1.png")).AndProven();

        Assert.Contains("<p:spTree><p:pic><p:nvPicPr><p:cNvPr id=\"7\" name=\"Object 7\"/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId6\"/>", clean.Part(Slide), StringComparison.Ordinal);
        Assert.DoesNotContain("graphicFrame", clean.Part(Slide), StringComparison.Ordinal);
        Assert.Equal(["ooxml.image", "ooxml.ole"], clean.Codes);
    }

    [Fact]
    public void Removes_MediaAndWhatPlaysIt()
    {
        var picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"v\"><a:hlinkClick r:id=\"\" action=\"ppaction://media\"/></p:cNvPr><p:nvPr><a:videoFile r:link=\"rId5\"/>"
            + "<p:extLst><p:ext uri=\"{x}\"><p14:media xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\" r:embed=\"rId6\"/></p:ext></p:extLst></p:nvPr></p:nvPicPr></p:pic>";
        var timing = "<p:timing><p:tnLst><p:par><p:cTn id=\"1\"><p:childTnLst><p:video><p:cMediaNode/></p:video></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>";

        var clean = Cleaning.Of(Show(picture, afterShapes: timing).Part("ppt/media/media1.mp4", "video/mp4", "mp4").Relate(Slide, "rId5", "video", "../media/media1.mp4")
            .Relate(Slide, "rId6", "http://schemas.microsoft.com/office/2007/relationships/media", "../media/media1.mp4")).AndProven();

        Assert.DoesNotContain("video", clean.Part(Slide), StringComparison.Ordinal);
        Assert.DoesNotContain("ext", clean.Part(Slide), StringComparison.Ordinal);
        Assert.DoesNotContain("childTnLst", clean.Part(Slide), StringComparison.Ordinal);
        Assert.Contains("name=\"v\"", clean.Part(Slide), StringComparison.Ordinal);
        Assert.Contains("ooxml.media", clean.Codes);
    }

    /// <summary>By policy what our sanitizers of sound and film rebuild still plays; when one of a slide does not come out clean, nothing of it does.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Keeps_SoundThatWasRebuilt(bool isWanted, bool isSound)
    {
        const string Media = "http://schemas.microsoft.com/office/2007/relationships/media";
        var picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"v\"><a:hlinkClick r:id=\"\" action=\"ppaction://media\"/></p:cNvPr><p:cNvPicPr/><p:nvPr><a:audioFile r:link=\"rId5\"/>"
            + "<p:extLst><p:ext uri=\"{x}\"><p14:media xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\" r:embed=\"rId6\"/></p:ext></p:extLst></p:nvPr></p:nvPicPr></p:pic>";
        var timing = "<p:timing><p:tnLst><p:par><p:cTn id=\"1\"><p:childTnLst><p:audio><p:cMediaNode><p:cTn id=\"2\"/><p:tgtEl><p:spTgt spid=\"4\"/></p:tgtEl></p:cMediaNode></p:audio>"
            + "<p:cmd type=\"call\" cmd=\"playFrom(0.0)\"><p:cBhvr><p:cTn id=\"3\"/><p:tgtEl><p:spTgt spid=\"4\"/></p:tgtEl></p:cBhvr></p:cmd><p:cmd type=\"verb\" cmd=\"0\"><p:cBhvr><p:cTn id=\"4\"/></p:cBhvr></p:cmd></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>";
        var sound = isSound ? MediaSamples.Wave() : "MZ no sound"u8.ToArray();
        var policy = new SanitizePolicy { Revision = "r5", Office = new OfficePolicy { RebuildMedia = isWanted } };
        var file = Show(picture, afterShapes: timing).Part("ppt/media/media1.wav", "audio/wav", sound).Relate(Slide, "rId5", "audio", "../media/media1.wav").Relate(Slide, "rId6", Media, "../media/media1.wav").Build();

        var run = Runs.File("a.pptx", file, policy);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        var slide = Encoding.UTF8.GetString(Cleaning.Read(archive.GetEntry(Slide)!));
        Assert.DoesNotContain("verb", slide, StringComparison.Ordinal);
        Assert.All((string[])["audioFile r:link", "r:embed=\"rId6\"", "<p:audio>", "playFrom", "ppaction://media"], text => Assert.Equal(isWanted && isSound, slide.Contains(text, StringComparison.Ordinal)));
        Assert.Equal(isWanted && isSound, archive.GetEntry("ppt/media/media.wav") is not null);
        Assert.Equal(!(isWanted && isSound), run.Codes.Contains("ooxml.media"));
        var again = Runs.File("a.pptx", run.Output.Bytes, policy);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    [Fact]
    public void Keeps_Sizes_ThoughExtensionsOfOneNameGoWhenEmpty()
    {
        var clean = Cleaning.Of(Show("<p:sp><p:spPr><a:xfrm><a:off x=\"1\" y=\"2\"/><a:ext cx=\"3\" cy=\"4\"/></a:xfrm></p:spPr></p:sp>")).AndProven();

        Assert.Contains("<a:ext cx=\"3\" cy=\"4\"", clean.Part(Slide), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_ControlsTagsAndFonts()
    {
        var clean = Cleaning.Of(Show("", afterTree: "<p:custDataLst><p:tags r:id=\"rId5\"/></p:custDataLst><p:controls/>")
            .Part("ppt/tags/tag1.xml", "application/vnd.openxmlformats-officedocument.presentationml.tags+xml", $"<p:tagLst {P}/>").Relate(Slide, "rId5", "tags", "../tags/tag1.xml")).AndProven();

        Assert.DoesNotContain("controls", clean.Part(Slide), StringComparison.Ordinal);
        Assert.DoesNotContain("custDataLst", clean.Part(Slide), StringComparison.Ordinal);
        Assert.Equal(["ooxml.unlistedPart"], clean.Codes);
    }
}
