using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Documents that take others in (altChunk): many programs write the whole text as one page of HTML inside an otherwise empty document.</summary>
public class AltChunkTests
{
    private const string Document = "word/document.xml";

    private const string Page = "<html><head><meta charset=\"utf-8\"><style>p{color:red}</style></head><body onload=\"steal()\"><h1>納品書</h1><p>金額は <b>1,200円</b> です。</p>"
        + "<script>steal()</script><img src=\"http://tracker.example/x.png\"><iframe src=\"http://tracker.example/f\"></iframe><object data=\"http://tracker.example/o\"></object></body></html>";

    // As libraries write it that turn a page into a document in the browser.
    private const string WebArchive = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n    type=\"text/html\";\r\n    boundary=\"----=part\"\r\n\r\n\r\n------=part\r\nContent-Type: text/html;\r\n    charset=\"utf-8\"\r\n"
        + "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: file:///C:/fake/document.html\r\n\r\n<!DOCTYPE html><html><head></head><body><p>=E7=B4=8D=E5=93=81=E6=9B=B8</p><p>1,200=E5=86=86</p><script>steal()</script></body></html>\r\n\r\n------=part--\r\n";

    private const string Rtf = @"{\rtf1\ansi\ansicpg932{\fonttbl{\f0 Arial;}}\f0 \u32013?\u21697?\u26360?\par 1,200\u20870?{\object\objemb{\*\objclass Package}{\*\objdata 0105}}\par}";

