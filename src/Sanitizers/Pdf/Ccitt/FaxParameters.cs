using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Ccitt;

/// <summary>Reads the parameters of a CCITTFaxDecode filter.</summary>
internal static class FaxParameters
{
    /// <param name="dictionary">DecodeParms; null for all defaults.</param>
    /// <param name="height">Rows as the image dictionary tells them: they count more than Rows.</param>
    /// <param name="resolve">Follows a reference; gives other objects back as they are.</param>
    public static CcittParameters Read(PdfObject dictionary, int height, Func<PdfObject, PdfObject> resolve)
    {
        var columns = resolve(dictionary["Columns"u8]);
        return new CcittParameters
        {
            K = (int)Math.Clamp(resolve(dictionary["K"u8]).Integer, -1, 1),
            Columns = columns.IsNumber ? (int)Math.Clamp(columns.Integer, 0, int.MaxValue) : 1728,
            Rows = height,
            EncodedByteAlign = resolve(dictionary["EncodedByteAlign"u8]).Boolean,
            BlackIs1 = resolve(dictionary["BlackIs1"u8]).Boolean,
        };
    }
}
