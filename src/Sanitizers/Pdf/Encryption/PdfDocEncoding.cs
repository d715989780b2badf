using System.Text;

namespace Mugai.Sanitizers.Pdf.Encryption;

/// <summary>PDFDocEncoding (ISO 32000-2, annex D.3), in which passwords were before revision 5.</summary>
internal static class PdfDocEncoding
{
    private const string From18 = "˘ˇˆ˙˝˛˚˜";
    private const string From80 = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";

    /// <summary>Null for ASCII, which is the same in UTF-8, and for text that cannot be written in it.</summary>
    public static byte[]? TryEncode(string text)
    {
        if (Ascii.IsValid(text))
        {
            return null;
        }

        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var (low, high) = (From18.IndexOf(c, StringComparison.Ordinal), From80.IndexOf(c, StringComparison.Ordinal));
            if (c == '€')
            {
                bytes[i] = 0xA0;
            }
            else if (low >= 0 || high >= 0)
            {
                bytes[i] = (byte)(low >= 0 ? 0x18 + low : 0x80 + high);
            }
            else if (c is < '\u0080' or (> '\u00A0' and <= '\u00FF'))
            {
                bytes[i] = (byte)c;
            }
            else
            {
                return null;
            }
        }

        return bytes;
    }
}
