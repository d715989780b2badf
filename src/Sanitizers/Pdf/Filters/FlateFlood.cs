using System.IO.Compression;
using System.Runtime.InteropServices;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>
/// Streams that are copied as they lie are not inflated, but a bomb must not reach the reader behind us. Data packed hundreds to one shows in its packed bytes: each match of
/// 258 bytes takes the same few bits, and the bytes repeat themselves. Where they do, the stream is inflated into nothing and counted.
/// </summary>
internal sealed class FlateFlood
{
    // Deflate packs 1,032 to one at most (258 bytes in two bits).
    private const int MaxRatio = 1032;
    private const int MaxUncounted = 64 << 20;
    private const long MaxCountedInFile = 2L * PdfLimits.MaxDecodedBytes;

    // One look at every 4 KB. A match in up to eight bits, 258 to one and more, repeats after as many bytes.
    private const int Step = 4 << 10;
    private const int Look = 40;
    private const int MaxPeriod = 8;

    private long _counted;

    /// <summary>Ends the run when the stream becomes more than any stream may, or all such streams of the file together do.</summary>
    public void Check(ReadOnlyMemory<byte> packed)
    {
        if ((long)packed.Length * MaxRatio <= MaxUncounted || Repeating(packed.Span) * Step * MaxRatio <= MaxUncounted)
        {
            return;
        }

        if ((_counted += Count(packed, Math.Min(PdfLimits.MaxDecodedBytes, MaxCountedInFile - _counted) + 1)) > MaxCountedInFile)
        {
            throw Flood();
        }
    }

    private static BudgetExceededException Flood() => new(Reason.Budget, "a packed stream");

    private static long Repeating(ReadOnlySpan<byte> packed)
    {
        var places = 0L;
        for (var at = 0; at + Look + MaxPeriod <= packed.Length; at += Step)
        {
            for (var period = 1; period <= MaxPeriod; period++)
            {
                if (packed.Slice(at, Look).SequenceEqual(packed.Slice(at + period, Look)))
                {
                    places++;
                    break;
                }
            }
        }

        return places;
    }

    private static long Count(ReadOnlyMemory<byte> packed, long limit)
    {
        MemoryMarshal.TryGetArray(packed, out var segment);
        using var source = new ZLibStream(new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false), CompressionMode.Decompress);
        var buffer = new byte[64 << 10];
        var total = 0L;
        try
        {
            int count;
            while ((count = source.Read(buffer, 0, buffer.Length)) > 0)
            {
                if ((total += count) >= limit)
                {
                    throw Flood();
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // Damaged: what came before the break is what a reader sees.
        }

        return total;
    }
}
