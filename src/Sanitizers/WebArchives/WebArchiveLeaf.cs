using Mugai.Mime;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.WebArchives;

/// <summary>One leaf of a saved page, its transfer encoding undone.</summary>
internal sealed class WebArchiveLeaf : IDisposable
{
    public ContentType Type { get; set; } = ContentType.Default;

    /// <summary>Content-Location: where it was fetched from; empty when it does not say.</summary>
    public string Location { get; set; } = "";

    /// <summary>Content-ID without its brackets; empty when it does not say.</summary>
    public string Id { get; set; } = "";

    /// <summary>Null of a multipart.</summary>
    public ScratchStream? Content { get; set; }

    public void Dispose() => Content?.Dispose();
}
