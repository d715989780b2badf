using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Detection;

public class FormatDetectorTests
{
    public static TheoryData<string, byte[]> Signatures => new()
    {
        { "pdf", Encoding.ASCII.GetBytes("%PDF-1.7\n%\u0001\n1 0 obj") },
        { "png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] },
        { "jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46] },
        { "gif", "GIF89a\u0001\0"u8.ToArray() },
        { "tiff", [0x49, 0x49, 42, 0, 8, 0, 0, 0] },
        { "webp", "RIFF\u0010\0\0\0WEBPVP8 "u8.ToArray() },
        { "heic", "\0\0\0\u0018ftypheic\0\0\0\0"u8.ToArray() },
        { "mp4", "\0\0\0\u0018ftypisom\0\0\0\0"u8.ToArray() },
        { "7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4] },
        { "rar", "Rar!\u001a\u0007\u0001\0"u8.ToArray() },
        { "gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0] },
        { "bz2", "BZh91AY&SY\u0001\0"u8.ToArray() },
        { "xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4] },
        { "zst", [0x28, 0xB5, 0x2F, 0xFD, 4, 0] },
        { "cab", "MSCF\0\0\0\0\u0001"u8.ToArray() },
        { "lzh", "\u0020\u0010-lh5-\0\u0001\0\0\0\u0001\0\0\0\0\0\0\0\0\0\0\0\0"u8.ToArray() },
        { "tar", At(257, "ustar\0", 600) },
        { "iso", At(32769, "CD001", 40_000) },
        { "rtf", "{\\rtf1\\ansi }"u8.ToArray() },
        { "elf", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] },
        { "macho", [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1] },
        { "class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52] },
        { "lnk", [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0] },
        { "one", [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3] },
        { "chm", [0x49, 0x54, 0x53, 0x46, 3, 0, 0, 0, 0x60] },
        { "tnef", [0x78, 0x9F, 0x3E, 0x22, 1, 0] },
        { "bmp", [0x42, 0x4D, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0] },
        { "ico", [0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 0x68, 4, 0, 0, 22, 0, 0, 0] },
        { "ico", [0, 0, 1, 0, 0x60, 0xEA, 16, 16, 0, 0, 1, 0, 32, 0, 0x68, 4, 0, 0, 0x06, 0xA6, 0x0E, 0] },
        { "cur", [0, 0, 2, 0, 1, 0, 16, 16, 0, 0, 1, 0, 1, 0, 0x68, 4, 0, 0, 22, 0, 0, 0] },
        { "emf", Put(88, (0, [1, 0, 0, 0, 88]), (40, [0x20, 0x45, 0x4D, 0x46, 0, 0, 1, 0])) },
        { "wmf", [1, 0, 9, 0, 0, 3, 12, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0] },
        { "psd", "8BPS\0\u0001\0\0"u8.ToArray() },
        { "psb", "8BPS\0\u0002\0\0"u8.ToArray() },
        { "xcf", "gimp xcf v011\0"u8.ToArray() },
        { "djvu", "AT&TFORM\0\0\0\u0001DJVU"u8.ToArray() },
        { "jbig2", [0x97, 0x4A, 0x42, 0x32, 13, 10, 26, 10, 1] },
        { "icns", "icns\0\0\u0001\0"u8.ToArray() },
        { "jxr", [0x49, 0x49, 0xBC, 1, 8, 0, 0, 0] },
        { "cameraraw", "FUJIFILMCCD-RAW 0201"u8.ToArray() },
        { "cameraraw", [0x49, 0x49, 42, 0, 16, 0, 0, 0, 0x43, 0x52, 2, 0, 0, 0, 0, 0, 0, 0] },
        { "cameraraw", [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0xC6, 1, 0, 4, 0, 0, 0, 1, 4, 0, 0] },
        { "cameraraw", "\0\0\0\u0018ftypcrx \0\0\0\0"u8.ToArray() },
        { "eps", [0xC5, 0xD0, 0xD3, 0xC6, 30, 0, 0, 0] },
        { "eps", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"u8.ToArray() },
        { "ai", "%!PS-Adobe-3.0 EPSF-3.0\n%%Creator: Adobe Illustrator(R) 8.0\n"u8.ToArray() },
        { "ps", "%!PS-Adobe-3.0\n"u8.ToArray() },
        { "dicom", Put(200, (128, [0x44, 0x49, 0x43, 0x4D, 2, 0])) },
        { "pcx", Put(130, (0, [10, 5, 1, 8, 0, 0, 0, 0, 9, 0, 9])) },
        { "sgi", [1, 0xDA, 1, 1, 0, 3, 0, 1, 0, 1, 0, 1] },
        { "pict", Put(600, (522, [0, 0x11, 2, 0xFF])) },
        { "wpg", [0xFF, 0x57, 0x50, 0x43, 16, 0, 0, 0, 1, 0x16, 1, 0, 0, 0, 0, 0] },
        { "cgm", [0, 0x22, 1, 0x61, 0x10, 0x22, 0, 1] },
        { "tga", Put(40, (2, [2]), (12, [2, 0, 2, 0, 24])) },
        { "os2-bitmaps", "BA\u0028\0\0\0\0\0\0\0\0\0\0\0CI"u8.ToArray() },
        { "p21", "ISO-10303-21;\nHEADER;\n"u8.ToArray() },
        { "exe", Program() },
    };

    public static TheoryData<string, string> Texts => new()
    {
        { "txt", "ただの文章です。\r\n" },
        { "txt", "MZ という型番の製品について" },
        { "txt", "BM-25 is a model number of ours" },
        { "txt", "a < b and <b2c> are no tags" },
        { "txt", "Note: one field alone is no mail\nand then text" },
        { "script", "#!/bin/sh\necho hi\n" },
        { "html", "  <!DOCTYPE HTML>\n<p>x" },
        { "html", "<html><body>x" },
        { "html", "<!-- c --><table><tr>" },
        { "html", "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html xmlns=\"y\">" },
        { "hta", "<html><head><HTA:APPLICATION ID=x></head>" },
        { "xml", "<?xml version=\"1.0\"?><a/>" },
        { "svg", "<?xml version=\"1.0\"?>\n<!-- x -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>" },
        { "svg", "<svg onload=alert(1)>" },
        { "svg", "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [ <!ENTITY a \"b>\"> ]><svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\"/>" },
        { "svg", "<!-- " + new string('x', 9000) + " -->\n<svg/>" },
        { "officexml", "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>" },
        { "settingcontent-ms", "<?xml version=\"1.0\"?><PCSettings><x/></PCSettings>" },
        { "library-ms", "<?xml version=\"1.0\"?><libraryDescription xmlns=\"x\"/>" },
        { "eml", "Received: from a by b\r\n\tfor c\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nbody" },
        { "eml", "From: a@b.example\nTo: c@d.example\n\nbody" },
        { "eml", "From: \"x\" <a@b.example>\nSubject: s\nContent-Type: multipart/related; boundary=b\n\n--b\n\nbody" },
        { "eml", "Subject: multipart/related\nDate: Mon, 1 Jan 2024 00:00:00 +0900\nContent-Type: text/plain\n\nbody" },
        { "mht", "From: <Saved by a browser>\nSubject: a@b.example\nContent-Type:\n multipart/related; boundary=b\n\n--b\n\nbody" },
        { "eml", "From a@b Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nTo: c@d.example\n\nbody" },
        { "mbox", "From a@b Mon Jan  1\nFrom: a@b.example\nTo: c@d.example\n\nbody\n\nFrom c@d Mon Jan  1\nFrom: x@y\n\nbody" },
        { "ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" },
        { "vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\n" },
        { "url", "[InternetShortcut]\r\nURL=file://x\r\n" },
        { "reg", "Windows Registry Editor Version 5.00\r\n" },
        { "slk", "ID;PWXL;N;E\nO;E\n" },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Names_BinaryFormatsByTheirContent(string expected, byte[] content)
    {
        // The name lies on purpose: it must not matter.
        Assert.Equal(expected, Detect(content, "harmless.txt").Format.Name);
        Assert.Null(Detect(content, "").Rival);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Names_TextsByHowTheyBegin(string expected, string content)
    {
        Assert.Equal(expected, Detect(Encoding.UTF8.GetBytes(content), "").Format.Name);
        Assert.Equal(expected, Detect([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(content)], "").Format.Name);
    }

    [Theory]
    [InlineData("a.csv", "csv")]
    [InlineData("a.TSV", "tsv")]
    [InlineData("a.csv.", "csv")]
    [InlineData("a.txt", "txt")]
    [InlineData("a.docx", "txt")]
    [InlineData("a.exe", "txt")]
    public void Lets_ANameRefineTextIntoTablesOnly(string name, string expected) =>
        Assert.Equal(expected, Detect("a,b\r\n1,2\r\n"u8.ToArray(), name).Format.Name);

    [Theory]
    [InlineData(932)]
    [InlineData(51932)]
    [InlineData(50220)]
    [InlineData(1200)]
    public void Takes_JapaneseCharsetsForText(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(codePage);
        byte[] text = [.. encoding.GetPreamble(), .. encoding.GetBytes("令和八年度の予算について、資料を送ります。\r\n")];
        Assert.Equal("txt", Detect(text, "").Format.Name);
    }

    [Fact]
    public void Finds_ANulAtTheVeryEndOfWhatLooksLikeText()
    {
        var bytes = Encoding.ASCII.GetBytes(new string('a', 200_000) + "\0");
        Assert.Equal("unknown", Detect(bytes, "a.txt").Format.Name);
    }

    [Fact]
    public void Calls_NoiseUnknown()
    {
        var noise = new byte[5000];
        new Random(7).NextBytes(noise);
        noise[0] = 1;
        Assert.Equal("unknown", Detect(noise, "a.docx").Format.Name);
    }

    [Theory]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "docx")]
    [InlineData("application/vnd.ms-word.document.macroEnabled.main+xml", "docm")]
    [InlineData("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb")]
    [InlineData("application/vnd.ms-package.xps-fixeddocumentsequence+xml", "xps")]
    public void Tells_PackagesApartByTheirMainPart(string contentType, string expected) =>
        Assert.Equal(expected, Detect(Zip(("[Content_Types].xml", $"<Types><Override PartName=\"/x\" ContentType=\"{contentType}\"/></Types>")), "a.zip").Format.Name);

    [Fact]
    public void Tells_OtherZipsApart()
    {
        Assert.Equal("zip", Detect(Zip(("a.txt", "x")), "a.docx").Format.Name);
        Assert.Equal("jar", Detect(Zip(("META-INF/MANIFEST.MF", "x")), "").Format.Name);
        Assert.Equal("apk", Detect(Zip(("META-INF/MANIFEST.MF", "x"), ("AndroidManifest.xml", "x")), "").Format.Name);
        Assert.Equal("odt", Detect(Zip(("mimetype", "application/vnd.oasis.opendocument.text")), "").Format.Name);
    }

    [Theory]
    [InlineData("WordDocument", "doc")]
    [InlineData("Workbook", "xls")]
    [InlineData("PowerPoint Document", "ppt")]
    [InlineData("__properties_version1.0", "msg")]
    [InlineData("EncryptedPackage", "office-encrypted")]
    [InlineData("JSRV_SegmentInformation", "jtd")]
    [InlineData("\u0004JSRV_SegmentInformation", "jtd")]
    [InlineData("JSCompDocument", "jtd")]
    [InlineData("VisioDocument", "vsd")]
    [InlineData("Quill", "pub")]
    [InlineData("Props14", "mpp")]
    [InlineData("\u0005HwpSummaryInformation", "hwp")]
    [InlineData("Nonsense", "cfb")]
    public void Tells_CompoundFilesApartByTheirDirectory(string entry, string expected) =>
        Assert.Equal(expected, Detect(CompoundFile(entry), "").Format.Name);

    [Theory]
    [InlineData("\u0004JSRV_SegmentInformation", "図.jhd", "jhd")]
    [InlineData("Nonsense", "図.jhd", "jhd")]
    [InlineData("Nonsense", "表.jsd", "jsd")]
    [InlineData("WordDocument", "図.jhd", "doc")]
    public void Calls_DrawingsAndTablesOfJustSystemsByTheirNames(string entry, string name, string expected) =>
        Assert.Equal(expected, Detect(CompoundFile(entry), name).Format.Name);

    [Fact]
    public void Calls_ASheetWithALetterInsideASheet()
    {
        var root = new NewStorage("Root Entry");
        root.Add("Workbook", new MemoryStream([1]));
        root.AddStorage("MBD0001").Add("WordDocument", new MemoryStream([1]));
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(0)));
        Assert.Equal("xls", Detect(output.ToArray(), "").Format.Name);
    }

    [Fact]
    public void Survives_ACompoundFileWhoseDirectoryRunsInACircle()
    {
        var file = CompoundFile("Nonsense");
        // The FAT, in the last sector, chains the directory's sector to itself.
        var directory = BitConverter.ToInt32(file, 48);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 512 + (directory * 4)), directory);
        Assert.Equal("cfb", Detect(file, "").Format.Name);
    }

    [Fact]
    public void Sees_BothFacesOfPolyglots()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13];
        var zip = Zip(("a.txt", "x"));
        Assert.Equal("zip", Detect([.. png, .. zip], "").Rival?.Name);
        Assert.Equal("pdf", Detect([.. png, .. "%PDF-1.4\n"u8], "").Rival?.Name);
        Assert.Equal("zip", Detect([.. "%PDF-1.4\n\u0001"u8, .. zip], "").Rival?.Name);
        Assert.Equal("iso", Detect([.. png, .. At(32769 - png.Length, "CD001", 40_000)], "").Rival?.Name);
        Assert.Equal("pdf", Detect("<html>\n%PDF-1.4\n1 0 obj\nstartxref\n9\n%%EOF"u8.ToArray(), "").Rival?.Name);
        Assert.Null(Detect(zip, "").Rival);
        Assert.Equal("pdf", Detect("% A comment\n%PDF-1.4\ntrailer<</Root<</Pages<<>>/OpenAction<</S/JavaScript/JS(x)>>>>>>"u8.ToArray(), "a.pdf").Rival?.Name);
        Assert.Equal("pdf", Detect(Encoding.ASCII.GetBytes("A text\n%PDF-1.4\n1 0 obj<<>>\n" + new string('x', 9000)), "").Rival?.Name);
        // Without any header, as one viewer takes it: the name decides who gets it.
        Assert.Equal("pdf", Detect("% no signature\n1 0obj\n<<>>\nstream\nendstream\n<</Root<</Pages<<>>>>>>"u8.ToArray(), "a.pdf").Rival?.Name);
        Assert.Null(Detect("% no signature\n1 0obj\n<<>>\nstream\nendstream\n<</Root<</Pages<<>>>>>>"u8.ToArray(), "a.txt").Rival);
        Assert.Null(Detect("A letter under the wrong name.\n"u8.ToArray(), "a.pdf").Rival);
        Assert.Null(Detect("The header %PDF-1.4 begins every such file."u8.ToArray(), "").Rival);
        Assert.Equal("pdf", Detect("A text\n%PDF-1.4\n1 0 % a comment\n\n obj<</S/JavaScript>>"u8.ToArray(), "").Rival?.Name);
        Assert.Equal("pdf", Detect("A text\n%PDF-1.4\n1 0obj[<<>>]"u8.ToArray(), "").Rival?.Name);
        Assert.Equal("pdf", Detect("A text\n%PDF-1.4\ntrailer % a comment\n<</Root 1 0 R>>"u8.ToArray(), "").Rival?.Name);
        Assert.Equal("pdf", Detect("A text\n%PDF-1.4\n1 0 obj"u8.ToArray(), "").Rival?.Name);
    }

