using System.IO.Compression;
using Mugai.Policies;
using Mugai.Sanitizers.Tests.Images;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Real pictures in packages, through the whole room.</summary>
public sealed class PictureTests
{
    private const string Shape = "<w:r><w:drawing><a:blip r:embed=\"rId8\"/></w:drawing></w:r>";

    public static TheoryData<string, string> Kinds => new()
    {
        { "image1.jpg", "Jpeg" }, { "image1.jpeg", "Jpeg" }, { "image1.png", "Png" }, { "image1.gif", "Gif" }, { "image1.tif", "Tiff" }, { "image1.tiff", "Tiff" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Places_TheCleanPictureUnderItsOwnName(string name, string kind)
    {
        var picture = Picture(kind);
        foreach (var (file, folder, package) in Packages(name, picture))
        {
            var run = Runs.File(file, package.Build());

            Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
            Assert.DoesNotContain("ooxml.image", run.Codes);
            using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
            Assert.Equal(Runs.File(name, picture).Output.Bytes, Read(archive, $"{folder}/media/{name}"));
            Assert.DoesNotContain(archive.Entries, entry => entry.FullName.Contains("placeholder", StringComparison.Ordinal));
            Assert.Empty(Runs.File(file, run.Output.Bytes).Codes);
        }
    }

    [Fact]
    public void Removes_MetadataOfAPictureInADocument()
    {
        var photo = Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE1, Pictures.Exif(1, "SECRET")), (0xFE, [.. "SECRET"u8])]);

        var run = Runs.File("a.docx", Word(Paragraph(Shape)).Part("word/media/photo.jpg", "", photo).Relate("word/document.xml", "rId8", "image", "media/photo.jpg").Build());

