namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The kinds of numbers of a text region. A symbol dictionary keeps one set for all its aggregate symbols.</summary>
internal sealed class TextSlots
{
    public required ValueSlot DeltaT { get; init; }

    public required ValueSlot FirstS { get; init; }

    public required ValueSlot DeltaS { get; init; }

    public required ValueSlot RefinedWidth { get; init; }

    public required ValueSlot RefinedHeight { get; init; }

    public required ValueSlot RefinedX { get; init; }

    public required ValueSlot RefinedY { get; init; }

    /// <summary>BMSIZE: how many bytes a refinement takes between Huffman codes.</summary>
    public required ValueSlot RefinedSize { get; init; }

    /// <summary>Huffman codes of symbol numbers; null when they are arithmetic or of one length.</summary>
    public ValueSlot? SymbolCodes { get; init; }

    /// <summary>SBSYMCODELEN.</summary>
    public required int SymbolBits { get; init; }

    public ValueSlot CurrentT { get; } = new(null);

    public ValueSlot IsRefined { get; } = new(null);

    /// <summary>Contexts of IAID.</summary>
    public required byte[] SymbolContexts { get; init; }

    /// <summary>The set that a symbol dictionary uses (6.5.8.2).</summary>
    public static TextSlots ForDictionary(int symbolBits, bool isHuffman) => new()
    {
        FirstS = new ValueSlot(StandardHuffmanTables.B(6)),
        DeltaS = new ValueSlot(StandardHuffmanTables.B(8)),
        DeltaT = new ValueSlot(StandardHuffmanTables.B(11)),
        RefinedWidth = new ValueSlot(StandardHuffmanTables.B(15)),
        RefinedHeight = new ValueSlot(StandardHuffmanTables.B(15)),
        RefinedX = new ValueSlot(StandardHuffmanTables.B(15)),
        RefinedY = new ValueSlot(StandardHuffmanTables.B(15)),
        RefinedSize = new ValueSlot(StandardHuffmanTables.B(1)),
        SymbolBits = symbolBits,
        SymbolContexts = isHuffman ? [] : new byte[1 << symbolBits],
    };

    /// <summary>The next symbol number.</summary>
    public long NextSymbol(ValueSource source)
    {
        if (source.Arithmetic is null)
        {
            return SymbolCodes is null ? source.Bits(SymbolBits) : source.NextInBand(SymbolCodes);
        }

        // IAID (A.3): the bits so far choose the context.
        var previous = 1;
        for (var i = 0; i < SymbolBits; i++)
        {
            previous = (previous << 1) | source.Arithmetic.Decode(SymbolContexts, previous);
        }

        return previous - (1L << SymbolBits);
    }
}
