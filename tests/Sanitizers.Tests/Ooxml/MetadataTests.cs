using System.IO.Compression;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Who wrote it: kept as it is, or gone when the policy says so.</summary>
public class MetadataTests
{
    private static readonly SanitizePolicy Remove = new() { Revision = "r2", Office = new OfficePolicy { RemoveMetadata = true } };

    private static readonly byte[] Document = Word("<w:p w:rsidR=\"00A1B2C3\"><w:ins w:id=\"1\" w:author=\"山田太郎\" w:date=\"2026-04-01T00:00:00Z\"><w:r><w:t>本文</w:t></w:r></w:ins></w:p>")
        .Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
            "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>山田太郎</dc:creator></cp:coreProperties>")
        .Relate("", "rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
        .Part("word/comments.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml", $"<w:comments {W}><w:comment w:id=\"0\" w:author=\"山田太郎\" w:initials=\"山\"><w:p><w:r><w:t>意見</w:t></w:r></w:p></w:comment></w:comments>")
        .Relate("word/document.xml", "rId3", "comments", "comments.xml").Build();

    [Fact]
    public void Keeps_NamesByDefault()
    {
        var run = Runs.File("a.docx", Document);

        Assert.Contains("山田太郎", Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.Contains("00A1B2C3", Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.Empty(run.Codes);
    }

    [Fact]
    public void Knows_PropertiesByTheNameThatLibreOfficeGives()
    {
        var document = Word("").Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
                "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>予算書</dc:title></cp:coreProperties>")
            .Relate("", "rId2", "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties", "docProps/core.xml").Build();

        var kept = Runs.File("a.docx", document);
        var removed = Runs.File("a.docx", document, Remove);

        Assert.Equal(("", 0), (kept.Faults, kept.Codes.Count));
        Assert.Contains("予算書", Everything(kept.Output.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("予算書", Everything(removed.Output.Bytes), StringComparison.Ordinal);
        Assert.Equal(["ooxml.metadata"], removed.Codes);
    }

    [Fact]
    public void Removes_NamesAndMarksWhenThePolicySaysSo()
    {
        var run = Runs.File("a.docx", Document, Remove);

        var text = Everything(run.Output.Bytes);
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.All((string[])["山田", "00A1B2C3", "creator", "\"山\""], gone => Assert.DoesNotContain(gone, text, StringComparison.Ordinal));
        Assert.All((string[])["本文", "意見"], kept => Assert.Contains(kept, text, StringComparison.Ordinal));
        Assert.Equal(["ooxml.metadata"], run.Codes);
        var again = Runs.File("a.docx", run.Output.Bytes, Remove);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    private static string Everything(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        return string.Concat(archive.Entries.Select(e => Encoding.UTF8.GetString(Cleaning.Read(e))));
    }
}
