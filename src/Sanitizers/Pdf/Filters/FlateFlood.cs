using System.IO.Compression;
using System.Runtime.InteropServices;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>
/// Streams that are copied as they lie are not inflated, but a bomb must not reach the reader behind us. Deflate packs 1,032 to one at most: as long as a stream, and all streams of the file together, are too
/// short to become too much, nothing is looked at; the others are inflated into nothing and counted. Signs of a bomb in packed bytes are no help: codes and distances can be chosen so that it has none.
/// </summary>
internal sealed class FlateFlood
{
    // 258 bytes in two bits.
    private const int MaxRatio = 1032;
    private const long MaxInFile = 2L * PdfLimits.MaxDecodedBytes;
    private const int ZlibHeaderBytes = 2;

    private long _uncounted;
    private long _counted;

    /// <summary>Ends the run when the stream becomes more than any stream may, or all such streams of the file together do.</summary>
    public void Check(ReadOnlyMemory<byte> packed)
    {
        var most = (long)packed.Length * MaxRatio;
        if (most <= PdfLimits.MaxDecodedBytes && _uncounted + most <= MaxInFile)
        {
            _uncounted += most;
            return;
        }

        if ((_counted += Count(packed, Math.Min(PdfLimits.MaxDecodedBytes, MaxInFile - _counted) + 1)) > MaxInFile)
        {
            throw Flood();
        }
    }

    private static BudgetExceededException Flood() => new(Reason.Budget, "a packed stream");

    private static long Count(ReadOnlyMemory<byte> packed, long limit)
    {
        MemoryMarshal.TryGetArray(packed, out var segment);
        using var source = new ZLibStream(new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false), CompressionMode.Decompress);
        var total = Count(source, limit);
        if (total > 0 || packed.Length <= ZlibHeaderBytes)
        {
            return total;
        }

        // Some readers go on behind a header that is wrong.
        using var bare = new DeflateStream(
            new MemoryStream(segment.Array!, segment.Offset + ZlibHeaderBytes, segment.Count - ZlibHeaderBytes, writable: false), CompressionMode.Decompress);
        return Count(bare, limit);
    }

    private static long Count(Stream source, long limit)
    {
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
