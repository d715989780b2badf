namespace Mugai.Mime;

/// <summary>
/// Takes a transfer encoding off, chunk by chunk; chunks may be cut anywhere. Never throws on input: what does not follow the encoding
/// is read as the decoder documents and reported, because another decoder may read it differently.
/// </summary>
public abstract class TransferDecoder
{
    /// <summary>True when the input did not follow the encoding somewhere.</summary>
    public bool SawBadInput => Defect != MimeDefect.None;

    /// <summary>BadBase64, BadQuotedPrintable, BadUuencode or None.</summary>
    public MimeDefect Defect { get; private protected set; }

    /// <summary>A decoder for one body. 7bit, 8bit, binary and unknown encodings are copied.</summary>
    public static TransferDecoder Create(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.Base64 => new Base64BodyDecoder(),
        TransferEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
        TransferEncoding.Uuencode => new UuencodeDecoder(),
        _ => new IdentityDecoder(),
    };

    /// <summary>Room that <see cref="Decode"/> needs for a source of this length: as much, and what may have been held back before.</summary>
    public static int MaxDecodedLength(int sourceLength) => checked(sourceLength + 512);

    /// <summary>
    /// Consumes the whole source and returns how many bytes it wrote. The destination holds at least <see cref="MaxDecodedLength"/> of
    /// the source's length (ArgumentException otherwise: the caller's mistake, not the input's).
    /// </summary>
    public abstract int Decode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal);

    private protected static void DemandRoom(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (destination.Length < MaxDecodedLength(source.Length))
        {
            throw new ArgumentException("The destination is smaller than MaxDecodedLength.", nameof(destination));
        }
    }
}

internal sealed class IdentityDecoder : TransferDecoder
{
    public override int Decode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        source.CopyTo(destination);
        return source.Length;
    }
}
