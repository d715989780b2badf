using System.IO.Compression;
using System.Xml;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// Reads a clean package as a stranger would, with the framework's archive and a plain walk over all XML, and looks for what must not be there. Shares no
/// parsing code and no tables with the sanitizer.
/// </summary>
public sealed class OoxmlVerifier : IOutputVerifier
{
    // A workbook whose charts hold workbooks, and so on: more than a person ever made. The sanitizer's own depth limit lies above.
    private const int MaxDepth = 8;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.Docx, Detection.Formats.Dotx, Detection.Formats.Xlsx, Detection.Formats.Xltx, Detection.Formats.Xlsb,
        Detection.Formats.Pptx, Detection.Formats.Ppsx, Detection.Formats.Potx,
        Detection.Formats.Vsdx, Detection.Formats.Vstx, Detection.Formats.Vssx,
    ];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        try
        {
            output.Position = 0;
            using var archive = new ZipArchive(output, ZipArchiveMode.Read, leaveOpen: true);
            return VerifyPackage(format, archive, 0, context);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException or ArgumentException or IndexOutOfRangeException)
        {
            return "The package cannot be read back: " + broken.GetType().Name + ".";
        }
    }

    private static string? VerifyPackage(FileFormat format, ZipArchive archive, int depth, ISanitizeContext context)
    {
        var allowsFiles = context.Policy.Office.RebuildEmbedded;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            if (!names.Add(entry.FullName))
            {
                return "Two entries have one name.";
            }

            if (OoxmlTrace.IsForbiddenName(entry.FullName, format.Name == Detection.Formats.Xlsb.Name, allowsFiles))
            {
                return "An entry is named like something that must be gone.";
            }
        }

        var types = new DeclaredTypes();
        if (archive.GetEntry("[Content_Types].xml") is not { } list || types.Read(list, format, allowsFiles) is { } wrongTypes)
        {
            return "The content types are missing or name something that must be gone.";
        }

        if (types.FindMain(format) is { } wrongMain)
        {
            return wrongMain;
        }

        foreach (var entry in archive.Entries)
        {
            if (entry.FullName != "[Content_Types].xml" && VerifyEntry(entry, names, types, depth, context) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static string? VerifyEntry(ZipArchiveEntry entry, HashSet<string> names, DeclaredTypes types, int depth, ISanitizeContext context)
    {
        var allowsFiles = context.Policy.Office.RebuildEmbedded;
        var name = entry.FullName;
        if (types.Of(name) is not { Length: > 0 } type)
        {
            return "A part has no content type.";
        }

        if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
        {
            return new RelationshipTrace(name, names, context.Policy.Office).Read(entry);
        }

        if (OoxmlTrace.FileInside(name, allowsFiles) is { } inside)
        {
            return VerifyFile(inside, entry, depth, context);
        }

        if (type.StartsWith("audio/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal) || type == Detection.Formats.Ogg.MediaType)
        {
            return context.Policy.Office.RebuildMedia ? VerifyMedia(entry, context) : "A part of sound or film is left.";
        }

        if (OoxmlTrace.IsPackedFile(name, allowsFiles))
        {
            return PackedFileTrace.Read(entry, context);
        }

        if (RecordTrace.IsRecords(type))
        {
            return new RecordTrace(entry).Read();
        }

        if (name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
        {
            return "A binary part is none of a binary workbook.";
        }

        return type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? Drain(entry) : new OoxmlTrace(context.Policy.Office).Read(entry);
    }

    private static string? VerifyFile(FileFormat format, ZipArchiveEntry entry, int depth, ISanitizeContext context)
    {
        if (depth == MaxDepth)
        {
            return "Files stand too deep in each other.";
        }

        using var content = entry.Open();
        using var bytes = context.CreateScratch();
        content.CopyTo(bytes);
        bytes.Position = 0;
        using var archive = new ZipArchive(bytes, ZipArchiveMode.Read);
        return VerifyPackage(format, archive, depth + 1, context);
    }

    /// <summary>What this run wrote and the verifier of its format passed.</summary>
    private static string? VerifyMedia(ZipArchiveEntry entry, ISanitizeContext context)
    {
        using var content = entry.Open();
        return context is IContainerRun run && run.VerifiedFormat(Digests.OfForwardOnly(content)) is { } format && Detection.Formats.All.Any(known => known.Name == format && known.Family == FileFamily.Media)
            ? null
            : "A part of sound or film was not verified.";
    }

    private static string? Drain(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        content.CopyTo(Stream.Null);
        return null;
    }

    internal static XmlReader OpenXml(Stream content) => XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });

    /// <summary>The content type list as the verifier reads it.</summary>
    private sealed class DeclaredTypes
    {
        private readonly Dictionary<string, string> _parts = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> _extensions = new(StringComparer.OrdinalIgnoreCase);

        public string? Read(ZipArchiveEntry entry, FileFormat format, bool allowsFiles)
        {
            using var content = entry.Open();
            using var xml = OpenXml(content);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element || xml.GetAttribute("ContentType") is not { } type)
                {
                    continue;
                }

                var isPacked = allowsFiles && xml.LocalName == "Default" && xml.GetAttribute("Extension") == "bin" && type == "application/vnd.openxmlformats-officedocument.oleObject";
                if (!isPacked && IsForbidden(type) && !(format.Name == Detection.Formats.Xlsb.Name && type == RecordTrace.MainType))
                {
                    return type;
                }

                if (xml.LocalName == "Override")
                {
                    _parts[xml.GetAttribute("PartName") ?? ""] = type;
                }
                else
                {
                    _extensions[xml.GetAttribute("Extension") ?? ""] = type;
                }
            }

            return null;
        }

        public string? FindMain(FileFormat format)
        {
            // docx → …wordprocessingml.document, the media type of the whole file, is how its main part's type begins.
            var wanted = format.Name == Detection.Formats.Xlsb.Name ? RecordTrace.MainType : format.MediaType + ".main+xml";
            return _parts.Values.Count(t => t.Equals(wanted, StringComparison.OrdinalIgnoreCase)) == 1 ? null : "The main part is not what the format says.";
        }

        public string Of(string name)
        {
            if (_parts.TryGetValue("/" + name, out var type))
            {
                return type;
            }

            var dot = name.LastIndexOf('.');
            return dot < 0 ? "" : _extensions.GetValueOrDefault(name[(dot + 1)..], "");
        }

        private static bool IsForbidden(string type)
        {
            foreach (var word in (string[])
                ["macro", "vba", "activex", "oleobject", "externallink", "connections", "querytable", "webextension", "keymap", "toolbars", "digital-signature", "printersettings", "dialogsheet", "octet-stream", "html", "rtf", "msword"])
            {
                if (type.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
