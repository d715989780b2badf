using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>A document in a package: the whole, or an object in a folder of its own (a chart, a formula, a sheet in a text).</summary>
internal sealed class OdfDocument(string folder, string outputFolder, OdfKind kind, int depth)
{
    /// <summary>Where its parts are read: empty for the whole, else a folder with its slash.</summary>
    public string Folder => folder;

    /// <summary>Where they are written.</summary>
    public string OutputFolder => outputFolder;

    public OdfKind Kind => kind;

    /// <summary>Objects around it.</summary>
    public int Depth => depth;

    /// <summary>Documents in its frames, by the folder they are read from.</summary>
    public Dictionary<string, OdfDocument> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Pictures it refers to, by the entry they are read from.</summary>
    public Dictionary<string, OdfPicture> Pictures { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries that its frames show and that are no documents: OLE objects.</summary>
    public HashSet<string> Blobs { get; } = new(StringComparer.Ordinal);

    /// <summary>True when it was written; whoever shows it may refer to it.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>True when a picture of it could not be rebuilt, or something else has to be shown in its place.</summary>
    public bool NeedsPlaceholder { get; set; }

    /// <summary>The entry that <paramref name="href"/> means; null when it leads out of the package.</summary>
    public string? Resolve(string href) => href.Length == 0 || href[0] == '/' ? null : PartName.Resolve(folder, href.TrimStart('#'));
}

/// <summary>A picture on its way through the image sanitizers.</summary>
internal sealed class OdfPicture(string source, string name)
{
    public string Source => source;

    /// <summary>Its entry in the output.</summary>
    public string Name { get; set; } = name;

    public string MediaType { get; set; } = "";

    /// <summary>True once clean bytes of it were written.</summary>
    public bool IsAlive { get; set; }
}
