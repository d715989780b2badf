using System.IO.Compression;
using System.Text;

namespace Mugai.Fuzz.Ooxml;

/// <summary>Small packages with stored entries, so that mutation reaches what is inside.</summary>
internal static class OfficeSeeds
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Formats = "application/vnd.openxmlformats-officedocument.";
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"" + Office + "\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
        + "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

    /// <summary>The XML of main parts and sheets, each with what it stands in.</summary>
    public static IReadOnlyList<byte[]> Parts { get; } =
    [
        .. ((string[])
        [
            $"<w:document {W}><w:body><w:p w14:paraId=\"1\"><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
                + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:hyperlink r:id=\"rId9\"><w:r><w:t>x</w:t></w:r></w:hyperlink><w:fldSimple w:instr=\" DDE a \"><w:r><w:t>y</w:t></w:r></w:fldSimple></w:p></w:body></w:document>",
            $"<w:document {W}><w:body><w:p><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:r><w:t>a</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:pict><v:shape style=\"x\"><v:imagedata r:id=\"rId9\"/></v:shape></w:pict></w:r></mc:Fallback>"
                + "</mc:AlternateContent><w:smartTag w:uri=\"u\"><w:r><w:object><o:OLEObject r:id=\"rId8\"/></w:object></w:r></w:smartTag></w:p><w:altChunk r:id=\"rId7\"/></w:body></w:document>",
            $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{Office}\"><sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"0\" ref=\"A1:A2\">SUM(B1)+HYPERLINK(\"https://x\")</f><v>1</v></c></row></sheetData>"
                + "<hyperlinks><hyperlink ref=\"A1\" r:id=\"rId9\"/></hyperlinks><oleObjects><oleObject r:id=\"rId8\"/></oleObjects></worksheet>",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    public static IReadOnlyList<byte[]> Packages { get; } = [.. Parts.Select(Package)];

    public static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. ((string[])
        [
            "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "<![CDATA[", "]]>", "<!--", "-->", "<?x?>", "&#0;", "&#xFFFF;", "xmlns:w=\"urn:x\"", "xmlns=\"\"", "mc:Ignorable=\"w14 q\"", "<mc:AlternateContent>", "</mc:AlternateContent>", "<mc:Choice Requires=\"w14\">",
            "<mc:Choice Requires=\"q\">", "</mc:Choice>", "<mc:Fallback>", "</mc:Fallback>", "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"end\"/>", "<w:instrText>DDEAUTO x</w:instrText>",
            "<w:fldSimple w:instr=\" INCLUDETEXT x\"/>", "<w:hyperlink r:id=\"rId9\">", "<f>", "</f>", "CALL(\"a\")", "cmd|'/c'!A1", "[1]S!A1", "r:id=\"rId1\"", "xml:space=\"preserve\"", "w:macro=\"x\"", "TargetMode=\"External\"", "file:///x", "../", "%2e%2e",
            "vbaProject", "oleObject", "PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "<w:smartTag>", "</w:smartTag>", "<w:object>", "</w:object>", "\uFEFF", "encoding=\"utf-16\"",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xff, 0xff, 0xff, 0xff], [0xff, 0xfe], [0, 0, 0, 0],
    ];

    /// <summary>What <see cref="PackageWith"/> takes.</summary>
    public static IReadOnlyList<byte[]> Lists { get; } =
    [
        .. ((string[])
        [
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
                + $"<Override PartName=\"/word/document.xml\" ContentType=\"{Formats}wordprocessingml.document.main+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"{Formats}wordprocessingml.header+xml\"/></Types>",
            Relationships($"<Relationship Id=\"rId7\" Type=\"{Office}/header\" Target=\"header1.xml\"/><Relationship Id=\"rId8\" Type=\"{Office}/image\" Target=\"/word/media/a.png\"/><Relationship Id=\"rId9\" Type=\"{Office}/hyperlink\" Target=\"https://example.jp/\" TargetMode=\"External\"/>"),
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>A document with a header and a picture, one of whose lists is <paramref name="list"/>.</summary>
    public static byte[] PackageWith(byte[] list)
    {
        var isTypes = list.AsSpan().IndexOf("<Types"u8) >= 0;
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", isTypes ? list : Lists[0]);
            Add(zip, "_rels/.rels", Relationships($"<Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"word/document.xml\"/>"));
            Add(zip, "word/_rels/document.xml.rels", isTypes ? Lists[1] : list);
            Add(zip, "word/document.xml", $"<w:document {W}><w:body><w:p><w:hyperlink r:id=\"rId9\"><w:r><w:t>x</w:t></w:r></w:hyperlink><w:r><w:pict><v:shape><v:imagedata r:id=\"rId8\"/></v:shape></w:pict></w:r></w:p>"
                + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId7\"/></w:sectPr></w:body></w:document>");
            Add(zip, "word/header1.xml", $"<w:hdr {W}><w:p/></w:hdr>");
            Add(zip, "word/media/a.png", "no picture");
        }

        return bytes.ToArray();
    }

    /// <summary>A package around one part: a document, or the first sheet of a workbook.</summary>
    public static byte[] Package(byte[] part)
    {
        var isSheet = part.AsSpan().IndexOf("<worksheet"u8) >= 0;
        var main = isSheet ? "xl/workbook.xml" : "word/document.xml";
        var type = Formats + (isSheet ? "spreadsheetml.sheet.main+xml" : "wordprocessingml.document.main+xml");
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/{main}\" ContentType=\"{type}\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Formats}spreadsheetml.worksheet+xml\"/></Types>");
            Add(zip, "_rels/.rels", Relationships($"<Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"{main}\"/>"));
            var links = $"<Relationship Id=\"rId9\" Type=\"{Office}/hyperlink\" Target=\"https://example.jp/\" TargetMode=\"External\"/><Relationship Id=\"rId8\" Type=\"{Office}/oleObject\" Target=\"x.bin\"/>";
            if (isSheet)
            {
                Add(zip, main, $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{Office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
                Add(zip, "xl/_rels/workbook.xml.rels", Relationships($"<Relationship Id=\"rId1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"));
                Add(zip, "xl/worksheets/_rels/sheet1.xml.rels", Relationships(links));
                Add(zip, "xl/worksheets/sheet1.xml", part);
            }
            else
            {
                Add(zip, "word/_rels/document.xml.rels", Relationships(links));
                Add(zip, main, part);
            }
        }

        return bytes.ToArray();
    }

    private static string Relationships(string list) => $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>";

    private static void Add(ZipArchive zip, string name, string text) => Add(zip, name, Encoding.UTF8.GetBytes(text));

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
