namespace Mugai.Sanitizers.Images;

/// <summary>The finding codes of pictures; docs/formats/images.md says what they mean.</summary>
internal static class ImageCodes
{
    public const string Metadata = "image.metadata";
    public const string Location = "image.location";
    public const string Comment = "image.comment";
    public const string Thumbnail = "image.thumbnail";
    public const string Orientation = "image.orientation";
    public const string Profile = "image.profile";
    public const string ExtraImages = "image.extraImages";
    public const string Padding = "image.padding";
    public const string TrailingData = "image.trailingData";
    public const string HiddenData = "image.hiddenData";
    public const string Repaired = "image.repaired";
    public const string Damaged = "image.damaged";
    public const string Dimensions = "image.dimensions";
    public const string Decoder = "image.decoder";
    public const string QrCode = "image.qrCode";
    public const string QrUnchecked = "image.qrUnchecked";
    public const string Converted = "image.converted";
    public const string Noise = "image.noise";
}
