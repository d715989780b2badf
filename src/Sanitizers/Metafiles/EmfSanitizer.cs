using System.Buffers;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>
/// NAME: enhanced metafiles (.emf).
/// KEEPS: shapes, text, fonts by name, pens, brushes, palettes, regions, clipping, transformations, gradients, bitmaps (unpacked), size and frame.
/// REMOVES: comments (EMF+, groups, alternative formats with PostScript, private data), escapes to drivers, OpenGL, color spaces and profiles with their file
/// names, the description, records that are not known or not as long as they must be, everything behind the end.
/// LIMITS: a file that is drawn by EMF+ alone is Blocked as unsupported. Bitmaps: <see cref="Bitmaps.BitmapLimits"/>. A file of which half is missing is Blocked.
/// Standards: [MS-EMF] 2.3, [MS-EMFPLUS] 2.3.3.3.
/// </summary>
public sealed class EmfSanitizer : ISanitizer
{
    private const int HeaderBytes = 108;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Emf];

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
        Span<byte> head = stackalloc byte[HeaderBytes];
        head.Clear();
        content.Position = 0;
        var count = content.ReadAtLeast(head, HeaderBytes, throwOnEndOfStream: false);
        ReadOnlySpan<byte> header = head;
        var headerSize = header.U32(4);
        if (count < 88 || header.U32(0) != EmfRecord.Header || header.U32(40) != 0x464D4520 || headerSize < 88 || headerSize > content.Length || headerSize % 4 != 0)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (header.U32(60) > 0)
        {
            tally.Add("", MetafileCodes.Description, FindingAction.Removed);
        }

        using var body = context.CreateScratch();
        var rewriter = new EmfRewriter(body, context.Budget, tally);
        if (!Walk(content, headerSize, header.U32(48), rewriter, context.Budget, tally))
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (rewriter.NeedsEmfPlus)
        {
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        rewriter.End();
        WriteHeader(output, header, headerSize, body.Length, rewriter);
        body.Position = 0;
        body.CopyTo(output);
        return PartVerdict.Rebuilt(Detection.Formats.Emf);
    }

    // False when too little of it is there to be the picture.
    private static bool Walk(Stream content, long at, uint claimed, EmfRewriter rewriter, Budget budget, FindingTally tally)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (at + 8 <= content.Length)
            {
                content.Position = at;
                if (content.ReadAtLeast(buffer.AsSpan(0, 8), 8, throwOnEndOfStream: false) < 8)
                {
                    break;
                }

                ReadOnlySpan<byte> start = buffer;
                var type = start.U32(0);
                var size = start.U32(4);
                budget.ChargeObjects(1);
                if (type == EmfRecord.Eof && size >= 8)
                {
                    var end = Math.Min(content.Length, at + size);
                    if (end < content.Length)
                    {
                        tally.Add("", MetafileCodes.TrailingData, FindingAction.Removed, $"{content.Length - end} bytes");
                    }

                    return true;
                }

                if (size < 8 || size % 4 != 0 || at + size > content.Length)
                {
                    break;
                }

                if (size > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    budget.ChargeBytes(size);
                    buffer = ArrayPool<byte>.Shared.Rent((int)size);
                    content.Position = at;
                    content.ReadExactly(buffer.AsSpan(0, 8));
                }

                content.ReadExactly(buffer.AsSpan(8, (int)size - 8));
                rewriter.Take(buffer.AsSpan(0, (int)size));
                at += size;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        tally.Add("", MetafileCodes.Truncated, FindingAction.Replaced);
        return at * 2 >= claimed && rewriter.Count > 0;
    }

    private static void WriteHeader(Stream output, ReadOnlySpan<byte> header, uint headerSize, long bodyLength, EmfRewriter rewriter)
    {
        Span<byte> clean = stackalloc byte[HeaderBytes];
        clean.Clear();
        clean.U32(0, EmfRecord.Header);
        clean.U32(4, HeaderBytes);
        header[8..40].CopyTo(clean[8..]);
        clean.U32(40, 0x464D4520);
        clean.U32(44, 0x10000);
        clean.U32(48, HeaderBytes + bodyLength);
        clean.U32(52, rewriter.Count + 1);
        clean.U16(56, (int)rewriter.MaxObject + 1);

        // Device and millimetres divide each other in every player.
        for (var at = 72; at < 88; at += 4)
        {
            var value = header.I32(at);
            clean.U32(at, value is > 0 and <= 1_000_000 ? value : at switch { 72 => 1920, 76 => 1080, 80 => 508, _ => 286 });
        }

        for (var i = 0; i < 8; i += 4)
        {
            // Only headers of 108 bytes and more have micrometres; a longer description may lie in their place.
            var micrometres = headerSize >= HeaderBytes && (header.U32(64) is 0 or >= HeaderBytes) ? header.I32(100 + i) : 0;
            ReadOnlySpan<byte> written = clean;
            clean.U32(100 + i, micrometres > 0 ? micrometres : written.I32(80 + i) * 1000L);
        }

        output.Write(clean);
    }
}
