namespace Mugai.Frames;

/// <summary>How a link must be encoded where a slot for it stands in the clean mail. Values are wire values and never reused.</summary>
public enum LinkSlotEncoding : byte
{
    /// <summary>Plain lines of ASCII; the slot stands at the start of a line.</summary>
    SevenBit = 1,

    /// <summary>Quoted-printable; the slot stands at the start of a line, <c>=</c> is written <c>=3D</c>.</summary>
    QuotedPrintable = 2,

    /// <summary>Base64; the slot stands at the start of a line and the text before it was padded to a multiple of 3 bytes.</summary>
    Base64 = 3,
}
