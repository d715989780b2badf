namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>A rectangle of a picture, in pixels of one of its pages.</summary>
/// <param name="Page">Page or frame, from 0.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
internal readonly record struct PictureArea(int Page, int X, int Y, int Width, int Height)
{
    public bool Holds(int x, int y) => x >= X && x < X + Width && y >= Y && y < Y + Height;

    /// <summary>What of it lies in a picture of this size; <see cref="Width"/> is 0 when nothing does.</summary>
    public PictureArea Within(int width, int height)
    {
        var (left, top) = (Math.Clamp(X, 0, width), Math.Clamp(Y, 0, height));
        var (right, bottom) = ((int)Math.Clamp((long)X + Width, left, width), (int)Math.Clamp((long)Y + Height, top, height));
        return right > left && bottom > top ? new PictureArea(Page, left, top, right - left, bottom - top) : default;
    }
}
