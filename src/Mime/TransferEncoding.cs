namespace Mugai.Mime;

/// <summary>Content-Transfer-Encoding (RFC 2045 6).</summary>
public enum TransferEncoding : byte
{
    /// <summary>7bit, and the default.</summary>
    SevenBit,

    /// <summary>8bit.</summary>
    EightBit,

    /// <summary>binary.</summary>
    Binary,

    /// <summary>quoted-printable.</summary>
    QuotedPrintable,

    /// <summary>base64.</summary>
    Base64,

    /// <summary>x-uuencode, uuencode, x-uue, uue.</summary>
    Uuencode,

    /// <summary>Anything else; the bytes are taken as they are.</summary>
    Unknown,
}
