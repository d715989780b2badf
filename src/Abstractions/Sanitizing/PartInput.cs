namespace Mugai.Sanitizing;

/// <summary>One part on its way into a sanitizer.</summary>
/// <param name="Path">The part's own path (see <see cref="PartReport.Path"/>).</param>
/// <param name="Name">The name it came under; empty when it had none.</param>
/// <param name="Content">Its bytes. Seekable except for the whole input of a mail job, which is read once from start to end.</param>
/// <param name="Format">What detection says it is.</param>
public sealed record PartInput(string Path, UntrustedText Name, Stream Content, FileFormat Format)
{
    /// <summary>For a picture inside something else: what it is needed for.</summary>
    public PictureUse Use { get; init; }
}
