using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The segments made of symbols (T.88, 7.4.2 and 7.4.3).</summary>
public sealed partial class Jbig2Decoder
{
    private const int RunCodes = 35;
    private const int Custom = 3;

    private SegmentContent? ReadSymbols(Segment segment, ref SegmentReader reader)
    {
        int flags = reader.UInt16();
        var (isHuffman, isRefined) = ((flags & 1) != 0, (flags & 2) != 0);
        var (template, refinementTemplate) = ((flags >> 10) & 3, (flags >> 12) & 1);
        var adaptive = isHuffman ? GenericRegion.NominalPixels(template) : reader.Pixels(GenericRegion.AdaptiveCount(template));
        var refinementPixels = isRefined && refinementTemplate == 0 ? reader.RefinementPixels() : [];
        reader.Skip(4);
        long newCount = reader.UInt32();
        var tables = new TableChoice(Referred(segment));
        if (reader.HasFailed || ReferredSymbols(segment) is not { } imported || !_work.TakeSymbols(newCount))
        {
            return null;
        }

        // Bit 8: go on with the contexts that the last dictionary referred to has kept.
        var kept = (flags & 0x100) != 0 ? Referred(segment).LastOrDefault(c => c.Symbols is not null) : null;
        var contexts = Kept(kept?.GenericContexts, GenericRegion.NewContexts(template));
        var refinementContexts = Kept(kept?.RefinementContexts, RefinementRegion.NewContexts(refinementTemplate));
        var parameters = new SymbolParameters
        {
            IsHuffman = isHuffman,
            NewCount = newCount,
            Generic = new GenericParameters(template, false, adaptive),
            GenericContexts = contexts,
            Refinement = isRefined ? new RefinementParameters(refinementTemplate, false, refinementPixels) : null,
            RefinementContexts = refinementContexts,
            DeltaHeight = tables.Slot((flags >> 2) & 3, 4, 5),
            DeltaWidth = tables.Slot((flags >> 4) & 3, 2, 3),
            BitmapSize = tables.Slot((flags & 0x40) != 0 ? Custom : 0, 1),
            AggregateCount = tables.Slot((flags & 0x80) != 0 ? Custom : 0, 1),
        };
        var symbols = tables.IsMissing && isHuffman ? null : new SymbolDictionary(parameters, reader.Rest, imported, _work).Decode();
        return symbols is null ? null : new SegmentContent { Symbols = symbols, GenericContexts = contexts, RefinementContexts = refinementContexts };
    }

    private static byte[] Kept(byte[]? kept, byte[] fresh) => kept is not null && kept.Length == fresh.Length ? kept.ToArray() : fresh;

    private BilevelImage? ReadText(Segment segment, RegionHeader header, ref SegmentReader reader)
    {
        int flags = reader.UInt16();
        var (isHuffman, isRefined, refinementTemplate) = ((flags & 1) != 0, (flags & 2) != 0, (flags >> 15) & 1);
        int huffman = isHuffman ? reader.UInt16() : (ushort)0;
        var adaptive = isRefined && refinementTemplate == 0 ? reader.RefinementPixels() : [];
        long instances = reader.UInt32();
        if (reader.HasFailed || ReferredSymbols(segment) is not { } symbols)
        {
            return null;
        }

        var tables = new TableChoice(Referred(segment));
        var source = new ValueSource(reader.Rest, isHuffman);
        var bits = SymbolDictionary.SymbolBits(symbols.Count);
        var slots = new TextSlots
        {
            FirstS = tables.Slot(huffman & 3, 6, 7),
            DeltaS = tables.Slot((huffman >> 2) & 3, 8, 9, 10),
            DeltaT = tables.Slot((huffman >> 4) & 3, 11, 12, 13),
            RefinedWidth = tables.Slot((huffman >> 6) & 3, 14, 15),
            RefinedHeight = tables.Slot((huffman >> 8) & 3, 14, 15),
            RefinedX = tables.Slot((huffman >> 10) & 3, 14, 15),
            RefinedY = tables.Slot((huffman >> 12) & 3, 14, 15),
            RefinedSize = tables.Slot((huffman & 0x4000) != 0 ? Custom : 0, 1),
            SymbolBits = bits,
            SymbolContexts = isHuffman ? [] : new byte[1 << bits],
            SymbolCodes = isHuffman ? SymbolCodes(source, symbols.Count) : null,
        };
        if (isHuffman && (tables.IsMissing || slots.SymbolCodes is null))
        {
            return null;
        }

        var parameters = new TextParameters
        {
            Width = header.Width,
            Height = header.Height,
            InstanceCount = instances,
            LogStrips = (flags >> 2) & 3,
            Corner = (ReferenceCorner)((flags >> 4) & 3),
            IsTransposed = (flags & 0x40) != 0,
            Combination = (Combination)((flags >> 7) & 3),
            DefaultPixel = (flags & 0x200) != 0,
            OffsetS = ((flags >> 10) & 31) is var offset && offset > 15 ? offset - 32 : offset,
            Refinement = isRefined ? new RefinementParameters(refinementTemplate, false, adaptive) : null,
            RefinementContexts = RefinementRegion.NewContexts(refinementTemplate),
        };
        return new TextRegion(source, slots, parameters, symbols, _work).Decode();
    }

    // 7.4.3.1.7: code lengths of the symbol numbers, run-length coded by a Huffman code of its own.
    private static ValueSlot? SymbolCodes(ValueSource source, int count)
    {
        var runs = new HuffmanLine[RunCodes];
        for (var i = 0; i < RunCodes; i++)
        {
            runs[i] = new HuffmanLine((int)source.Bits(4), 0, i);
        }

        var runTable = new ValueSlot(new HuffmanTable(runs));
        var lines = new HuffmanLine[count];
        for (var at = 0; at < count;)
        {
            var code = (int)source.NextInBand(runTable);
            var (length, repeat) = code switch
            {
                < 32 => (code, 1),
                32 => (at > 0 ? lines[at - 1].PrefixLength : -1, (int)source.Bits(2) + 3),
                33 => (0, (int)source.Bits(3) + 3),
                _ => (0, (int)source.Bits(7) + 11),
            };
            if (source.HasFailed || length < 0 || repeat > count - at)
            {
                return null;
            }

            for (var end = at + repeat; at < end; at++)
            {
                lines[at] = new HuffmanLine(length, 0, at);
            }
        }

        source.AlignToByte();
        return new ValueSlot(new HuffmanTable(lines));
    }
}
