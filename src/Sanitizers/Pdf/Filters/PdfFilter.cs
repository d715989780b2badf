namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>The filters of ISO 32000-2, table 6. Those from <see cref="Dct"/> on are image codecs and not decoded here.</summary>
internal enum PdfFilter : byte
{
    Unknown,
    AsciiHex,
    Ascii85,
    Lzw,
    Flate,
    RunLength,
    Crypt,
    Dct,
    Jpx,
    Ccitt,
    Jbig2,
}
