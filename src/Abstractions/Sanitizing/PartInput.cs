namespace Mugai.Sanitizing;

/// <summary>One part on its way into a sanitizer.</summary>
/// <param name="Path">The part's own path (see <see cref="PartReport.Path"/>).</param>
/// <param name="Name">The name it came under; empty when it had none.</param>
/// <param name="Content">Its bytes. Seekable except for the whole input of a mail job, which is read once from start to end.</param>
/// <param name="Format">What detection says it is.</param>
public sealed record PartInput(string Path, UntrustedText Name, Stream Content, FileFormat Format)
{
    /// <summary>A picture that stands in a document, which shows pixels in the order in which they are stored and holds the turn itself: an EXIF orientation is dropped and not applied.</summary>
    public bool IsPlaced { get; init; }

    /// <summary>Its place takes no other format: what would become one is Blocked as <see cref="Reason.Unsupported"/>.</summary>
    public bool KeepsFormat { get; init; }

    /// <summary>One page of it is wanted, counted from 1, as a picture that every browser shows; null: the file.</summary>
    public int? ShownPage { get; init; }
}
