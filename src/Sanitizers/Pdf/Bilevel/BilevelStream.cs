using System.IO.Compression;
using Mugai.Sanitizers.Pdf.Ccitt;

namespace Mugai.Sanitizers.Pdf.Bilevel;

/// <summary>A picture of one bit per pixel as the data of an image XObject: 0 = black, as JBIG2Decode and CCITTFaxDecode give it by default.</summary>
/// <param name="Data">The coded bytes.</param>
/// <param name="IsCcitt">CCITTFaxDecode with K -1, Columns and Rows of the picture and all else by default; otherwise FlateDecode without a predictor.</param>
public sealed record BilevelStream(byte[] Data, bool IsCcitt)
{
    /// <summary>Group 4, or Flate where that is smaller: halftones have no long runs.</summary>
    public static BilevelStream Of(BilevelImage image)
    {
        var fax = CcittEncoder.Encode(image);
        var flate = Deflate(image);
        return flate.Length < fax.Length ? new BilevelStream(flate, false) : new BilevelStream(fax, true);
    }

    private static byte[] Deflate(BilevelImage image)
    {
        var samples = new byte[image.Data.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (byte)~image.Data[i];
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(samples);
        }

        return packed.ToArray();
    }
}
