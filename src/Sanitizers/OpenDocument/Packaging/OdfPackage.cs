using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>A package as it was read: entries by name, what it says it is. Nothing is judged here.</summary>
internal sealed class OdfPackage
{
    public const string MediaTypeEntry = "mimetype";

    // The longest type is 60 characters.
    private const int MaxMediaTypeBytes = 256;

    private readonly Stream _archive;
    private readonly Budget _budget;
    private readonly Dictionary<string, ZipEntry> _entries;

    private OdfPackage(Stream archive, Budget budget, Dictionary<string, ZipEntry> entries, OdfManifest manifest, string mediaType)
    {
        _archive = archive;
        _budget = budget;
        _entries = entries;
        Manifest = manifest;
        MediaType = mediaType;
    }

    /// <summary>All entries that are files, by name.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries => _entries;

    public OdfManifest Manifest { get; }

    /// <summary>What the mimetype entry says, or the manifest where there is none.</summary>
    public string MediaType { get; }

    /// <summary>Opens a package. Null with a reason when it says two things of itself. Throws on broken XML and broken entries.</summary>
    public static (OdfPackage? Package, Reason Reason) Open(Stream archive, ZipDirectory directory, Budget budget)
    {
        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        foreach (var entry in directory.Entries)
        {
            if (!entry.IsFolder)
            {
                entries.Add(entry.Name, entry);
            }
        }

        var manifest = new OdfManifest();
        if (entries.TryGetValue(OdfManifest.PartName, out var listed))
        {
            using var reader = new PartXmlReader(archive, listed, budget);
            if (OdfManifest.Read(reader) is not { } read)
            {
                return (null, Reason.Ambiguous);
            }

            manifest = read;
        }

        var mediaType = manifest.TypeOf("/");
        if (entries.TryGetValue(MediaTypeEntry, out var named))
        {
            using var content = new ZipEntryStream(archive, named, budget);
            Span<byte> type = stackalloc byte[MaxMediaTypeBytes];
            var said = Encoding.ASCII.GetString(type[..content.ReadAtLeast(type, type.Length, throwOnEndOfStream: false)]).Trim();
            // One program goes by the first entry, another by the manifest.
            if (mediaType.Length > 0 && !mediaType.Equals(said, StringComparison.OrdinalIgnoreCase))
            {
                return (null, Reason.Ambiguous);
            }

            mediaType = said;
        }

        return (new OdfPackage(archive, budget, entries, manifest, mediaType), Reason.None);
    }

    public PartXmlReader OpenXml(string name) => new(_archive, _entries[name], _budget);

    public ZipEntryStream OpenBytes(string name) => new(_archive, _entries[name], _budget);

    /// <summary>What the report says of an entry that goes: the hash of its content, so that an analyst can tell it again.</summary>
    public string DigestOf(string name)
    {
        try
        {
            using var content = OpenBytes(name);
            return "sha256:" + Digests.OfForwardOnly(content);
        }
        catch (InvalidDataException)
        {
            return "broken";
        }
    }
}
