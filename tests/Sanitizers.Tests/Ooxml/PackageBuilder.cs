using System.IO.Compression;
using System.Text;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Writes small Office packages part by part.</summary>
internal sealed class PackageBuilder
{
    public const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        + "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
        + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";

    public const string X = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    public const string P = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    public const string WordMain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    public const string SheetMain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    public const string SlideMain = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    private const string Worksheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    private const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private readonly List<(string Name, byte[] Content)> _parts = [];
    private readonly Dictionary<string, StringBuilder> _relationships = [];
    private readonly StringBuilder _types = new();

    public static PackageBuilder Word(string body, string mainType = WordMain) => new PackageBuilder()
        .Part("word/document.xml", mainType, $"<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>")
        .Relate("", "rId1", "officeDocument", "word/document.xml");

    /// <summary>A workbook with one sheet per entry of <paramref name="sheets"/>: the content of its worksheet element.</summary>
    public static PackageBuilder Book(string afterSheets, string mainType, params string[] sheets)
    {
        var builder = new PackageBuilder().Relate("", "rId1", "officeDocument", "xl/workbook.xml");
        var list = new StringBuilder();
        for (var i = 1; i <= sheets.Length; i++)
        {
            builder.Part($"xl/worksheets/sheet{i}.xml", Worksheet, $"<worksheet {X}>{sheets[i - 1]}</worksheet>");
            builder.Relate("xl/workbook.xml", $"rId{i}", "worksheet", $"worksheets/sheet{i}.xml");
            list.Append($"<sheet name=\"Sheet{i}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>");
        }

        return builder.Part("xl/workbook.xml", mainType, $"<workbook {X}><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>{list}</sheets>{afterSheets}</workbook>");
    }

    public static PackageBuilder Book(params string[] sheets) => Book("", SheetMain, sheets);

    /// <summary>A presentation of one slide that holds <paramref name="shapes"/>.</summary>
    public static PackageBuilder Show(string shapes, string mainType = SlideMain, string afterShapes = "", string afterTree = "") => new PackageBuilder()
        .Relate("", "rId1", "officeDocument", "ppt/presentation.xml")
        .Part("ppt/presentation.xml", mainType, $"<p:presentation {P}><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/></p:sldIdLst><p:notesSz cx=\"1\" cy=\"1\"/></p:presentation>")
        .Relate("ppt/presentation.xml", "rId2", "slide", "slides/slide1.xml")
        .Part("ppt/slides/slide1.xml", "application/vnd.openxmlformats-officedocument.presentationml.slide+xml", $"<p:sld {P}><p:cSld><p:spTree>{shapes}</p:spTree>{afterTree}</p:cSld>{afterShapes}</p:sld>");

    public static string Paragraph(string runs) => $"<w:p>{runs}</w:p>";

    public static string Text(string text) => $"<w:r><w:t>{text}</w:t></w:r>";

    /// <summary>A picture in a run; <paramref name="blip"/> is the attribute that names it.</summary>
    public static string Picture(string blip) =>
        "<w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><wp:extent cx=\"9\" cy=\"9\"/><wp:docPr id=\"1\" name=\"p\"/>"
        + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"p\"/><pic:cNvPicPr/></pic:nvPicPr>"
        + $"<pic:blipFill><a:blip {blip}/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";

    public static string Field(string code, string result, int pieces = 1)
    {
        var size = Math.Max(1, (code.Length + pieces - 1) / pieces);
        var runs = string.Concat(code.Chunk(size).Select(c => $"<w:r><w:instrText xml:space=\"preserve\">{new string(c)}</w:instrText></w:r>"));
        return $"{Mark("begin")}{runs}{Mark("separate")}{Text(result)}{Mark("end")}";
    }

    public static string Mark(string type) => $"<w:r><w:fldChar w:fldCharType=\"{type}\"/></w:r>";

    public PackageBuilder Part(string name, string contentType, string xml) => Part(name, contentType, Encoding.UTF8.GetBytes(xml));

    public PackageBuilder Part(string name, string contentType, byte[] content)
    {
        _parts.Add((name, content));
        if (contentType.Length > 0)
        {
            _types.Append($"<Override PartName=\"/{name}\" ContentType=\"{contentType}\"/>");
        }

        return this;
    }

    public PackageBuilder Relate(string source, string id, string type, string target, bool external = false)
    {
        if (!_relationships.TryGetValue(source, out var list))
        {
            _relationships.Add(source, list = new StringBuilder());
        }

        var uri = type.Contains(':', StringComparison.Ordinal) ? type : Types + type;
        list.Append($"<Relationship Id=\"{id}\" Type=\"{uri}\" Target=\"{target}\"{(external ? " TargetMode=\"External\"" : "")}/>");
        return this;
    }

    public byte[] Build()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "[Content_Types].xml", Encoding.UTF8.GetBytes(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>"
                + $"<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>{(_parts.Exists(static p => p.Name.EndsWith(".bin", StringComparison.Ordinal)) ? "<Default Extension=\"bin\" ContentType=\"application/octet-stream\"/>" : "")}{_types}</Types>"));
            foreach (var (source, list) in _relationships)
            {
                var slash = source.LastIndexOf('/') + 1;
                Write(archive, source[..slash] + "_rels/" + source[slash..] + ".rels", Encoding.UTF8.GetBytes(
                    $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"));
            }

            foreach (var (name, content) in _parts)
            {
                Write(archive, name, content);
            }
        }

        return bytes.ToArray();
    }

    private static void Write(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }
}