        Assert.Equal(["image.comment", "image.location", "image.metadata", "image.thumbnail"], run.Codes.Where(code => code.StartsWith("image.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        Assert.Equal(Runs.File("photo.jpg", DrawnPictures.Jpeg).Output.Bytes, Read(archive, "word/media/photo.jpg"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keeps_TheSmallPictureOfTheFile(bool removesMetadata)
    {
        const string Type = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail";
        var policy = new SanitizePolicy { Revision = "r9", Office = new OfficePolicy { RemoveMetadata = removesMetadata } };
        var photo = Images.Pictures.JpegWith(DrawnPictures.Jpeg, [(0xFE, [.. "SECRET"u8])]);

        var run = Runs.File("a.docx", Word(Paragraph(Text("body"))).Part("docProps/thumbnail.jpeg", "image/jpeg", photo).Relate("", "rId8", Type, "docProps/thumbnail.jpeg").Build(), policy);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        var relationships = System.Text.Encoding.UTF8.GetString(Read(archive, "_rels/.rels"));
        Assert.Equal(!removesMetadata, relationships.Contains(Type, StringComparison.Ordinal));
        Assert.Equal(removesMetadata, run.Codes.Contains("ooxml.thumbnail"));
        if (!removesMetadata)
        {
            Assert.Equal(Runs.File("photo.jpg", DrawnPictures.Jpeg).Output.Bytes, Read(archive, "docProps/thumbnail.jpeg"));
            Assert.Empty(Runs.File("a.docx", run.Output.Bytes, policy).Codes);
        }
    }

    // Word stores the turn of a photo in the drawing (a:xfrm rot) and shows the pixels as they are stored.
    [Fact]
    public void Leaves_APhotoAsItIsStored_BecauseTheDocumentTurnsIt()
    {
        var photo = Images.Pictures.JpegWith(DrawnPictures.Jpeg, [(0xE1, Images.Pictures.Exif(6, "x"))]);

        var run = Runs.File("a.docx", Word(Paragraph(Shape)).Part("word/media/photo.jpg", "", photo).Relate("word/document.xml", "rId8", "image", "media/photo.jpg").Build());

        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        Assert.Equal(Runs.File("photo.jpg", DrawnPictures.Jpeg).Output.Bytes, Read(archive, "word/media/photo.jpg"));
    }

    [Fact]
    public void Names_APictureByWhatItIs()
    {
        var run = Runs.File("a.docx", Word(Paragraph(Shape)).Part("word/media/image1.png", "", DrawnPictures.Jpeg).Relate("word/document.xml", "rId8", "image", "media/image1.png").Build());

        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        Assert.NotEmpty(Read(archive, "word/media/image1.jpg"));
        using var relationships = new StreamReader(archive.GetEntry("word/_rels/document.xml.rels")!.Open());
        Assert.Contains("media/image1.jpg", relationships.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_ThePlaceholder_ForABrokenPictureAndForFormatsOfficeDoesNotShow()
    {
        foreach (var (name, bytes) in ((string, byte[])[])[("image1.png", Pictures.PlainPng()[..40]), ("image1.webp", DrawnPictures.Webp)])
        {
            var package = Word(Paragraph(Shape)).Part("word/media/" + name, name.EndsWith("webp", StringComparison.Ordinal) ? "image/webp" : "", bytes).Relate("word/document.xml", "rId8", "image", "media/" + name);
            var run = Runs.File("a.docx", package.Build());

            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
            Assert.Contains("ooxml.image", run.Codes);
            using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
            Assert.NotEmpty(Read(archive, "word/media/placeholder.png"));
        }
    }

    [Fact]
    public void Rebuilds_ManyPictures_EachInItsPlace()
    {
        var package = Word(Paragraph(Shape));
        var pictures = Enumerable.Range(1, 11).Select(i => Pictures.PlainPng(("pHYs", [0, 0, 0, (byte)i, 0, 0, 0, (byte)i, 1]))).ToArray();
        for (var i = 0; i < pictures.Length; i++)
        {
            package.Part($"word/media/p{i}.png", "", pictures[i]).Relate("word/document.xml", $"rId{i + 8}", "image", $"media/p{i}.png");
        }

        var run = Runs.File("a.docx", package.Build());

        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        var kept = Enumerable.Range(0, pictures.Length).Where(i => archive.GetEntry($"word/media/p{i}.png") is not null).ToList();
        Assert.NotEmpty(kept);
        Assert.All(kept, i => Assert.Equal(Runs.File("p.png", pictures[i]).Output.Bytes, Read(archive, $"word/media/p{i}.png")));
    }

    private static IEnumerable<(string File, string Folder, PackageBuilder Package)> Packages(string name, byte[] picture)
    {
        const string Types = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
        var type = Path.GetExtension(name) switch { ".gif" => "image/gif", ".tif" or ".tiff" => "image/tiff", ".jpeg" => "image/jpeg", _ => "" };
        yield return ("a.docx", "word", Word(Paragraph(Shape)).Part("word/media/" + name, type, picture).Relate("word/document.xml", "rId8", "image", "media/" + name));
        yield return ("a.pptx", "ppt", Show("<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"v\"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId6\"/></p:blipFill><p:spPr/></p:pic>")
            .Part("ppt/media/" + name, type, picture).Relate("ppt/slides/slide1.xml", "rId6", "image", "../media/" + name));
        yield return ("a.xlsx", "xl", Book("<sheetData/><drawing r:id=\"rId1\"/>")
            .Part("xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml",
                $"<xdr:wsDr xmlns:xdr=\"{Types}\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><xdr:absoluteAnchor><xdr:pos x=\"0\" y=\"0\"/><xdr:ext cx=\"1\" cy=\"1\"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"2\" name=\"p\"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed=\"rId1\"/></xdr:blipFill><xdr:spPr/></xdr:pic><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>")
            .Relate("xl/worksheets/sheet1.xml", "rId1", "drawing", "../drawings/drawing1.xml")
            .Part("xl/media/" + name, type, picture).Relate("xl/drawings/drawing1.xml", "rId1", "image", "../media/" + name));
    }

    private static byte[] Picture(string kind) => kind switch { "Jpeg" => DrawnPictures.Jpeg, "Png" => Pictures.PlainPng(), "Gif" => DrawnPictures.Gif, _ => DrawnPictures.FaxTiff };

    private static byte[] Read(ZipArchive archive, string name)
    {
        using var stream = (archive.GetEntry(name) ?? throw new Xunit.Sdk.XunitException($"{name} is not there: {string.Join(", ", archive.Entries.Select(entry => entry.FullName))}")).Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
