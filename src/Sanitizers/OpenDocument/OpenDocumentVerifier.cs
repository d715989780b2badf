using System.IO.Compression;
using System.Text;
using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument;

/// <summary>
/// Reads a clean document as a stranger would, with the framework's archive and a plain walk over all XML, and looks for what must not be there. Shares no parsing code with the sanitizer.
/// </summary>
public sealed class OpenDocumentVerifier : IOutputVerifier
{
    private const string ManifestName = "META-INF/manifest.xml";
    private const string ManifestSpace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    private static readonly string[] ForbiddenNames =
        ["basic/", "scripts/", "dialogs/", "configurations", "thumbnails/", "fonts/", "media/", "versions/", "database/", "signatures", "manifest.rdf", "layout-cache", "encrypted-package", ".exe", ".ole", ".bin", ".class", ".jar", ".js"];

    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg"];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.Odt, Detection.Formats.Ott, Detection.Formats.Ods, Detection.Formats.Ots, Detection.Formats.Odp, Detection.Formats.Otp, Detection.Formats.Odg, Detection.Formats.Otg,
    ];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        try
        {
            if (!BeginsWithType(output, format.MediaType))
            {
                return "The package does not begin with its type.";
            }

            output.Position = 0;
            using var archive = new ZipArchive(output, ZipArchiveMode.Read, leaveOpen: true);
            return VerifyPackage(format, archive);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException)
        {
            return "The package cannot be read back: " + broken.GetType().Name + ".";
        }
    }

    /// <summary>OpenDocument 1.3 part 2, 3.3: the type is the first entry, stored, without an extra field, so that it stands at byte 38.</summary>
    private static bool BeginsWithType(Stream output, string mediaType)
    {
        Span<byte> head = stackalloc byte[256];
        output.Position = 0;
        head = head[..output.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var type = Encoding.ASCII.GetBytes("mimetype" + mediaType + "PK");
        return head.Length > 30 && head.StartsWith("PK\u0003\u0004"u8) && head[8] == 0 && head[9] == 0 && head[30..].StartsWith(type);
    }

    private static string? VerifyPackage(FileFormat format, ZipArchive archive)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            if (!names.Add(entry.FullName))
            {
                return "Two entries have one name.";
            }

            if (entry.FullName != "Thumbnails/thumbnail.png" && Array.Exists(ForbiddenNames, word => ("/" + entry.FullName).Contains("/" + word, StringComparison.OrdinalIgnoreCase) || (word[0] is '.' or 's' && entry.FullName.EndsWith(word, StringComparison.OrdinalIgnoreCase))))
            {
                return "An entry is named like something that must be gone.";
            }
        }

        if (archive.GetEntry("content.xml") is null || archive.GetEntry(ManifestName) is not { } manifest || VerifyManifest(format, manifest, names) is { } unlisted)
        {
            return "The manifest and the entries do not agree.";
        }

        foreach (var entry in archive.Entries)
        {
            if (entry.FullName is not ("mimetype" or ManifestName) && VerifyEntry(entry, names) is { } wrong)
            {
                return wrong + " (" + new UntrustedText(entry.FullName).ForLog() + ")";
            }
        }

        return null;
    }

    private static string? VerifyManifest(FileFormat format, ZipArchiveEntry manifest, HashSet<string> names)
    {
        var listed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var content = manifest.Open();
        using var xml = Open(content);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var path = xml.GetAttribute("full-path", ManifestSpace) ?? "";
            switch (xml.LocalName)
            {
                case "manifest" when xml.Depth == 0:
                    break;
                case "file-entry" when path == "/":
                    if (xml.GetAttribute("media-type", ManifestSpace) != format.MediaType)
                    {
                        return "type";
                    }

                    break;
                case "file-entry" when path.EndsWith('/') ? names.Contains(path + "content.xml") : names.Contains(path):
                    listed.Add(path);
                    break;
                default:
                    return xml.LocalName;
            }
        }

        return names.Any(name => name != "mimetype" && name != ManifestName && !listed.Contains(name)) ? "unlisted" : null;
    }

    private static string? VerifyEntry(ZipArchiveEntry entry, HashSet<string> names)
    {
        using var content = entry.Open();
        if (entry.Name is "content.xml" or "styles.xml" or "meta.xml" or "settings.xml")
        {
            using var xml = Open(content);
            return new OpenDocumentTrace(entry.FullName[..^entry.Name.Length], names).Read(xml);
        }

        if (!Array.Exists(PictureEndings, ending => entry.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return "An entry is neither a part nor a picture.";
        }

        content.CopyTo(Stream.Null);
        return null;
    }

    internal static XmlReader Open(Stream content) => XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
}
