namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>One kind of number (delta T, first S, …): its Huffman table, or the contexts that its arithmetic decoding has learned.</summary>
internal sealed class ValueSlot(HuffmanTable? table)
{
    public HuffmanTable? Table { get; } = table;

    public IntegerDecoder Integer { get; } = new();
}
