namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>How a symbol dictionary is coded (T.88, table 13).</summary>
internal sealed record SymbolParameters
{
    public required bool IsHuffman { get; init; }

    /// <summary>SDNUMNEWSYMS.</summary>
    public required long NewCount { get; init; }

    public required GenericParameters Generic { get; init; }

    public required byte[] GenericContexts { get; init; }

    /// <summary>Null unless symbols are refinements and aggregates of others.</summary>
    public RefinementParameters? Refinement { get; init; }

    public byte[] RefinementContexts { get; init; } = [];

    public required ValueSlot DeltaHeight { get; init; }

    public required ValueSlot DeltaWidth { get; init; }

    public required ValueSlot BitmapSize { get; init; }

    public required ValueSlot AggregateCount { get; init; }

    public ValueSlot ExportRun { get; } = new(StandardHuffmanTables.B(1));
}
