using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>One filter of a stream with its parameters (a dictionary, or null).</summary>
internal readonly record struct FilterStep(PdfFilter Filter, PdfObject Parameters)
{
    public bool IsImageCodec => Filter >= PdfFilter.Dct;

    /// <summary>The filter that a name (with its abbreviation for inline images, table 92) stands for.</summary>
    public static PdfFilter Named(PdfObject name) => name switch
    {
        _ when name.Is("FlateDecode"u8) || name.Is("Fl"u8) => PdfFilter.Flate,
        _ when name.Is("DCTDecode"u8) || name.Is("DCT"u8) => PdfFilter.Dct,
        _ when name.Is("LZWDecode"u8) || name.Is("LZW"u8) => PdfFilter.Lzw,
        _ when name.Is("ASCII85Decode"u8) || name.Is("A85"u8) => PdfFilter.Ascii85,
        _ when name.Is("ASCIIHexDecode"u8) || name.Is("AHx"u8) => PdfFilter.AsciiHex,
        _ when name.Is("RunLengthDecode"u8) || name.Is("RL"u8) => PdfFilter.RunLength,
        _ when name.Is("CCITTFaxDecode"u8) || name.Is("CCF"u8) => PdfFilter.Ccitt,
        _ when name.Is("JBIG2Decode"u8) => PdfFilter.Jbig2,
        _ when name.Is("JPXDecode"u8) => PdfFilter.Jpx,
        _ when name.Is("Crypt"u8) => PdfFilter.Crypt,
        _ => PdfFilter.Unknown,
    };
}
