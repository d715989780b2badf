namespace Mugai.Sanitizers.Svg;

/// <summary>Finding codes of this room, explained in docs/formats/svg.md.</summary>
internal static class SvgCodes
{
    public const string Script = "svg.script";
    public const string EventHandler = "svg.eventHandler";
    public const string ForeignObject = "svg.foreignObject";
    public const string ExternalReference = "svg.externalReference";
    public const string Link = "svg.link";
    public const string Animation = "svg.animation";
    public const string Style = "svg.style";
    public const string StyleSheet = "svg.styleSheet";
    public const string DocumentType = "svg.doctype";
    public const string Image = "svg.image";
    public const string Expansion = "svg.expansion";
    public const string Filter = "svg.filter";
    public const string Size = "svg.size";
    public const string Metadata = "svg.metadata";
    public const string UnknownElement = "svg.unknownElement";
    public const string UnknownAttribute = "svg.unknownAttribute";
    public const string Malformed = "svg.malformed";
    public const string Compressed = "svg.compressed";
}
