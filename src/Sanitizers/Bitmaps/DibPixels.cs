using System.Buffers;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Bitmaps;

/// <summary>
/// Writes the rows of a bitmap anew, bottom row first unless told otherwise: padding and unused bits cleared, runs unpacked, missing rows black (color 0). Holds one row
/// at a time. The caller has seen to it that enough of the picture is there (<see cref="HasEnough"/>).
/// </summary>
internal static class DibPixels
{
    /// <summary>False when more than half of the rows are missing: what a viewer would show is not the picture.</summary>
    public static bool HasEnough(DibHeader header, long length) =>
        header.Encoding is DibEncoding.Rle4 or DibEncoding.Rle8 ? length > 0 : length >= (header.PixelBytes + 1) / 2;

    public static DibCopied Copy(DibHeader header, DibSource source, bool keepsFourthByte, Stream output, Budget budget)
    {
        budget.ChargeBytes(header.PixelBytes);
        return header.Encoding is DibEncoding.Rle4 or DibEncoding.Rle8 ? Unpack(header, source, output) : CopyRows(header, source, keepsFourthByte, output);
    }

    private static DibCopied CopyRows(DibHeader header, DibSource source, bool keepsFourthByte, Stream output)
    {
        var stride = header.Stride;
        var found = (int)Math.Min(header.Height, (source.Length + stride - 1) / stride);
        var row = ArrayPool<byte>.Shared.Rent(stride);
        try
        {
            for (var y = 0; y < header.Height; y++)
            {
                var stored = header.TopDown && !header.KeepsOrder ? header.Height - 1 - y : y;
                var count = (int)Math.Clamp(source.Length - ((long)stored * stride), 0, stride);
                if (count > 0)
                {
                    source.Content.Position = source.Start + ((long)stored * stride);
                    count = source.Content.ReadAtLeast(row.AsSpan(0, count), count, throwOnEndOfStream: false);
                }

                row.AsSpan(count, stride - count).Clear();
                DibRows.ClearUnused(row.AsSpan(0, stride), header, keepsFourthByte);
                DibRows.ClearPadding(row.AsSpan(0, stride), header.Width, header.BitCount);
                output.Write(row, 0, stride);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(row);
        }

        return new DibCopied(found, Math.Min(source.Length, header.PixelBytes), 0);
    }

    private static DibCopied Unpack(DibHeader header, DibSource source, Stream output)
    {
        var row = ArrayPool<byte>.Shared.Rent(header.Stride);
        try
        {
            var decoder = new RunLengthDecoder(header, source);
            var found = 0;
            for (var y = 0; y < header.Height; y++)
            {
                found += decoder.NextRow(row.AsSpan(0, header.Stride)) ? 1 : 0;
                output.Write(row, 0, header.Stride);
            }

            decoder.Finish();
            return new DibCopied(decoder.SawEnd ? header.Height : found, decoder.Consumed, decoder.BadRuns);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(row);
        }
    }
}