    [Theory]
    [InlineData("Every PDF begins with %PDF-1.7 and ends with startxref, a number and %%EOF.\nstartxref\n9\n%%EOF")]
    [InlineData("先頭の %PDF-1.7 のあとに << /Type /Catalog >> のような辞書があり、trailer と startxref で終わります。")]
    [InlineData("if (line.StartsWith(\"%PDF\")) { std::cout << \"a PDF\" << object; }\n// 3 objects, 1 object")]
    [InlineData("%PDF and 12 objections; the trailer of 2 obj_ects << 5")]
    public void Takes_ATextAboutPdf_ForAText(string text)
    {
        var detected = Detect(Encoding.UTF8.GetBytes(text), "notes.txt");
        Assert.Equal(("txt", null), (detected.Format.Name, detected.Rival?.Name));
    }

    [Fact]
    public void Names_AnArchiveBehindJunkAnArchive() =>
        Assert.Equal("zip", Detect([1, 2, 3, 4, 0, 0, .. Zip(("a.txt", "x"))], "a.txt").Format.Name);

    [Fact]
    public void Answers_EveryPrefixOfEveryFormat()
    {
        foreach (var row in Signatures)
        {
            var content = (byte[])row[1];
            for (var length = 0; length < Math.Min(content.Length, 700); length++)
            {
                Assert.NotNull(Detect(content[..length], "").Format);
            }
        }

        var zip = Zip(("[Content_Types].xml", "<Types/>"));
        var cfb = CompoundFile("WordDocument");
        for (var length = 0; length < zip.Length; length++)
        {
            Assert.NotNull(Detect(zip[..length], "").Format);
        }

        for (var length = 0; length < cfb.Length; length += 3)
        {
            Assert.NotNull(Detect(cfb[..length], "").Format);
        }
    }

