using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The symbol dictionary decoding procedure (T.88, 6.5).</summary>
internal sealed class SymbolDictionary
{
    private readonly SymbolParameters _parameters;
    private readonly ValueSource _source;
    private readonly Jbig2Work _work;
    private readonly TextSlots _text;
    private readonly int _inputCount;

    // The imported symbols, then the new ones.
    private readonly List<BilevelImage> _symbols;

    public SymbolDictionary(SymbolParameters parameters, ReadOnlyMemory<byte> data, List<BilevelImage> imported, Jbig2Work work)
    {
        _parameters = parameters;
        _source = new ValueSource(data, parameters.IsHuffman);
        _work = work;
        _symbols = imported;
        _inputCount = imported.Count;
        var bits = SymbolBits(imported.Count + parameters.NewCount);
        _text = TextSlots.ForDictionary(parameters.IsHuffman ? Math.Max(1, bits) : bits, parameters.IsHuffman);
    }

    /// <summary>Bits that number so many symbols.</summary>
    public static int SymbolBits(long count)
    {
        var bits = 0;
        while (1L << bits < count)
        {
            bits++;
        }

        return bits;
    }

    /// <summary>The exported symbols; null when the data is wrong or the limit is reached.</summary>
    public List<BilevelImage>? Decode()
    {
        long height = 0;
        long end = _inputCount + _parameters.NewCount;
        while (_symbols.Count < end)
        {
            height += _source.NextInBand(_parameters.DeltaHeight);
            var before = _symbols.Count;
            if (_source.HasFailed || !(_parameters.IsHuffman && _parameters.Refinement is null ? DecodeCollective(height, end) : DecodeClass(height, end)))
            {
                return null;
            }

            // An empty height class is allowed but costs: without this, data that never ends would make them forever.
            if (_symbols.Count == before && !_work.TakePixels(1))
            {
                return null;
            }
        }

        return Export();
    }

    private bool DecodeClass(long height, long end)
    {
        long width = 0;
        while (_source.Next(_parameters.DeltaWidth) is { } delta)
        {
            width += delta;
            if (_symbols.Count == end || _source.HasFailed || width < 0)
            {
                return false;
            }

            var symbol = _parameters.Refinement is null
                ? GenericRegion.Decode(_source.Arithmetic!, _parameters.GenericContexts, _parameters.Generic, width, height, _work)
                : Refined(width, height);
            if (symbol is null || _source.HasFailed)
            {
                return false;
            }

            _symbols.Add(symbol);
        }

        return !_source.HasFailed;
    }

    private BilevelImage? Refined(long width, long height)
    {
        var count = _source.NextInBand(_parameters.AggregateCount);
        if (_source.HasFailed || count < 1)
        {
            return null;
        }

        if (count > 1)
        {
            var text = new TextParameters
            {
                Width = width, Height = height, InstanceCount = count, Refinement = _parameters.Refinement, RefinementContexts = _parameters.RefinementContexts,
            };
            return new TextRegion(_source, _text, text, _symbols, _work).Decode();
        }

        var number = _text.NextSymbol(_source);
        var (x, y) = (_source.NextInBand(_text.RefinedX), _source.NextInBand(_text.RefinedY));
        return number < _symbols.Count && TextRegion.RefinementDecoder(_source, _text) is { } decoder
            ? RefinementRegion.Decode(decoder, _parameters.RefinementContexts, _parameters.Refinement!, width, height, _symbols[(int)number], x, y, _work)
            : null;
    }

    // Huffman without refinement: first the widths of a height class, then one bitmap with all its symbols side by side (6.5.9).
    private bool DecodeCollective(long height, long end)
    {
        var widths = new List<long>();
        long width = 0;
        long total = 0;
        while (_source.Next(_parameters.DeltaWidth) is { } delta)
        {
            width += delta;
            total += width;
            if (_symbols.Count + widths.Count == end || width < 0 || total > int.MaxValue)
            {
                return false;
            }

            widths.Add(width);
        }

        var size = _source.NextInBand(_parameters.BitmapSize);
        if (_source.HasFailed || Collective(size, total, height) is not { } collective)
        {
            return false;
        }

        var x = 0;
        foreach (var one in widths)
        {
            if (!_work.TakePixels(one * height))
            {
                return false;
            }

            _symbols.Add(collective.Columns(x, (int)one));
            x += (int)one;
        }

        return true;
    }

    private BilevelImage? Collective(long size, long width, long height)
    {
        if (size > 0)
        {
            return _source.Bytes(size) is { } coded ? GenericRegion.DecodeMmr(coded.Span, width, height, _work, out _) : null;
        }

        // Size 0: not compressed.
        if (_work.NewImage(width, height) is not { } image || _source.Bytes(image.Data.Length) is not { } plain)
        {
            return null;
        }

        plain.Span.CopyTo(image.Data);
        image.ClearPadding();
        return image;
    }

    // Runs of symbols that are not exported and that are (6.5.10).
    private List<BilevelImage>? Export()
    {
        var exported = new List<BilevelImage>();
        var (at, isExported, empty) = (0, false, 0);
        while (at < _symbols.Count)
        {
            var run = _source.NextInBand(_parameters.ExportRun);
            empty = run == 0 ? empty + 1 : 0;
            if (_source.HasFailed || run < 0 || run > _symbols.Count - at || empty > 4)
            {
                return null;
            }

            if (isExported)
            {
                exported.AddRange(_symbols.GetRange(at, (int)run));
            }

            at += (int)run;
            isExported = !isExported;
        }

        return exported;
    }
}
