namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>Where our picture stands, seen from the document that needs it.</summary>
internal static class PlaceholderEntry
{
    public const string Name = "Pictures/placeholder.png";

    public const string MediaType = "image/png";
}
