namespace Mugai.Sanitizers.Images.Native;

/// <summary>One page of a TIFF, saved as a TIFF of its own.</summary>
internal static class TiffPage
{
    /// <param name="page">The page, not decoded yet.</param>
    /// <param name="coding">How it came: libvips makes bytes of bits, and they become bits again.</param>
    /// <param name="quality">For JPEG inside.</param>
    /// <returns>Null when libvips refused.</returns>
    public static VipsBlob? Save(VipsImage page, TiffCoding coding, int quality)
    {
        using var save = new VipsOperation("tiffsave_buffer");
        save.Set("in", page).Set("strip", true);
        var isByte = page.Format == VipsImage.Bytes;
        var isPacked = coding.Depth is 1 or 2 or 4 && page.Bands == 1 && isByte;
        if (isPacked)
        {
            save.Set("bitdepth", coding.Depth);
        }

        switch (coding.Compression)
        {
            case 2 or 3 or 4 or 32771 when isPacked && coding.Depth == 1:
                // What FAX machines write, and smaller than anything else for text.
                save.Set("compression", "ccittfax4").Set("miniswhite", true);
                break;
            case 7 or 50001 when isByte && page.Bands is 1 or 3:
                save.Set("compression", "jpeg").Set("Q", quality);
                break;
            case 1:
                save.Set("compression", "none");
                break;
            case 32773:
                save.Set("compression", "packbits");
                break;
            default:
                save.Set("compression", coding.Compression == 5 ? "lzw" : "deflate").Set("predictor", isPacked ? "none" : Predictor(coding, page));
                break;
        }

        return save.File();
    }

    // A predictor helps photographs and hurts drawings: the input's own choice was made with the picture in view.
    private static string Predictor(TiffCoding coding, VipsImage page) => coding.Predictor switch
    {
        3 when page.Format is VipsImage.Float or VipsImage.Double => "float",
        2 => "horizontal",
        _ => "none",
    };
}
