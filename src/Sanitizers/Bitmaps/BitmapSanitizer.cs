using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>
/// NAME: Windows and OS/2 bitmaps (.bmp, .dib).
/// KEEPS: every pixel in its bit depth, palette, color masks, alpha where the header declares it, resolution.
/// REMOVES: color profiles and links to them, bytes between header and pixels, in the padding of rows and behind the picture, run-length
/// encoding (written as plain rows), top-down order (written bottom-up).
/// LIMITS: <see cref="BitmapLimits"/>, checked before a pixel is read. Missing rows become black, a picture of which less than half is there is Blocked.
/// A JPEG or PNG inside goes to the sanitizer of its own and comes out as what it is. OS/2 Huffman and 24-bit runs: unsupported.
/// Standards: [MS-WMF] 2.2.2.3 and 3.1.6, Windows SDK BITMAPV4HEADER and BITMAPV5HEADER, OS/2 2.x BITMAPINFOHEADER2.
/// </summary>
public sealed class BitmapSanitizer : ISanitizer
{
    private const int FileHeader = 14;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Bmp];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        Span<byte> head = stackalloc byte[FileHeader + DibHeaderParser.MaxBytes];
        input.Content.Position = 0;
        head = head[..input.Content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.Length < FileHeader + 12 || !head.StartsWith("BM"u8))
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        // The offset is believed only where it can be true; the palette then ends before it.
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(head[10..]);
        var room = claimed > FileHeader && claimed < input.Content.Length ? (int?)(claimed - FileHeader) : null;
        if (DibHeaderParser.Parse(head[FileHeader..], room, out var header) is { } reason)
        {
            return PartVerdict.Blocked(reason);
        }

        long start = FileHeader + header.Length;
        start = room is not null && claimed >= start ? claimed : start;
        if (header.Encoding is DibEncoding.Jpeg or DibEncoding.Png)
        {
            return Embedded(input, output, context, header, start);
        }

        return Rebuild(input, output, context, header, start);
    }

    private static PartVerdict Rebuild(PartInput input, Stream output, ISanitizeContext context, DibHeader header, long start)
    {
        var length = input.Content.Length - start;
        if (!DibPixels.HasEnough(header, length))
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var bytes = DibHeaderWriter.Write(header);
        var total = FileHeader + bytes.Length + header.PixelBytes;
        if (total > context.Budget.Limits.MaxOutputBytes)
        {
            return PartVerdict.Blocked(Reason.Budget);
        }

        WriteFileHeader(output, bytes.Length, total);
        output.Write(bytes);
        var copied = DibPixels.Copy(header, new DibSource(input.Content, start, length), keepsFourthByte: false, output, context.Budget);
        if (copied.RowsFound * 2L < header.Height)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        Report(input.Content, context, header, start, copied);
        return PartVerdict.Rebuilt(Detection.Formats.Bmp);
    }

    private static void WriteFileHeader(Stream output, int headerLength, long total)
    {
        Span<byte> file = stackalloc byte[FileHeader];
        file.Clear();
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file[2..], (uint)total);
        BinaryPrimitives.WriteUInt32LittleEndian(file[10..], (uint)(FileHeader + headerLength));
        output.Write(file);
    }

    private static void Report(Stream content, ISanitizeContext context, DibHeader header, long start, DibCopied copied)
    {
        if (header.HasProfile)
        {
            context.Report("", BitmapCodes.Profile, FindingAction.Removed);
        }

        if (HoldsBytes(content, FileHeader + header.Length, start))
        {
            context.Report("", BitmapCodes.HiddenData, FindingAction.Removed);
        }

        var end = start + copied.Consumed;
        if (!header.HasProfile && HoldsBytes(content, end, content.Length))
        {
            context.Report("", BitmapCodes.TrailingData, FindingAction.Removed, 1, new UntrustedText($"{content.Length - end} bytes"));
        }

        if (copied.RowsFound < header.Height || copied.Consumed < header.PixelBytes && header.Encoding is not (DibEncoding.Rle4 or DibEncoding.Rle8))
        {
            context.Report("", BitmapCodes.Truncated, FindingAction.Replaced, Math.Max(1, header.Height - copied.RowsFound));
        }

        if (copied.BadRuns > 0)
        {
            context.Report("", BitmapCodes.BadRun, FindingAction.Rewritten, copied.BadRuns);
        }
    }

    // Writers align the pixels and the end of the file with zeros: those are nothing to tell about.
    private static bool HoldsBytes(Stream content, long from, long to)
    {
        Span<byte> buffer = stackalloc byte[1024];
        content.Position = from;
        while (from < to)
        {
            var count = content.Read(buffer[..(int)Math.Min(buffer.Length, to - from)]);
            if (count <= 0)
            {
                return false;
            }

            if (buffer[..count].ContainsAnyExcept((byte)0))
            {
                return true;
            }

            from += count;
        }

        return false;
    }

    private static PartVerdict Embedded(PartInput input, Stream output, ISanitizeContext context, DibHeader header, long start)
    {
        var length = Math.Min(header.ImageBytes == 0 ? uint.MaxValue : header.ImageBytes, input.Content.Length - start);
        if (length <= 0)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        using var member = context.CreateScratch();
        PictureMember.Copy(input.Content, start, length, member);
        var (label, extension) = header.Encoding == DibEncoding.Jpeg ? ("image/jpeg", ".jpg") : ("image/png", ".png");
        using var result = context.SanitizeMember(PictureMember.Path(input.Path, 1, extension), UntrustedText.Empty, label, member);
        if (result.Output is not { } clean || result.OutputFormat is not { } format || !PictureMember.IsRaster(format))
        {
            return PartVerdict.Blocked(result.Report.Reason == Reason.None ? Reason.Unsupported : result.Report.Reason);
        }

        clean.CopyTo(output);
        context.Report("", BitmapCodes.EmbeddedFile, FindingAction.Rewritten, 1, new UntrustedText(format.Name));
        return PartVerdict.Rebuilt(format);
    }
}