    public static TheoryData<string, string, byte[]> Chunks => new()
    {
        { "afchunk.html", "text/html", Encoding.UTF8.GetBytes(Page) },
        { "afchunk.htm", "text/html", Encoding.UTF8.GetBytes("<p>納品書</p>\n<p>金額は <b>1,200円</b> です。</p><script>steal()</script>") },
        { "afchunk.xhtml", "application/xhtml+xml", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>納品</title></head><body><p>納品書</p><p>1,200円</p><script>steal()</script></body></html>") },
        { "afchunk.dat", "text/html", Encoding.UTF8.GetBytes(Page) },
        { "afchunk.mht", "message/rfc822", Encoding.ASCII.GetBytes(WebArchive) },
        { "afchunk.txt", "text/plain", Encoding.UTF8.GetBytes("納品書\r\n\r\n金額は\t1,200円 です。") },
        { "afchunk.rtf", "application/rtf", Encoding.ASCII.GetBytes(Rtf) },
        { "afchunk.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", Inner("") },
        { "afchunk.docm", "application/vnd.ms-word.document.macroEnabled.main+xml", Inner("<w:altChunk r:id=\"rId7\"/>") },
    };

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Shows_TheWordsOfADocumentThatStandsInAChunkAlone(string name, string type, byte[] chunk)
    {
        var run = Runs.File("a.docx", WithChunk(name, type, chunk));

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("ooxml.altChunk", run.Codes);
        var text = TextOf(run);
        Assert.Contains("納品書", text, StringComparison.Ordinal);
        Assert.Contains("1,200円", text, StringComparison.Ordinal);
        var everything = EmbeddedFileTests.Everything(run.Output.Bytes);
        Assert.All((string[])["afchunk", "altChunk", "steal", "tracker", "<script", "vba", "objdata"], word => Assert.DoesNotContain(word, everything, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(Cleaning.Errors(run.Output.Bytes, ".docx"));
        var again = Runs.File("a.docx", run.Output.Bytes);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    [Fact]
    public void Puts_EachLineWhereTheChunkStood()
    {
        var run = Runs.File("a.docx", Word(Paragraph(Text("まえ")) + "<w:altChunk r:id=\"rId5\"><w:altChunkPr><w:matchSrc/></w:altChunkPr></w:altChunk>" + Paragraph(Text("あと")))
            .Part("word/c.txt", "text/plain", "一行目\r\n  二行目\t右 <b>&amp;\r\n").Relate(Document, "rId5", "aFChunk", "c.txt").Build());

        Assert.Contains(
            "まえ</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">一行目</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">  二行目</w:t><w:tab/><w:t xml:space=\"preserve\">右 &lt;b&gt;&amp;amp;</w:t></w:r></w:p><w:p><w:r><w:t>あと",
            PartOf(run, Document).Replace(" />", "/>", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_PairsOfSurrogatesWhole()
    {
        // Longer than what is read at once, so that a piece ends between the halves of a pair.
        var line = "x" + string.Concat(Enumerable.Repeat("𠮷", 9000));

        var run = Runs.File("a.docx", WithChunk("c.txt", "text/plain", Encoding.UTF8.GetBytes(line)));

        Assert.Contains(line, PartOf(run, Document), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_TextWhateverCharsetThePolicyWantsForTextFiles()
    {
        var run = Runs.File("a.docx", WithChunk("c.txt", "text/plain", CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("納品書の金額は税込です。よろしくお願いいたします。")), new SanitizePolicy { Revision = "r2", TextCharset = TextCharset.Keep, TextMark = TextMark.Always });

        Assert.Equal("納品書の金額は税込です。よろしくお願いいたします。", TextOf(run));
    }

    [Theory]
    [InlineData("c.html", "text/html", "<html><body><img src=\"http://tracker.example/x.png\" alt=\"\"></body></html>")]
    [InlineData("c.bin", "application/octet-stream", "MZ\u0001\u0002\u0003\u0000\u0000\u0000")]
    [InlineData("c.rtf", "application/rtf", "{\\rtf1 ")]
    [InlineData("c.xml", "application/xml", "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"><pkg:part/></pkg:package>")]
    public void Holds_ADocumentOfWhichNothingWouldBeLeft(string name, string type, string chunk)
    {
        var run = Runs.File("a.docx", WithChunk(name, type, Encoding.Latin1.GetBytes(chunk)));

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("ooxml.altChunk", run.Codes);
    }

    [Fact]
    public void Tells_TheReaderOfAMailWhyADocumentIsMissing()
    {
        var file = Convert.ToBase64String(WithChunk("c.bin", "application/octet-stream", [.. "MZ"u8, 1, 2, 3]), Base64FormattingOptions.InsertLineBreaks);

        var run = Runs.Mail("From: a@example.jp\nTo: b@example.jp\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n"
            + $"--b\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=a.docx\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.docx\n\n{file}\n--b--\n");

        var texts = string.Concat(Encoding.UTF8.GetString(run.Output.Bytes).Split("\r\n\r\n").Select(static block => Decoded(block.Split("\r\n--")[0])));
        Assert.Contains("白紙の文書としてお渡ししないため", texts, StringComparison.Ordinal);
        Assert.Contains("so that no empty page is taken for all there was", texts.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static string Decoded(string block)
    {
        var bytes = new byte[block.Length];
        return Convert.TryFromBase64String(block.ReplaceLineEndings(""), bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : block;
    }

    [Theory]
    [InlineData(NoticeLanguage.Ja, "ここに取り込まれていた文書", "could not be shown")]
    [InlineData(NoticeLanguage.En, "could not be shown", "取り込まれていた文書")]
    public void Says_WhereAChunkIsMissing(NoticeLanguage language, string said, string unsaid)
    {
        var run = Runs.File("a.docx", Word(Paragraph(Text("本文")) + "<w:altChunk r:id=\"rId5\"/>").Part("word/c.bin", "application/octet-stream", "MZ\u0001\u0002\u0003").Relate(Document, "rId5", "aFChunk", "c.bin").Build(),
            new SanitizePolicy { Revision = "r3", Language = language });

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("本文", TextOf(run), StringComparison.Ordinal);
        Assert.Contains(said, TextOf(run), StringComparison.Ordinal);
        Assert.DoesNotContain(unsaid, TextOf(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<w:altChunk r:id=\"rId5\"/>", "aFChunk", "ooxml.altChunk")]
    [InlineData("<w:p><w:subDoc r:id=\"rId5\"/></w:p>", "subDocument", "ooxml.subDocument")]
    public void Says_WhereADocumentOfAnotherFileIsMissing(string element, string type, string code)
    {
        var run = Runs.File("a.docx", Word(element).Relate(Document, "rId5", type, "file://server/share/chapter1.docx", external: true).Build());

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains(code, run.Codes);
        Assert.Contains("別ファイルの文書", TextOf(run), StringComparison.Ordinal);
        Assert.DoesNotContain("chapter1", EmbeddedFileTests.Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.Empty(Cleaning.Errors(run.Output.Bytes, ".docx"));
    }

    [Fact]
    public void Holds_ADocumentWhoseChunkStandsWhereNoneMay()
    {
        var run = Runs.File("a.docx", Word("<w:p><w:altChunk r:id=\"rId5\"/></w:p>").Part("word/c.txt", "text/plain", "納品書").Relate(Document, "rId5", "aFChunk", "c.txt").Build());

        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Opens_ChunksInsideChunksOnlyAsDeepAsMembersMayBe()
    {
        var chunk = Word(Paragraph(Text("底"))).Build();
        for (var i = 0; i < 40; i++)
        {
            chunk = Word(Paragraph(Text($"段{i}")) + "<w:altChunk r:id=\"rId5\"/>").Part("word/c.docx", WordMain, chunk).Relate(Document, "rId5", "aFChunk", "c.docx").Build();
        }

        var run = Runs.File("a.docx", chunk);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        var text = TextOf(run);
        Assert.Contains("段39", text, StringComparison.Ordinal);
        Assert.Contains("段38", text, StringComparison.Ordinal);
        Assert.Contains("取り込まれていた文書", text, StringComparison.Ordinal);
        Assert.DoesNotContain("底", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Charges_AChunkForEachTimeItIsShown()
    {
        var body = string.Concat(Enumerable.Repeat("<w:altChunk r:id=\"rId5\"/>", 20_000));

        var run = Runs.File("a.docx", Word(body).Part("word/c.txt", "text/plain", new string('x', 1 << 20)).Relate(Document, "rId5", "aFChunk", "c.txt").Build());

        Assert.Equal((Outcome.Blocked, Reason.Budget), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Writes_TheWordsOfAChunkWhereTextIsWanted()
    {
        var policy = new SanitizePolicy { Revision = "r5", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Office] = PartWay.Text } };

        var run = Runs.File("a.docx", WithChunk("afchunk.html", "text/html", Encoding.UTF8.GetBytes(Page)), policy);

        var text = Encoding.UTF8.GetString(run.Output.Bytes);
        Assert.Contains("納品書", text, StringComparison.Ordinal);
        Assert.Contains("1,200円", text, StringComparison.Ordinal);
        Assert.DoesNotContain("steal", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_OfAChunkThatNothingShows()
    {
        var run = Runs.File("a.docx", Word(Paragraph(Text("本文"))).Part("word/c.html", "text/html", Page).Relate(Document, "rId5", "aFChunk", "c.html").Build());

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["ooxml.altChunk"], run.Codes);
        Assert.Equal("本文", TextOf(run));
    }

    private static byte[] Inner(string after) => Word(Paragraph(Text("納品書")) + Paragraph(Text("1,200円")) + after, "application/vnd.ms-word.document.macroEnabled.main+xml")
        .Part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vba steal").Relate(Document, "rId8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
        .Part("word/inner.html", "text/html", "<p>中</p><script>steal()</script>").Relate(Document, "rId7", "aFChunk", "inner.html").Build();

    private static byte[] WithChunk(string name, string type, byte[] chunk) =>
        Word("<w:altChunk r:id=\"rId5\"/>").Part("word/" + name, type, chunk).Relate(Document, "rId5", "aFChunk", name).Build();

    private static string PartOf(RunResult run, string name)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(run.Output.Bytes));
        return Encoding.UTF8.GetString(Cleaning.Read(archive.GetEntry(name)!));
    }

    private static string TextOf(RunResult run) => string.Concat(System.Xml.Linq.XDocument.Parse(PartOf(run, Document)).Descendants().Where(static e => e.Name.LocalName == "t").Select(static e => e.Value));
}
