using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>A document in a package: the whole, or an object in a folder of its own (a chart, a formula, a sheet in a text).</summary>
internal sealed class OdfDocument : OdfTarget
{
    private readonly string _folder;

    public OdfDocument(string folder, string outputFolder, OdfKind kind, int depth)
    {
        _folder = folder;
        OutputFolder = outputFolder;
        Kind = kind;
        Depth = depth;
        IsAlive = true;
        IsShown = depth == 0;
    }

    /// <summary>Where its parts are read: empty for the whole, else a folder with its slash.</summary>
    public string Folder => _folder;

    /// <summary>Where they are written.</summary>
    public string OutputFolder { get; }

    public OdfKind Kind { get; }

    /// <summary>Objects around it.</summary>
    public int Depth { get; }

    /// <summary>Documents in its frames, by the folder they are read from.</summary>
    public Dictionary<string, OdfDocument> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Pictures it refers to, by the entry they are read from.</summary>
    public Dictionary<string, OdfPicture> Pictures { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries that its frames show and that are no documents: OLE objects.</summary>
    public HashSet<string> Blobs { get; } = new(StringComparer.Ordinal);

    /// <summary>Our picture in its folder, shown in place of what could not be rebuilt.</summary>
    public OdfTarget Placeholder { get; } = new() { IsAlive = true };

    /// <summary>The entry that <paramref name="href"/> means; null when it leads out of the package.</summary>
    public string? Resolve(string href) => href.Length == 0 || href[0] == '/' ? null : PartName.Resolve(_folder, href.TrimStart('#'));
}

/// <summary>A picture on its way through the image sanitizers.</summary>
internal sealed class OdfPicture(string source, string name) : OdfTarget, IDisposable
{
    public string Source => source;

    /// <summary>Its entry in the output.</summary>
    public string Name { get; set; } = name;

    public string MediaType { get; set; } = "";

    /// <summary>What its sanitizer gave; its output is there while the picture is alive.</summary>
    public PartResult? Clean { get; set; }

    public void Dispose() => Clean?.Dispose();
}
