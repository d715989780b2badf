using System.Buffers;
using System.Globalization;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Pictures inside pictures, on their way to the sanitizer of their own format.</summary>
internal static class PictureMember
{
    /// <summary>The path of the <paramref name="number"/>th picture inside the part at <paramref name="parent"/>.</summary>
    public static string Path(string parent, int number, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{(parent == "/" ? "" : parent)}/picture-{number}{extension}");

    /// <summary>True for what may stand inside another picture: a nested drawing could hold drawings in turn.</summary>
    public static bool IsRaster(FileFormat format) => format == Formats.Png || format == Formats.Jpeg || format == Formats.Gif || format == Formats.Webp;

    /// <summary>Copies a stretch of <paramref name="content"/> and rewinds the copy.</summary>
    public static void Copy(Stream content, long start, long length, Stream into)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            content.Position = start;
            while (length > 0)
            {
                var count = content.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
                if (count <= 0)
                {
                    break;
                }

                into.Write(buffer, 0, count);
                length -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        into.Position = 0;
    }
}
