using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>One kind of document: its media type (OpenDocument 1.3 part 3, appendix C), the child of office:body that holds its content, and the file format when it may stand alone.</summary>
internal sealed record OdfKind(string MediaType, string Body, FileFormat? Format)
{
    private const string Prefix = "application/vnd.oasis.opendocument.";

    /// <summary>All kinds that are rebuilt. Databases, master documents and pages for the web are not: they are made of links, queries or scripts.</summary>
    public static IReadOnlyList<OdfKind> All { get; } =
    [
        new(Prefix + "text", "text", Detection.Formats.Odt),
        new(Prefix + "text-template", "text", Detection.Formats.Ott),
        new(Prefix + "spreadsheet", "spreadsheet", Detection.Formats.Ods),
        new(Prefix + "spreadsheet-template", "spreadsheet", Detection.Formats.Ots),
        new(Prefix + "presentation", "presentation", Detection.Formats.Odp),
        new(Prefix + "presentation-template", "presentation", Detection.Formats.Otp),
        new(Prefix + "graphics", "drawing", Detection.Formats.Odg),
        new(Prefix + "graphics-template", "drawing", Detection.Formats.Otg),
        new(Prefix + "chart", "chart", null),
        new(Prefix + "formula", "math", null),
    ];

    /// <summary>The kind of that media type; null when it is none of ours.</summary>
    public static OdfKind? Of(string mediaType) => All.FirstOrDefault(kind => kind.MediaType.Equals(mediaType.Trim(), StringComparison.OrdinalIgnoreCase));
}
