namespace Mugai.Policies;

/// <summary>What happens to PDF files beyond what every policy does. The defaults are the safe and quick ones.</summary>
public sealed record PdfPolicy
{
    /// <summary>Undo and pack every stream again, and decode and encode JPEG pictures, so that no byte of a decoder's input comes from the sender. Costs several times the work.</summary>
    public bool Deep { get; init; }

    /// <summary>With <see cref="Deep"/>: decode and encode JPEG pictures; false checks and strips their segments, as without it.</summary>
    public bool EncodeImages { get; init; } = true;

    /// <summary>What happens to links to http, https and mailto. Links of any other kind always go.</summary>
    public PdfLinkWay Links { get; init; } = PdfLinkWay.Keep;

    /// <summary>Keep title, author and the like of the document information dictionary. XMP always goes.</summary>
    public bool KeepMetadata { get; init; } = true;

    /// <summary>Rebuild files inside by the sanitizer of their format and put them back; false removes and names them.</summary>
    public bool RebuildFiles { get; init; }

    /// <summary>Keep buttons that empty a form.</summary>
    public bool KeepResetForm { get; init; }
}
