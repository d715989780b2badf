using System.IO.Compression;
using System.Text;

namespace Mugai.Fuzz.OpenDocument;

/// <summary>Small packages with stored entries, so that mutation reaches what is inside.</summary>
internal static class OdfSeeds
{
    private const string Oasis = "urn:oasis:names:tc:opendocument:xmlns:";
    private const string Type = "application/vnd.oasis.opendocument.";

    private const string Spaces = "xmlns:office=\"" + Oasis + "office:1.0\" xmlns:text=\"" + Oasis + "text:1.0\" xmlns:table=\"" + Oasis + "table:1.0\" xmlns:draw=\"" + Oasis + "drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        + "xmlns:script=\"" + Oasis + "script:1.0\" xmlns:presentation=\"" + Oasis + "presentation:1.0\" xmlns:form=\"" + Oasis + "form:1.0\" xmlns:of=\"" + Oasis + "of:1.2\" xmlns:ooo=\"http://openoffice.org/2004/office\"";

    /// <summary>Contents of a text, a sheet and a presentation.</summary>
    public static IReadOnlyList<byte[]> Parts { get; } =
    [
        .. ((string[])
        [
            Document("text", "<text:p>a<text:a xlink:href=\"https://x.jp/\">b</text:a><draw:frame draw:name=\"f\"><draw:object xlink:href=\"./Object 1\"/><draw:image xlink:href=\"ObjectReplacements/Object 1\"/></draw:frame></text:p>"
                + "<text:section><text:section-source xlink:href=\"x\"/><text:p><text:dde-connection>c</text:dde-connection></text:p></text:section>"
                + "<draw:frame><draw:image><office:binary-data>QUJD</office:binary-data></draw:image></draw:frame><draw:frame><draw:object-ole xlink:href=\"Object 2\"/></draw:frame>"),
            Document("spreadsheet", "<table:table table:name=\"s\"><table:table-row><table:table-cell table:formula=\"of:=SUM([.A1])+HYPERLINK(&quot;https://x&quot;)\" office:value=\"1\"><text:p>1</text:p></table:table-cell></table:table-row></table:table>"
                + "<table:named-expressions><table:named-expression table:name=\"n\" table:expression=\"'file:///x'#$a.A1\"/></table:named-expressions>"),
            Document("presentation", "<draw:page><draw:rect><office:event-listeners><presentation:event-listener presentation:action=\"show\" xlink:href=\"#a\"/><script:event-listener/></office:event-listeners></draw:rect>"
                + "<office:forms><form:form xlink:href=\"x\"><form:button form:button-type=\"url\" form:control-implementation=\"ooo:com.sun.star.form.component.CommandButton\"/></form:form></office:forms></draw:page>"),
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    public static IReadOnlyList<byte[]> Packages { get; } = [.. Parts.Select(Package)];

    public static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. ((string[])
        [
            "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "<![CDATA[", "]]>", "<!--", "-->", "<?x?>", "&#0;", "xmlns:text=\"urn:x\"", "xmlns=\"\"", "xmlns:of=\"urn:x\"", "<text:p>", "</text:p>", "<text:a xlink:href=\"file:///x\">", "</text:a>",
            "<office:event-listeners>", "</office:event-listeners>", "<office:scripts>", "</office:scripts>", "<draw:frame>", "</draw:frame>", "<draw:applet/>", "<draw:object xlink:href=\"./Object 1\"/>", "<draw:image xlink:href=\"Object 1/a.png\"/>",
            "<office:binary-data>", "</office:binary-data>", "<x:y xmlns:x=\"urn:x\">", "</x:y>", "of:=DDE(1)", "INDIRECT(", "\"file:///x#a\"", "'#", "[", "]", "{", "|", "table:formula=\"of:=1\"", "xlink:href=\"../x\"", "xlink:href=\"\"",
            "<meta:user-defined xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\">", "<dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">", "</dc:creator>", "manifest:full-path=\"Object 1/\"", "mimetype", "META-INF/manifest.xml", "Object 1/",
            "content.xml", "Basic/", "PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "\uFEFF", "encoding=\"utf-16\"", "%2e%2e", "javascript:", "<table:table table:name=\"'a'#b\">", "</table:table>", "xml:id=\"a\"",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xff, 0xff, 0xff, 0xff], [0xff, 0xfe], [0, 0, 0, 0],
    ];

    /// <summary>A package around one content, with an object and a picture that it may refer to.</summary>
    public static byte[] Package(byte[] content)
    {
        var type = Type + (content.AsSpan().IndexOf("<office:spreadsheet"u8) >= 0 ? "spreadsheet" : content.AsSpan().IndexOf("<office:presentation"u8) >= 0 ? "presentation" : "text");
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "mimetype", Encoding.ASCII.GetBytes(type));
            Add(zip, "content.xml", content);
            Add(zip, "Object 1/content.xml", Encoding.UTF8.GetBytes("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi><maction>y</maction></math>"));
            Add(zip, "ObjectReplacements/Object 1", [1, 2, 3]);
            Add(zip, "META-INF/manifest.xml", Encoding.UTF8.GetBytes($"<manifest:manifest xmlns:manifest=\"{Oasis}manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{type}\"/>"
                + $"<manifest:file-entry manifest:full-path=\"Object 1/\" manifest:media-type=\"{Type}formula\"/></manifest:manifest>"));
        }

        return bytes.ToArray();
    }

    private static string Document(string kind, string body) => $"<office:document-content {Spaces}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>";

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
