namespace Mugai.Sanitizers.Bitmaps;

/// <summary>How the pixels of a device-independent bitmap are stored.</summary>
internal enum DibEncoding
{
    /// <summary>BI_RGB: rows as they are.</summary>
    Rgb,

    /// <summary>BI_RLE8.</summary>
    Rle8,

    /// <summary>BI_RLE4.</summary>
    Rle4,

    /// <summary>BI_BITFIELDS and BI_ALPHABITFIELDS: rows, with masks that say which bits are which color.</summary>
    BitFields,

    /// <summary>BI_JPEG: a JPEG file instead of rows.</summary>
    Jpeg,

    /// <summary>BI_PNG: a PNG file instead of rows.</summary>
    Png,
}
