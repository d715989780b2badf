namespace Mugai.Sanitizers.Media;

/// <summary>The finding codes of this room. Stable words; their meaning stands in docs/formats/media.md.</summary>
internal static class MediaCodes
{
    public const string Metadata = "media.metadata";
    public const string Unlisted = "media.unlisted";
    public const string Padding = "media.padding";
    public const string ForeignBytes = "media.foreignBytes";
    public const string HiddenBytes = "media.hiddenBytes";
    public const string Truncated = "media.truncated";
    public const string TimedData = "media.timedData";
    public const string Track = "media.track";
    public const string ExternalReference = "media.externalReference";
    public const string Malformed = "media.malformed";
    public const string Ambiguous = "media.ambiguous";
    public const string Encrypted = "media.encrypted";
    public const string Codec = "media.codec";
    public const string Fragmented = "media.fragmented";
}
