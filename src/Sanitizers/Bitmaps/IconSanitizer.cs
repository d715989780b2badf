using System.Buffers.Binary;
using System.Globalization;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>
/// NAME: Windows icons and cursors (.ico, .cur).
/// KEEPS: every frame that can be read, its size, depth, transparency mask, alpha, order; the hot spot of a cursor.
/// REMOVES: bytes between and behind the frames, frames that cannot be read, everything in the directory that the frames themselves say better.
/// LIMITS: <see cref="BitmapLimits"/>; PNG frames go through the sanitizer of PNG.
/// Standards: Windows SDK ICONDIR, ICONDIRENTRY (icons since Windows 1.0, PNG frames since Vista).
/// </summary>
public sealed class IconSanitizer : ISanitizer
{
    private const int DirectoryHeader = 6;
    private const int EntrySize = 16;
    private const int PngStart = 33;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ico, Detection.Formats.Cur];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        if (ReadDirectory(input.Content, out var isCursor) is not { Count: > 0 } entries)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (entries.Count > BitmapLimits.MaxFrames)
        {
            return PartVerdict.Blocked(Reason.Budget);
        }

        using var pixels = context.CreateScratch();
        var frames = new List<IconFrame>(entries.Count);
        var refusal = Reason.None;
        foreach (var entry in entries)
        {
            var start = pixels.Position;
            var reason = WriteFrame(input, entry, frames, pixels, context, frames.Count + 1);
            if (reason != Reason.None)
            {
                pixels.SetLength(start);
                pixels.Position = start;
                refusal = refusal == Reason.None ? reason : refusal;
                context.Report("", BitmapCodes.BadFrame, FindingAction.Removed, 1, new UntrustedText(reason.Word()));
            }
        }

        if (frames.Count == 0)
        {
            return PartVerdict.Blocked(refusal);
        }

        ReportHidden(input.Content, entries, context);
        WriteDirectory(output, frames, isCursor);
        pixels.Position = 0;
        pixels.CopyTo(output);
        return PartVerdict.Rebuilt(isCursor ? Detection.Formats.Cur : Detection.Formats.Ico);
    }

    private static List<IconEntry>? ReadDirectory(Stream content, out bool isCursor)
    {
        Span<byte> bytes = stackalloc byte[EntrySize];
        content.Position = 0;
        isCursor = false;
        if (content.ReadAtLeast(bytes[..DirectoryHeader], DirectoryHeader, throwOnEndOfStream: false) < DirectoryHeader || bytes[0] != 0 || bytes[1] != 0 || bytes[2] is not (1 or 2) || bytes[3] != 0)
        {
            return null;
        }

        isCursor = bytes[2] == 2;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        var entries = new List<IconEntry>();
        while (entries.Count < count && entries.Count <= BitmapLimits.MaxFrames && content.ReadAtLeast(bytes, EntrySize, throwOnEndOfStream: false) == EntrySize)
        {
            entries.Add(new IconEntry(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..])));
        }

        return entries;
    }

    private static Reason WriteFrame(PartInput input, IconEntry entry, List<IconFrame> frames, Stream pixels, ISanitizeContext context, int number)
    {
        var length = Math.Min(entry.Size, input.Content.Length - entry.Offset);
        if (length < 40)
        {
            return Reason.Corrupt;
        }

        Span<byte> head = stackalloc byte[DibHeaderParser.MaxBytes];
        input.Content.Position = entry.Offset;
        head = head[..input.Content.ReadAtLeast(head[..(int)Math.Min(head.Length, length)], (int)Math.Min(head.Length, length), throwOnEndOfStream: false)];
        return head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G'])
            ? WritePng(input, entry, length, frames, pixels, context, number)
            : WriteDib(input.Content, entry, head, length, frames, pixels, context);
    }

    private static Reason WriteDib(Stream content, IconEntry entry, ReadOnlySpan<byte> head, long length, List<IconFrame> frames, Stream pixels, ISanitizeContext context)
    {
        if (DibHeaderParser.Parse(head, null, out var header) is { } reason)
        {
            return reason;
        }

        // Two pictures under one header: the colors, and above them in the file the mask.
        if (header.Height % 2 != 0 || header.TopDown || header.Encoding != DibEncoding.Rgb || header.BitCount == 2)
        {
            return Reason.Unsupported;
        }

        var colors = header with { Height = header.Height / 2 };
        if (colors.Width > BitmapLimits.MaxIconSide || colors.Height > BitmapLimits.MaxIconSide)
        {
            return Reason.TooBig;
        }

        var available = length - header.Length;
        if (!DibPixels.HasEnough(colors, available))
        {
            return Reason.Corrupt;
        }

        var mask = colors with { BitCount = 1, Palette = [] };
        var start = pixels.Position;
        var bytes = DibHeaderWriter.Write(colors with { DotsX = 0, DotsY = 0 });
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), colors.Height * 2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), (uint)(colors.PixelBytes + mask.PixelBytes));
        pixels.Write(bytes);
        var bits = entry.Offset + header.Length;
        var copied = DibPixels.Copy(colors, new DibSource(content, bits, available), keepsFourthByte: true, pixels, context.Budget);
        var maskRoom = Math.Max(0, available - colors.PixelBytes);
        DibPixels.Copy(mask, new DibSource(content, bits + colors.PixelBytes, maskRoom), keepsFourthByte: false, pixels, context.Budget);

        // A frame with alpha may come without its mask; nobody misses it.
        if (copied.Consumed < colors.PixelBytes || (maskRoom < mask.PixelBytes && colors.BitCount != 32))
        {
            context.Report("", BitmapCodes.Truncated, FindingAction.Replaced);
        }

        frames.Add(new IconFrame(colors.Width, colors.Height, colors.BitCount, entry, start, pixels.Position - start));
        return Reason.None;
    }

    private static Reason WritePng(PartInput input, IconEntry entry, long length, List<IconFrame> frames, Stream pixels, ISanitizeContext context, int number)
    {
        using var member = context.CreateScratch();
        PictureMember.Copy(input.Content, entry.Offset, length, member);
        using var result = context.SanitizeMember(PictureMember.Path(input.Path, number, ".png"), UntrustedText.Empty, "image/png", member);
        if (result.Output is not { } clean || result.OutputFormat != Detection.Formats.Png)
        {
            return result.Report.Reason == Reason.None ? Reason.Unsupported : result.Report.Reason;
        }

        Span<byte> head = stackalloc byte[PngStart];
        if (clean.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            return Reason.Corrupt;
        }

        var width = BinaryPrimitives.ReadInt32BigEndian(head[16..]);
        var height = BinaryPrimitives.ReadInt32BigEndian(head[20..]);
        if (width is <= 0 or > BitmapLimits.MaxIconSide || height is <= 0 or > BitmapLimits.MaxIconSide)
        {
            return Reason.TooBig;
        }

        var start = pixels.Position;
        clean.Position = 0;
        clean.CopyTo(pixels);
        frames.Add(new IconFrame(width, height, PngBits(head), entry, start, clean.Length));
        return Reason.None;
    }

    // Depth times channels; programs choose a frame by this number.
    private static int PngBits(ReadOnlySpan<byte> head) => head[24] * head[25] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    private static void WriteDirectory(Stream output, List<IconFrame> frames, bool isCursor)
    {
        var bytes = new byte[DirectoryHeader + (EntrySize * frames.Count)];
        var at = bytes.AsSpan();
        at[2] = (byte)(isCursor ? 2 : 1);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], (ushort)frames.Count);
        at = at[DirectoryHeader..];
        foreach (var frame in frames)
        {
            at[0] = (byte)(frame.Width > 255 ? 0 : frame.Width);
            at[1] = (byte)(frame.Height > 255 ? 0 : frame.Height);
            at[2] = (byte)(frame.BitCount < 8 ? 1 << frame.BitCount : 0);
            var first = isCursor ? Math.Min(frame.Entry.First, frame.Width - 1) : 1;
            var second = isCursor ? Math.Min(frame.Entry.Second, frame.Height - 1) : frame.BitCount;
            BinaryPrimitives.WriteUInt16LittleEndian(at[4..], (ushort)first);
            BinaryPrimitives.WriteUInt16LittleEndian(at[6..], (ushort)second);
            BinaryPrimitives.WriteUInt32LittleEndian(at[8..], (uint)frame.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(at[12..], (uint)(bytes.Length + frame.Start));
            at = at[EntrySize..];
        }

        output.Write(bytes);
    }

    // Bytes that belong to no frame. The frames may lie in any order; 256 of them are sorted in no time.
    private static void ReportHidden(Stream content, List<IconEntry> entries, ISanitizeContext context)
    {
        long next = DirectoryHeader + (EntrySize * entries.Count);
        long hidden = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Offset))
        {
            hidden += Math.Max(0, Math.Min(entry.Offset, content.Length) - next);
            next = Math.Max(next, (long)entry.Offset + entry.Size);
        }

        hidden += Math.Max(0, content.Length - next);
        if (hidden > 3)
        {
            context.Report("", BitmapCodes.IconHiddenData, FindingAction.Removed, 1, new UntrustedText(string.Create(CultureInfo.InvariantCulture, $"{hidden} bytes")));
        }
    }
}
