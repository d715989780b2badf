namespace Mugai.Sanitizers.Zip;

/// <summary>Cheap questions for detection: looks at a few bytes, decides nothing about safety.</summary>
public static class ZipProbe
{
    /// <summary>True when a file begins as an archive does: an entry, an empty archive's end record, or a spanned one's mark.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 'P' && head[1] == 'K' && ((head[2], head[3]) is (3, 4) or (5, 6) or (7, 8));

    /// <summary>
    /// True when the file ends as an archive does, whatever it begins with: programs that unpack themselves, pictures with an archive
    /// behind them. <paramref name="content"/> is seekable; its position is restored.
    /// </summary>
    public static bool HasDirectory(Stream content)
    {
        var position = content.Position;
        try
        {
            return ZipEndRecord.Find(content, out var reason) is not null || reason != Reason.Corrupt;
        }
        finally
        {
            content.Position = position;
        }
    }
}
