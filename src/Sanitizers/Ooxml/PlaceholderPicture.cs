namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// The grey rectangle with a frame that stands where a picture could not be rebuilt: a constant of ours, 48 × 36 pixels, 8-bit grey PNG. Office stretches
/// it to the picture's place, so that the layout stays.
/// </summary>
internal static class PlaceholderPicture
{
    public const string Extension = ".png";

    public static ReadOnlySpan<byte> Bytes => Png;

    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAADAAAAAkCAAAAADqLubWAAAAIklEQVR42mNoIBEwNNwkCYxqGNUwqmFUw6iGUQ3U0kAiAAA42YAI3Xr1WgAAAABJRU5ErkJggg==");

    /// <summary>True when <paramref name="content"/> (seekable) is our own picture, met again in a file that was cleaned before.</summary>
    public static bool IsOurs(Stream content)
    {
        if (content.Length != Png.Length)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Png.Length];
        content.Position = 0;
        content.ReadExactly(bytes);
        content.Position = 0;
        return bytes.SequenceEqual(Png);
    }
}
