namespace Mugai.Mime;

/// <summary>Takes a transfer encoding off, chunk by chunk.</summary>
public abstract class TransferDecoder
{
    /// <summary>True when the input did not follow the encoding somewhere.</summary>
    public bool SawBadInput => Defect != MimeDefect.None;

    /// <summary>What was wrong first, or None.</summary>
    public MimeDefect Defect { get; private protected set; }

    /// <summary>A decoder for one body.</summary>
    public static TransferDecoder Create(TransferEncoding encoding) => throw new NotSupportedException();

    /// <summary>Room that <see cref="Decode"/> needs for a source of this length.</summary>
    public static int MaxDecodedLength(int sourceLength) => checked(sourceLength + 256);

    /// <summary>Consumes the whole source and returns how many bytes it wrote.</summary>
    public abstract int Decode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal);
}