    [Fact]
    public void Leaves_TheContentAtItsBeginning()
    {
        using var stream = new MemoryStream("a,b"u8.ToArray());
        FormatDetector.Detect(stream, new UntrustedText("a.csv"));
        Assert.Equal(0, stream.Position);
    }

    private static Detected Detect(byte[] content, string name)
    {
        using var stream = new MemoryStream(content);
        return FormatDetector.Detect(stream, new UntrustedText(name));
    }

    private static byte[] Put(int length, params (int At, byte[] Bytes)[] pieces)
    {
        var file = new byte[length];
        foreach (var (at, bytes) in pieces)
        {
            bytes.CopyTo(file, at);
        }

        return file;
    }

    private static byte[] At(int offset, string mark, int size)
    {
        var bytes = new byte[size];
        Encoding.ASCII.GetBytes(mark).CopyTo(bytes, offset);
        return bytes;
    }

    private static byte[] Program()
    {
        var bytes = new byte[128];
        "MZ"u8.CopyTo(bytes);
        bytes[60] = 64;
        "PE\0\0"u8.CopyTo(bytes.AsSpan(64));
        return bytes;
    }

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return memory.ToArray();
    }

    private static byte[] CompoundFile(string entry)
    {
        var root = new NewStorage("Root Entry");
        root.Add(entry, new MemoryStream([1]));
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(0)));
        return output.ToArray();
    }
}
