namespace Mugai.Sanitizers.Pdf.Objects;

/// <summary>
/// One parsed object with all it holds directly, flat in the order in which it was written. Names and strings are slices of the source unless they had
/// to be decoded. Never changed after parsing.
/// </summary>
/// <param name="number">Number of the indirect object; 0 for one that is none (a trailer, an operand).</param>
internal sealed class PdfTree(byte[] source, PdfNode[] nodes, byte[] aside, int number, int generation)
{
    public byte[] Source => source;

    public int Number => number;

    public int Generation => generation;

    /// <summary>The object itself.</summary>
    public PdfObject Root => new(this, 0);

    /// <summary>Bytes of the stream as they lie in the source, still encoded and still encrypted; empty for everything else.</summary>
    public ReadOnlyMemory<byte> StreamBytes { get; init; }

    /// <summary>Its length had to be found by looking for endstream.</summary>
    public bool StreamLengthWasWrong { get; init; }

    public ref readonly PdfNode this[int index] => ref nodes[index];

    public ReadOnlySpan<byte> Bytes(in PdfNode node) => (node.IsAside ? aside : source).AsSpan(node.A, node.B);
}
