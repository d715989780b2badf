using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.Telemetry.Canary;

/// <summary>
/// A mail that an attacker would send, made inert: an HTML body with a script, a Word file with a macro, a PDF with JavaScript. What would act holds <see cref="Marker"/>, what
/// a person would read holds <see cref="Token"/>; both are new for each mail. Files are stored uncompressed, so that bytes which were passed on instead of rebuilt show the marker.
/// </summary>
internal sealed class CanaryMail
{
    private const string Types = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>
        """;

    private const string PackageRelations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
        """;

    private const string DocumentRelations = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>
        """;

    /// <summary>Codes that must not be found a second time in what came out.</summary>
    public static IReadOnlyList<string> MustBeGone { get; } = ["ooxml.vba", "pdf.javascript", "html.script"];

    /// <summary>Stands in everything that would act.</summary>
    public string Marker { get; } = "CanaryActs" + Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    /// <summary>Stands in what a person reads.</summary>
    public string Token { get; } = "canary-alive-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The recipient: of a domain that cannot exist (RFC 6761 6.4), under a name that nobody can guess.</summary>
    public string Recipient { get; } = "canary-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + "@canary.invalid";

    public byte[] Write(string hostname, DateTimeOffset now)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            From: Mugai canary <postmaster@{hostname}>
            To: <{Recipient}>
            Subject: Mugai canary
            Date: {now.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000
            Message-ID: <{Token}@{hostname}>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="canary"

            --canary
            Content-Type: text/html; charset=us-ascii

            <html><body><p>{Token}</p><script>{Marker}()</script></body></html>
            --canary
            Content-Type: application/vnd.ms-word.document.macroEnabled.12; name="canary.docm"
            Content-Disposition: attachment; filename="canary.docm"
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Word(), Base64FormattingOptions.InsertLineBreaks)}
            --canary
            Content-Type: application/pdf; name="canary.pdf"
            Content-Disposition: attachment; filename="canary.pdf"
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Pdf(), Base64FormattingOptions.InsertLineBreaks)}
            --canary--

            """);
        return Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
    }

    private byte[] Word()
    {
        var package = new MemoryStream();
        using (var zip = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in ((string, string)[])[
                ("[Content_Types].xml", Types), ("_rels/.rels", PackageRelations), ("word/_rels/document.xml.rels", DocumentRelations),
                ("word/document.xml", $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{Token}</w:t></w:r></w:p></w:body></w:document>"""),
                ("word/vbaProject.bin", $"""Attribute VB_Name = "ThisDocument" : Sub AutoOpen() : {Marker} : End Sub""")])
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.ASCII.GetBytes(content));
            }
        }

        return package.ToArray();
    }

    private byte[] Pdf()
    {
        string[] objects = [
            $"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS ({Marker}\\(\\)) >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"];
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (index, body) in objects.Index())
        {
            places.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = text.Length;
        text.Append("xref\n0 4\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            text.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
