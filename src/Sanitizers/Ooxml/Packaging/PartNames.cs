using System.Globalization;
using System.Text;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>
/// The names parts get in the output: their own where it is plain ASCII and says nothing untrue, else one of ours. No two alike, also
/// when case is ignored.
/// </summary>
internal static class PartNames
{
    // Folders that office programs use for parts that never stay; a kept part that claims to live there would alarm every scanner behind us.
    private static readonly HashSet<string> ReservedFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "_rels", "activeX", "attachedToolbars", "connections", "customUI", "customXml", "dialogsheets", "embeddings", "externalLinks", "fonts", "macrosheets",
        "model", "printerSettings", "queryTables", "userCustomization", "webextensions", "_xmlsignatures",
    };

    private static readonly string[] ReservedWords = ["vbaproject", "vbadata", "attachedtoolbars", "printersettings", "customizations", "connections", "taskpanes", "datamashup"];

    public static void Assign(IEnumerable<PlannedPart> parts, OoxmlApp app)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts)
        {
            part.Name = Unique(Plain(part, FolderOf(app)), taken);
        }
    }

    /// <summary>A name for our picture beside <paramref name="others"/>, the parts that are really written.</summary>
    public static string ForPlaceholder(IEnumerable<PlannedPart> others, OoxmlApp app)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in others)
        {
            taken.Add(WithExtension(part.Name, ""));
        }

        return Unique(FolderOf(app) + "media/placeholder" + PlaceholderPicture.Extension, taken);
    }

    /// <summary>The name of a picture once its sanitizer said what it became.</summary>
    public static string WithExtension(string name, string extension) => string.Concat(name.AsSpan(0, name.Length - PartName.ExtensionOf(name).Length), extension);

    private static string FolderOf(OoxmlApp app) => app switch { OoxmlApp.Word => "word/", OoxmlApp.Sheets => "xl/", OoxmlApp.Visio => "visio/", _ => "ppt/" };

    private static string Unique(string name, HashSet<string> taken)
    {
        var extension = PartName.ExtensionOf(name);
        var stem = name[..^extension.Length];
        var unique = name;
        for (var number = 2; !taken.Add(stem); number++)
        {
            stem = string.Create(CultureInfo.InvariantCulture, $"{name[..^extension.Length]}-{number}");
            unique = stem + extension;
        }

        return unique;
    }

    private static string Plain(PlannedPart part, string folder)
    {
        var plain = new StringBuilder();
        foreach (var c in part.SourceName)
        {
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '.' ? c : '_');
        }

        if (part.Kind.Treatment == PartTreatment.Package)
        {
            // The extension follows from what comes out.
            return folder + (part.Kind == PartKind.Media ? "media/media.mp4" : part.Kind.IsEmbedded ? "embeddings/file.docx" : "embeddings/workbook.xlsx");
        }

        var name = plain.ToString();
        var file = name[(name.LastIndexOf('/') + 1)..];
        if (name.Split('/').SkipLast(1).Any(ReservedFolders.Contains) || Array.Exists(ReservedWords, w => file.Contains(w, StringComparison.OrdinalIgnoreCase)))
        {
            name = folder + "part" + PartName.ExtensionOf(name);
        }

        return part.Kind.Treatment switch
        {
            PartTreatment.Image => name,
            PartTreatment.Vml => WithExtension(name, ".vml"),
            PartTreatment.Records => WithExtension(name, ".bin"),
            PartTreatment.Main when part.ContentType == Detection.Formats.Xlsb.MediaType[..^3] + ".main" => WithExtension(name, ".bin"),
            _ => WithExtension(name, ".xml"),
        };
    }
}
