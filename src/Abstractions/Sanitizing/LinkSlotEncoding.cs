namespace Mugai.Sanitizing;

/// <summary>
/// How the text around a link slot is encoded, so that the gateway writes the portal link at the slot the same way. The sanitized
/// mail itself is deterministic and never contains the link. Values are wire values and never reused.
/// </summary>
public enum LinkSlotEncoding : byte
{
    /// <summary>Plain ASCII lines; the slot stands at a line start.</summary>
    SevenBit = 1,

    /// <summary>Quoted-printable; the slot stands at a line start.</summary>
    QuotedPrintable = 2,

    /// <summary>Base64; the slot stands between two base64 lines at a multiple of three bytes.</summary>
    Base64 = 3,
}
