using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The text region decoding procedure (T.88, 6.4): instances of symbols, strip by strip.</summary>
internal sealed class TextRegion(ValueSource source, TextSlots slots, TextParameters parameters, IReadOnlyList<BilevelImage> symbols, Jbig2Work work)
{
    /// <summary>Null when the data is wrong or the limit is reached.</summary>
    public BilevelImage? Decode()
    {
        var region = work.NewImage(parameters.Width, parameters.Height);
        if (region is null)
        {
            return null;
        }

        region.Fill(parameters.DefaultPixel);
        var strips = 1 << parameters.LogStrips;
        var stripT = -source.NextInBand(slots.DeltaT) * strips;
        long firstS = 0;
        long instances = 0;
        while (instances < parameters.InstanceCount)
        {
            stripT += source.NextInBand(slots.DeltaT) * strips;
            firstS += source.NextInBand(slots.FirstS);
            var currentS = firstS;

            // The strip ends with an out-of-band delta S, behind the last instance too.
            for (; ;)
            {
                if (instances == parameters.InstanceCount || source.HasFailed || !IsPlace(stripT) || !IsPlace(currentS) || !Place(region, stripT, ref currentS))
                {
                    return null;
                }

                instances++;
                if (source.Next(slots.DeltaS) is not { } delta)
                {
                    break;
                }

                currentS += delta + parameters.OffsetS;
            }

            if (source.HasFailed)
            {
                return null;
            }
        }

        return region;
    }

    private static bool IsPlace(long value) => Math.Abs(value) < int.MaxValue / 4;

    private bool Place(BilevelImage region, long stripT, ref long currentS)
    {
        var t = stripT + CurrentT();
        if (Instance() is not { } symbol || !work.TakePixels(Math.Min((long)symbol.Width * symbol.Height, parameters.Width * parameters.Height)))
        {
            return false;
        }

        var (isRight, isBottom) = (parameters.Corner is ReferenceCorner.TopRight or ReferenceCorner.BottomRight, parameters.Corner is ReferenceCorner.BottomLeft or ReferenceCorner.BottomRight);
        var (advance, isFar) = parameters.IsTransposed ? (symbol.Height - 1, isBottom) : (symbol.Width - 1, isRight);
        if (isFar)
        {
            currentS += advance;
        }

        var (x, y) = parameters.IsTransposed ? (t, currentS) : (currentS, t);
        x -= isRight ? symbol.Width - 1 : 0;
        y -= isBottom ? symbol.Height - 1 : 0;
        if (!IsPlace(x) || !IsPlace(y))
        {
            return false;
        }

        region.Compose(symbol, (int)x, (int)y, parameters.Combination);
        if (!isFar)
        {
            currentS += advance;
        }

        return true;
    }

    private long CurrentT() =>
        parameters.LogStrips == 0 ? 0 : source.IsHuffman ? source.Bits(parameters.LogStrips) : source.NextInBand(slots.CurrentT);

    private BilevelImage? Instance()
    {
        var number = slots.NextSymbol(source);
        if (number < 0 || number >= symbols.Count)
        {
            return null;
        }

        var symbol = symbols[(int)number];
        if (parameters.Refinement is null || (source.IsHuffman ? source.Bits(1) : source.NextInBand(slots.IsRefined)) == 0)
        {
            return symbol;
        }

        var (width, height) = (source.NextInBand(slots.RefinedWidth), source.NextInBand(slots.RefinedHeight));
        var (x, y) = (source.NextInBand(slots.RefinedX), source.NextInBand(slots.RefinedY));
        return RefinementDecoder(source, slots) is { } decoder
            ? RefinementRegion.Decode(
                decoder, parameters.RefinementContexts, parameters.Refinement, symbol.Width + width, symbol.Height + height, symbol, (width >> 1) + x, (height >> 1) + y, work)
            : null;
    }

    /// <summary>What refinements are decoded with: the region's own decoder, or a new one over the bytes that follow a Huffman-coded size.</summary>
    public static ArithmeticDecoder? RefinementDecoder(ValueSource source, TextSlots slots)
    {
        if (source.Arithmetic is not null)
        {
            return source.Arithmetic;
        }

        return source.Bytes(source.NextInBand(slots.RefinedSize)) is { } data ? new ArithmeticDecoder(data) : null;
    }
}
