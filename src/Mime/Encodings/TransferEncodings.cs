namespace Mugai.Mime;

/// <summary>Names of transfer encodings.</summary>
public static class TransferEncodings
{
    /// <summary>Our reading of a Content-Transfer-Encoding value: comments and white space aside, one known word, else Unknown.</summary>
    public static TransferEncoding Parse(ReadOnlySpan<byte> rawValue)
    {
        var value = MimeText.Trim(rawValue);
        while (!value.IsEmpty && value[0] == '(')
        {
            value = MimeText.Trim(value[MimeText.SkipComment(value, 0)..]);
        }

        var comment = value.IndexOf((byte)'(');
        if (comment > 0 && MimeText.SkipComment(value, comment) == value.Length)
        {
            value = MimeText.Trim(value[..comment]);
        }

        return value.Length switch
        {
            3 when Is(value, "uue"u8) => TransferEncoding.Uuencode,
            4 when Is(value, "7bit"u8) => TransferEncoding.SevenBit,
            4 when Is(value, "8bit"u8) => TransferEncoding.EightBit,
            5 when Is(value, "x-uue"u8) => TransferEncoding.Uuencode,
            6 when Is(value, "binary"u8) => TransferEncoding.Binary,
            6 when Is(value, "base64"u8) => TransferEncoding.Base64,
            8 when Is(value, "uuencode"u8) => TransferEncoding.Uuencode,
            10 when Is(value, "x-uuencode"u8) => TransferEncoding.Uuencode,
            16 when Is(value, "quoted-printable"u8) => TransferEncoding.QuotedPrintable,
            _ => TransferEncoding.Unknown,
        };
    }

    private static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> word) => MimeText.EqualsIgnoreCase(value, word);
}
