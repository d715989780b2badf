using System.Buffers;
using System.Globalization;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>
/// NAME: Windows metafiles (.wmf), with or without the placeable header.
/// KEEPS: shapes, text, fonts by name, pens, brushes, palettes, regions, device-independent bitmaps (unpacked), the placeable frame.
/// REMOVES: every escape (drivers, PostScript, SETABORTPROC of CVE-2005-4560, enhanced metafiles inside), device-dependent bitmaps, records that are not known
/// or not as long as they must be, everything behind the end.
/// LIMITS: bitmaps as in <see cref="Bitmaps.BitmapLimits"/>. A file of which half is missing is Blocked.
/// Standards: [MS-WMF] 2.3.
/// </summary>
public sealed class WmfSanitizer : ISanitizer
{
    private const int PlaceableBytes = 22;
    private const int HeaderBytes = 18;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Wmf];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var tally = new FindingTally();
        var verdict = Rebuild(input.Content, output, context, tally);
        tally.Report(context);
        return verdict;
    }

    private static PartVerdict Rebuild(Stream content, Stream output, ISanitizeContext context, FindingTally tally)
    {
        Span<byte> head = stackalloc byte[PlaceableBytes + HeaderBytes];
        content.Position = 0;
        ReadOnlySpan<byte> bytes = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var isPlaceable = bytes.Length >= PlaceableBytes && bytes.U32(0) == 0x9AC6CDD7;
        var start = isPlaceable ? PlaceableBytes : 0;
        if (bytes.Length < start + HeaderBytes || bytes.U16(start) is not (1 or 2) || bytes.U16(start + 2) != 9)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        using var body = context.CreateScratch();
        var rewriter = new WmfRewriter(body, context.Budget, tally);
        if (!Walk(content, start + HeaderBytes, start + (2L * bytes.U32(start + 6)), rewriter, context.Budget, tally))
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        rewriter.End();
        if (isPlaceable)
        {
            WritePlaceable(output, bytes);
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        header.U16(0, 1);
        header.U16(2, HeaderBytes / 2);
        header.U16(4, 0x0300);
        header.U32(6, (HeaderBytes + body.Length) / 2);
        header.U16(10, rewriter.ObjectCount);
        header.U32(12, rewriter.MaxRecord);
        output.Write(header);
        body.Position = 0;
        body.CopyTo(output);
        return PartVerdict.Rebuilt(Detection.Formats.Wmf);
    }

    private static bool Walk(Stream content, long at, long claimedEnd, WmfRewriter rewriter, Budget budget, FindingTally tally)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (at + 6 <= content.Length)
            {
                content.Position = at;
                content.ReadExactly(buffer.AsSpan(0, 6));
                ReadOnlySpan<byte> start = buffer;
                var size = 2L * start.U32(0);
                var function = start.U16(4);
                budget.ChargeObjects(1);
                if (function == WmfRecord.Eof && size is 0 or >= 6)
                {
                    ReportTrailing(content, at + 6, tally);
                    return true;
                }

                if (size < 6 || at + size > content.Length)
                {
                    break;
                }

                if (size > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    budget.ChargeBytes(size);
                    buffer = ArrayPool<byte>.Shared.Rent((int)size);
                }

                content.ReadExactly(buffer.AsSpan(0, (int)size - 6));
                rewriter.Take(function, buffer.AsSpan(0, (int)size - 6));
                at += size;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        tally.Add("", MetafileCodes.Truncated, FindingAction.Replaced);
        return at * 2 >= claimedEnd && rewriter.Count > 0;
    }

    // Writers pad to whole words or sectors with zeros.
    private static void ReportTrailing(Stream content, long end, FindingTally tally)
    {
        Span<byte> buffer = stackalloc byte[1024];
        content.Position = end;
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            if (buffer[..count].ContainsAnyExcept((byte)0))
            {
                tally.Add("", MetafileCodes.TrailingData, FindingAction.Removed, string.Create(CultureInfo.InvariantCulture, $"{content.Length - end} bytes"));
                return;
            }
        }
    }

    private static void WritePlaceable(Stream output, ReadOnlySpan<byte> placeable)
    {
        Span<byte> clean = stackalloc byte[PlaceableBytes];
        clean.Clear();
        clean.U32(0, 0x9AC6CDD7);
        placeable[6..16].CopyTo(clean[6..]);
        ReadOnlySpan<byte> written = clean;
        if (written.U16(14) == 0)
        {
            // Units per inch divide.
            clean.U16(14, 1440);
        }

        var sum = 0;
        for (var at = 0; at < 20; at += 2)
        {
            sum ^= written.U16(at);
        }

        clean.U16(20, sum);
        output.Write(clean);
    }
}
