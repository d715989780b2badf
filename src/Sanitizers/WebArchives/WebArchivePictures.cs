using Mugai.Sanitizers.SafeHtml;

namespace Mugai.Sanitizers.WebArchives;

/// <summary>The pictures that were saved with a page, found as the page names them: by address, by an address relative to its own, by <c>cid:</c>.</summary>
internal sealed class WebArchivePictures : IPagePictures
{
    private readonly Dictionary<string, WebArchiveLeaf> _byName = new(StringComparer.Ordinal);
    private readonly string _base;

    public WebArchivePictures(WebArchiveLeaf page, IReadOnlyList<WebArchiveLeaf> leaves)
    {
        _base = page.Location;
        foreach (var leaf in leaves)
        {
            if (leaf == page)
            {
                continue;
            }

            // The first of a name counts; a second one could only replace what the first showed.
            if (leaf.Location.Length > 0)
            {
                _byName.TryAdd(leaf.Location, leaf);
            }

            if (leaf.Id.Length > 0)
            {
                _byName.TryAdd("cid:" + leaf.Id, leaf);
            }
        }
    }

    public Stream? Find(string source, out string mediaType)
    {
        mediaType = "";
        if (source.Length == 0 || !(_byName.TryGetValue(source, out var leaf) || (Absolute(source) is { } address && _byName.TryGetValue(address, out leaf))))
        {
            return null;
        }

        mediaType = leaf.Type.MediaType;
        leaf.Content!.Position = 0;
        return leaf.Content;
    }

    private string? Absolute(string source) =>
        Uri.TryCreate(_base, UriKind.Absolute, out var page) && Uri.TryCreate(page, source, out var address) ? address.AbsoluteUri : null;
}
