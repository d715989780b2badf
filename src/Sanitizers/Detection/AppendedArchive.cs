using System.Buffers;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Finds archives inside other files. Programs for RAR and 7z search for their mark behind whatever a file begins with, because that is how archives that unpack
/// themselves are made; so the same bytes are a picture to one program and an archive to another.
/// </summary>
internal static class AppendedArchive
{
    private const int ChunkBytes = 64 * 1024;

    private static ReadOnlySpan<byte> Rar => [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7];

    private static ReadOnlySpan<byte> SevenZip => [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C];

    private static ReadOnlySpan<byte> Cabinet => [(byte)'M', (byte)'S', (byte)'C', (byte)'F', 0, 0, 0, 0];

    private static ReadOnlySpan<byte> PdfEnd => "%%EOF"u8;

    /// <summary>What unpacks itself in a program; null when it is only a program.</summary>
    public static FileFormat? InProgram(Stream content) =>
        ZipProbe.EndsLike(content) ? Formats.Zip : Find(content, Rar, 1) >= 0 ? Formats.Rar : Find(content, SevenZip, 1) >= 0 ? Formats.SevenZip : Find(content, Cabinet, 1) >= 0 ? Formats.Cab : null;

    /// <summary>A RAR or 7z archive that lies in a picture, or behind the end of a PDF; null when there is none.</summary>
    public static FileFormat? Behind(Stream content, FileFormat format)
    {
        if (format.Family is not (FileFamily.Image or FileFamily.Pdf))
        {
            return null;
        }

        foreach (var archive in (FileFormat[])[Formats.Rar, Formats.SevenZip])
        {
            var mark = archive == Formats.Rar ? Rar : SevenZip;
            // A PDF may carry an archive as an attachment; only what lies behind all of it is another file.
            if (Find(content, mark, 1) is >= 0 and var at && (format != Formats.Pdf || Find(content, PdfEnd, at) < 0))
            {
                return archive;
            }
        }

        return null;
    }

    private static long Find(Stream content, ReadOnlySpan<byte> mark, long from)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            content.Position = Math.Min(from, content.Length);
            var kept = 0;
            int count;
            while ((count = content.Read(buffer, kept, ChunkBytes - kept)) > 0)
            {
                var bytes = buffer.AsSpan(0, kept + count);
                if (bytes.IndexOf(mark) is >= 0 and var at)
                {
                    return content.Position - bytes.Length + at;
                }

                kept = Math.Min(mark.Length - 1, bytes.Length);
                bytes[^kept..].CopyTo(buffer);
            }

            return -1;
        }
        finally
        {
            content.Position = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
