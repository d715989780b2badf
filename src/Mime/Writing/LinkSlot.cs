using System.Text;

namespace Mugai.Mime;

/// <summary>
/// Encodes the line that is spliced in at a slot of <see cref="MimeWriter.TextWithSlot"/>. The worker's output is deterministic and knows
/// no link; whoever adds it writes these bytes at the slot and the text around stays valid in its encoding.
/// </summary>
public static class LinkSlot
{
    /// <summary>The bytes of the link's own line, CRLF included, in the encoding of the text around it. The link is printable ASCII without blanks.</summary>
    public static byte[] Encode(SlotEncoding encoding, string link)
    {
        ArgumentException.ThrowIfNullOrEmpty(link);
        if (link.AsSpan().ContainsAnyExceptInRange('!', '~') || link.Length > 900)
        {
            throw new ArgumentException("A link is printable ASCII without blanks, 900 characters at most.", nameof(link));
        }

        return encoding switch
        {
            SlotEncoding.SevenBit => Encoding.ASCII.GetBytes(link + "\r\n"),
            SlotEncoding.QuotedPrintable => Encode(TransferEncoding.QuotedPrintable, link + "\r\n"),
            SlotEncoding.Base64 => Encode(TransferEncoding.Base64, PadLine(link) + "\r\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        };
    }

    /// <summary>Blanks behind the link make the line, with its CRLF, whole quanta of three bytes.</summary>
    private static string PadLine(string link) => link.PadRight(link.Length + ((3 - ((link.Length + 2) % 3)) % 3));

    private static byte[] Encode(TransferEncoding encoding, string text)
    {
        var source = Encoding.ASCII.GetBytes(text);
        var destination = new byte[TransferEncoder.MaxEncodedLength(source.Length)];
        var written = TransferEncoder.Create(encoding).Encode(source, destination, isFinal: true);
        return destination[..written];
    }
}
