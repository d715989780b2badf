using System.IO.Compression;
using System.Text;

namespace Mugai.Sanitizers.Tests.OpenDocument;

/// <summary>Writes small OpenDocument packages part by part.</summary>
internal sealed class OdfBuilder
{
    public const string Spaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        + "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        + "xmlns:script=\"urn:oasis:names:tc:opendocument:xmlns:script:1.0\" xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\" xmlns:form=\"urn:oasis:names:tc:opendocument:xmlns:form:1.0\" "
        + "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:chart=\"urn:oasis:names:tc:opendocument:xmlns:chart:1.0\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
        + "xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:ooo=\"http://openoffice.org/2004/office\" xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" "
        + "xmlns:dom=\"http://www.w3.org/2001/xml-events\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"";

    public const string Type = "application/vnd.oasis.opendocument.";

    private readonly List<(string Name, byte[] Content)> _parts = [];
    private readonly StringBuilder _manifest = new();
    private string? _mimetype;

    private OdfBuilder(string type)
    {
        _mimetype = Type + type;
        List("/", _mimetype);
    }

    public static OdfBuilder Text(string body, string type = "text") => new OdfBuilder(type).Content(Document("text", body));

    public static OdfBuilder Sheet(string rows, string afterTable = "") => new OdfBuilder("spreadsheet")
        .Content(Document("spreadsheet", $"<table:table table:name=\"表1\"><table:table-column/>{rows}</table:table>{afterTable}"));

    public static OdfBuilder Show(string shapes, string type = "presentation") => new OdfBuilder(type)
        .Content(Document(type == "presentation" ? "presentation" : "drawing", $"<draw:page draw:name=\"p1\">{shapes}</draw:page>"));

    public static OdfBuilder Empty(string type) => new(type);

    public static string Document(string kind, string body) =>
        $"<office:document-content {Spaces} office:version=\"1.3\"><office:automatic-styles/><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>";

    public static string Row(string cells) => $"<table:table-row>{cells}</table:table-row>";

    public static string Frame(string inside) => $"<draw:frame draw:name=\"f\" svg:width=\"2cm\" svg:height=\"2cm\">{inside}</draw:frame>";

    public OdfBuilder Content(string xml) => Part("content.xml", "text/xml", Encoding.UTF8.GetBytes(xml));

    public OdfBuilder Part(string name, string type, string content) => Part(name, type, Encoding.UTF8.GetBytes(content));

    public OdfBuilder Part(string name, string type, byte[] content)
    {
        _parts.Add((name, content));
        List(name, type);
        return this;
    }

    public OdfBuilder List(string path, string type)
    {
        _manifest.Append($"<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{type}\"/>");
        return this;
    }

    public OdfBuilder Mimetype(string? type)
    {
        _mimetype = type;
        return this;
    }

    public byte[] Build()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (_mimetype is not null)
            {
                Add(zip, "mimetype", Encoding.ASCII.GetBytes(_mimetype));
            }

            foreach (var (name, content) in _parts)
            {
                Add(zip, name, content);
            }

            Add(zip, "META-INF/manifest.xml", Encoding.UTF8.GetBytes($"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">{_manifest}</manifest:manifest>"));
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
