using System.IO.Compression;
using Mugai.Sanitizers.Pdf.Ccitt;

namespace Mugai.Sanitizers.Pdf.Bilevel;

/// <summary>A picture of one bit per pixel as the data of an image XObject.</summary>
/// <param name="Data">The coded bytes.</param>
/// <param name="IsCcitt">CCITTFaxDecode with K -1, Columns and Rows of the picture (and BlackIs1 when it was asked for); otherwise FlateDecode without a predictor.</param>
public sealed record BilevelStream(byte[] Data, bool IsCcitt)
{
    /// <summary>Group 4, or Flate where that is smaller: halftones have no long runs.</summary>
    /// <param name="blackIs1">What samples mean: JBIG2Decode and, unless told otherwise, CCITTFaxDecode give 0 for black.</param>
    public static BilevelStream Of(BilevelImage image, bool blackIs1 = false)
    {
        var fax = CcittEncoder.Encode(image);
        var flate = Deflate(image, blackIs1);
        return flate.Length < fax.Length ? new BilevelStream(flate, false) : new BilevelStream(fax, true);
    }

    private static byte[] Deflate(BilevelImage image, bool blackIs1)
    {
        var samples = new byte[image.Data.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = blackIs1 ? image.Data[i] : (byte)~image.Data[i];
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(samples);
        }

        return packed.ToArray();
    }
}
