using System.Globalization;
using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>Finds the documents of a package and the pictures that they refer to, and gives both their names in the output. Whatever nothing refers to is not part of the plan.</summary>
internal sealed class OdfPlanner(OdfPackage package, FindingTally tally, Budget budget)
{
    // A sheet in a text in a presentation: deeper than anybody works.
    private const int MaxDepth = 8;

    private const string PictureFolder = "Pictures/";

    /// <summary>The small picture of the first page that folders show (OpenDocument 1.3 part 2, 3.8).</summary>
    public const string ThumbnailEntry = "Thumbnails/thumbnail.png";

    private static readonly string[] OwnParts = ["content.xml", "styles.xml", "meta.xml", "settings.xml"];

    // Folders and names that programs give a meaning of its own.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "META-INF", "Basic", "Scripts", "Dialogs", "Configurations", "Configurations2", "Thumbnails", "Fonts", "Media", "Versions", "database", "forms", "reports", "mimetype", "manifest.rdf", "layout-cache",
        "content.xml", "styles.xml", "meta.xml", "settings.xml", "encrypted-package",
    };

    private readonly Dictionary<string, OdfPicture> _pictures = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    // The number that a name got last: a hundred thousand pictures of one name must not be counted from two each time.
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All documents, each before those in its frames.</summary>
    public List<OdfDocument> Documents { get; } = [];

    /// <summary>All pictures in the order in which they are referred to.</summary>
    public List<OdfPicture> Pictures { get; } = [];

    /// <summary>Throws on broken XML in the document itself; a broken object is a dead one.</summary>
    public void Plan(OdfKind kind, bool withThumbnail)
    {
        var root = new OdfDocument("", "", kind, 0);
        Documents.Add(root);
        if (withThumbnail && package.Entries.ContainsKey(ThumbnailEntry))
        {
            var thumbnail = new OdfPicture(ThumbnailEntry, ThumbnailEntry);
            thumbnail.ShowIn(root);
            Pictures.Add(thumbnail);
        }

        if (!HasMore())
        {
            return;
        }

        for (var at = 0; at < Documents.Count; at++)
        {
            var document = Documents[at];
            if (document.Depth == 0)
            {
                Survey(document);
                continue;
            }

            try
            {
                Survey(document);
            }
            catch (Exception broken) when (broken is XmlException or InvalidDataException)
            {
                document.IsAlive = false;
                tally.Add(document.Folder, OdfCodes.Malformed, FindingAction.Removed, package.DigestOf(document.Folder + "content.xml"));
            }
        }
    }

    /// <summary>The entry of a part of <paramref name="document"/>; null when it has none.</summary>
    public string? Part(OdfDocument document, string name) => package.Entries.ContainsKey(document.Folder + name) ? document.Folder + name : null;

    /// <summary>False for a package of nothing but the four parts: a sheet of a million rows need not be read twice.</summary>
    private bool HasMore() => package.Entries.Keys.Any(static name => !OwnParts.Contains(name) && (name.Contains('/', StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal) || name.Contains(' ', StringComparison.Ordinal))
        && !name.StartsWith("META-INF/", StringComparison.Ordinal) && !name.StartsWith("Configurations2/", StringComparison.Ordinal) && !name.StartsWith("Thumbnails/", StringComparison.Ordinal)
        && !name.StartsWith("Basic/", StringComparison.Ordinal) && name != "manifest.rdf");

    private void Survey(OdfDocument document)
    {
        var survey = Read(document);
        foreach (var href in survey.Objects)
        {
            if (document.Resolve(href) is { } path)
            {
                AddObject(document, path);
            }
        }

        foreach (var href in survey.Pictures)
        {
            if (document.Resolve(href) is { } path && package.Entries.ContainsKey(path))
            {
                document.Pictures.TryAdd(path, Picture(document, path));
            }
        }
    }

    private OdfSurvey Read(OdfDocument document)
    {
        var survey = new OdfSurvey();
        foreach (var name in (string[])["styles.xml", "content.xml"])
        {
            if (Part(document, name) is { } part)
            {
                using var reader = package.OpenXml(part);
                survey.Read(reader);
            }
        }

        return survey;
    }

    private void AddObject(OdfDocument owner, string path)
    {
        var folder = path + "/";
        if (package.Entries.ContainsKey(path))
        {
            owner.Blobs.Add(path);
        }

        // An object lies in the folder of the document that shows it, so that nothing can contain itself.
        if (owner.Objects.ContainsKey(folder) || !folder.StartsWith(owner.Folder, StringComparison.Ordinal) || owner.Depth == MaxDepth
            || !package.Entries.ContainsKey(folder + "content.xml") || _folders.Contains(folder) || KindOf(folder) is not { } kind)
        {
            return;
        }

        budget.ChargePart();
        var own = path[owner.Folder.Length..];
        var name = Unique(owner.OutputFolder + (IsPlain(own) && !own.Contains('/', StringComparison.Ordinal) && !Reserved.Contains(own) ? own : "Object 1"));
        var document = new OdfDocument(folder, name + "/", kind, owner.Depth + 1);
        owner.Objects.Add(folder, document);
        _folders.Add(folder);
        Documents.Add(document);
    }

    private OdfKind? KindOf(string folder)
    {
        if (OdfKind.Of(package.Manifest.TypeOf(folder)) is { } listed)
        {
            return listed;
        }

        try
        {
            var survey = new OdfSurvey();
            using var reader = package.OpenXml(folder + "content.xml");
            survey.Read(reader);
            return OdfKind.All.FirstOrDefault(kind => kind.Body == survey.Body);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            return null;
        }
    }

    private OdfPicture Picture(OdfDocument document, string path)
    {
        if (_pictures.TryGetValue(path, out var known))
        {
            return known;
        }

        var isOwn = path.StartsWith(document.Folder, StringComparison.Ordinal);
        var own = isOwn ? path[document.Folder.Length..] : path[(path.LastIndexOf('/') + 1)..];
        var name = IsPlain(own) && own.Contains('/', StringComparison.Ordinal) && !Reserved.Contains(own[..own.IndexOf('/', StringComparison.Ordinal)]) && own != PlaceholderEntry.Name
            ? own
            : PictureFolder + "image" + PartName.ExtensionOf(Ascii(own));
        var picture = new OdfPicture(path, (isOwn ? document.OutputFolder : "") + name);
        _pictures.Add(path, picture);
        Pictures.Add(picture);
        return picture;
    }

    /// <summary>Gives a picture its last name, once it is known what it became.</summary>
    public void Name(OdfPicture picture, FileFormat format)
    {
        // Two spellings of one extension are one type; the name stays when it fits.
        var extension = PartName.ExtensionOf(picture.Name);
        var fits = extension == format.Extension || (format == Detection.Formats.Jpeg && extension == ".jpeg") || (format == Detection.Formats.Tiff && extension == ".tiff");
        picture.Name = Unique(fits ? picture.Name : picture.Name[..^extension.Length] + format.Extension);
        picture.MediaType = format.MediaType;
    }

    private string Unique(string name)
    {
        var extension = PartName.ExtensionOf(name);
        var stem = name[..^extension.Length];
        var unique = name;
        var number = _numbers.GetValueOrDefault(name, 1);
        while (!_taken.Add(unique))
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{stem}-{++number}{extension}");
        }

        _numbers[name] = number;
        return unique;
    }

    private static string Ascii(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name)
        {
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '/' ? c : '_');
        }

        return plain.ToString();
    }

    private static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '_' or '-' or '.' or '/'))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= 200;
    }
}
