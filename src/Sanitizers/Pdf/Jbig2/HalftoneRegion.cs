using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>Pattern dictionaries (T.88, 6.7) and halftone regions (6.6): a grid of gray values, each drawn as its pattern.</summary>
internal static class HalftoneRegion
{
    /// <summary>Null when the data is wrong or the limit is reached.</summary>
    public static List<BilevelImage>? DecodePatterns(ReadOnlyMemory<byte> data, bool isMmr, int template, int width, int height, long grayMax, Jbig2Work work)
    {
        var count = grayMax + 1;
        if (width == 0 || height == 0 || !work.TakeSymbols(count))
        {
            return null;
        }

        BilevelImage? all;
        if (isMmr)
        {
            all = GenericRegion.DecodeMmr(data.Span, count * width, height, work, out _);
        }
        else
        {
            var adaptive = GenericRegion.NominalPixels(template).ToArray();
            adaptive[0] = (-width, 0);
            all = GenericRegion.Decode(
                new ArithmeticDecoder(data), GenericRegion.NewContexts(template), new GenericParameters(template, false, adaptive), count * width, height, work);
        }

        if (all is null || !work.TakePixels(count * width * height))
        {
            return null;
        }

        var patterns = new List<BilevelImage>((int)count);
        for (var i = 0; i < count; i++)
        {
            patterns.Add(all.Columns(i * width, width));
        }

        return patterns;
    }

    /// <summary>Null when the data is wrong or the limit is reached.</summary>
    public static BilevelImage? Decode(ReadOnlyMemory<byte> data, HalftoneParameters parameters, IReadOnlyList<BilevelImage> patterns, Jbig2Work work)
    {
        var region = work.NewImage(parameters.Width, parameters.Height);
        if (region is null || patterns.Count == 0)
        {
            return null;
        }

        region.Fill(parameters.DefaultPixel);
        var pattern = patterns[0];
        var (gridWidth, gridHeight) = (parameters.GridWidth, parameters.GridHeight);
        if (gridWidth * gridHeight > int.MaxValue || !work.TakePixels(gridWidth * gridHeight))
        {
            return null;
        }

        var skip = parameters.SkipsOutside ? Outside(parameters, region, pattern, work) : null;
        if ((parameters.SkipsOutside && skip is null) || Gray(data, parameters, SymbolDictionary.SymbolBits(patterns.Count), skip, work) is not { } planes)
        {
            return null;
        }

        for (var m = 0; m < gridHeight; m++)
        {
            for (var n = 0; n < gridWidth; n++)
            {
                var gray = 0;
                foreach (var plane in planes)
                {
                    gray = (gray << 1) | plane[n, m];
                }

                var (x, y) = parameters.Place(m, n);
                if (!work.TakePixels((long)pattern.Width * pattern.Height))
                {
                    return null;
                }

                region.Compose(patterns[Math.Min(gray, patterns.Count - 1)], x, y, parameters.Combination);
            }
        }

        return region;
    }

    private static BilevelImage? Outside(HalftoneParameters parameters, BilevelImage region, BilevelImage pattern, Jbig2Work work)
    {
        var skip = work.NewImage(parameters.GridWidth, parameters.GridHeight);
        for (var m = 0; m < skip?.Height; m++)
        {
            for (var n = 0; n < skip.Width; n++)
            {
                var (x, y) = parameters.Place(m, n);
                if (x + pattern.Width <= 0 || x >= region.Width || y + pattern.Height <= 0 || y >= region.Height)
                {
                    skip.SetBlack(n, m);
                }
            }
        }

        return skip;
    }

    // The bit planes, highest first, no longer Gray coded (annex C).
    private static List<BilevelImage>? Gray(ReadOnlyMemory<byte> data, HalftoneParameters parameters, int bits, BilevelImage? skip, Jbig2Work work)
    {
        var planes = new List<BilevelImage>();
        var contexts = GenericRegion.NewContexts(parameters.Template);
        var generic = new GenericParameters(parameters.Template, false, GenericRegion.NominalPixels(parameters.Template));
        var decoder = parameters.IsMmr ? null : new ArithmeticDecoder(data);
        for (var i = 0; i < bits; i++)
        {
            BilevelImage? plane;
            if (decoder is null)
            {
                plane = GenericRegion.DecodeMmr(data.Span, parameters.GridWidth, parameters.GridHeight, work, out var used);
                data = data[used..];
            }
            else
            {
                plane = GenericRegion.Decode(decoder, contexts, generic, parameters.GridWidth, parameters.GridHeight, work, skip);
            }

            if (plane is null)
            {
                return null;
            }

            if (planes.Count > 0)
            {
                plane.Compose(planes[^1], 0, 0, Combination.Xor);
            }

            planes.Add(plane);
        }

        return planes;
    }
}
