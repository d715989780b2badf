namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Finding codes of this room, explained in docs/formats/bitmaps.md.</summary>
internal static class BitmapCodes
{
    public const string Profile = "bitmap.profile";
    public const string HiddenData = "bitmap.hiddenData";
    public const string TrailingData = "bitmap.trailingData";
    public const string Truncated = "bitmap.truncated";
    public const string BadRun = "bitmap.badRun";
    public const string EmbeddedFile = "bitmap.embeddedFile";
    public const string BadFrame = "icon.badFrame";
    public const string IconHiddenData = "icon.hiddenData";
}
