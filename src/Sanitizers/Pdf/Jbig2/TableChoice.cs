namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>Chooses the Huffman tables of a segment: standard ones by number, custom ones in the order in which the segment refers to them.</summary>
internal sealed class TableChoice(IEnumerable<SegmentContent> referred)
{
    private const int Custom = 3;

    private readonly Queue<HuffmanTable> _custom = new(referred.Select(c => c.Table).OfType<HuffmanTable>());

    /// <summary>A choice had no table.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>The table for a field of two bits: 3 is the next custom one, other values index <paramref name="standard"/>.</summary>
    public ValueSlot Slot(int choice, params ReadOnlySpan<int> standard)
    {
        if (choice == Custom && _custom.TryDequeue(out var table))
        {
            return new ValueSlot(table);
        }

        if (choice < standard.Length)
        {
            return new ValueSlot(StandardHuffmanTables.B(standard[choice]));
        }

        IsMissing = true;
        return new ValueSlot(null);
    }
}
