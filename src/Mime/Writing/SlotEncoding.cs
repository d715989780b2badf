namespace Mugai.Mime;

/// <summary>How the text around a link slot is encoded.</summary>
public enum SlotEncoding : byte
{
    /// <summary>7bit.</summary>
    SevenBit = 1,

    /// <summary>quoted-printable.</summary>
    QuotedPrintable = 2,

    /// <summary>base64.</summary>
    Base64 = 3,
}
