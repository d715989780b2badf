namespace Mugai.Mime;

/// <summary>Encodes the line that the gateway splices in at a slot of <see cref="MimeWriter.TextWithSlot"/>.</summary>
public static class LinkSlot
{
    /// <summary>The bytes of the link's own line, CRLF included, in the encoding of the text around it.</summary>
    public static byte[] Encode(SlotEncoding encoding, string link) => throw new NotSupportedException($"{encoding}{link}");
}
