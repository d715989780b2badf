namespace Mugai.Policies;

/// <summary>What happens to PDF files beyond what every policy does. The defaults are the safe and quick ones.</summary>
public sealed record PdfPolicy
{
    /// <summary>Undo and pack every stream again, and decode and encode JPEG pictures, so that no byte of a decoder's input comes from the sender. Costs several times the work.</summary>
    public bool Deep { get; init; }

    /// <summary>Keep links to http, https and mailto that can be clicked; false leaves what they show and removes where they lead.</summary>
    public bool KeepLinks { get; init; } = true;

    /// <summary>Keep title, author and the like of the document information dictionary. XMP always goes.</summary>
    public bool KeepMetadata { get; init; } = true;
}
