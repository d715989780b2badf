using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>
/// The filters of a stream in the order in which they are undone. <see cref="Decode"/> undoes those that are no image codecs and tells which one is left.
/// </summary>
internal sealed class FilterChain
{
    private FilterChain(IReadOnlyList<FilterStep> steps, Func<PdfObject, PdfObject> resolve) => (Steps, _resolve) = (steps, resolve);

    private readonly Func<PdfObject, PdfObject> _resolve;

    public IReadOnlyList<FilterStep> Steps { get; }

    /// <summary>The only filter is Flate (with or without a predictor).</summary>
    public bool IsFlateAlone => Steps is [{ Filter: PdfFilter.Flate }];

    /// <summary>
    /// What Filter and DecodeParms (or F and DP of an inline image) say. Null when a filter is unknown, or they are no names. Too many are a bomb and end the run.
    /// </summary>
    /// <param name="resolve">Follows a reference; gives other objects back as they are.</param>
    public static FilterChain? Read(PdfObject filter, PdfObject parameters, Func<PdfObject, PdfObject> resolve)
    {
        var steps = new List<FilterStep>();
        (filter, parameters) = (resolve(filter), resolve(parameters));
        if (filter.IsName)
        {
            steps.Add(new FilterStep(FilterStep.Named(filter), parameters.IsArray ? resolve(parameters.At(0)) : parameters));
        }
        else if (filter.IsArray)
        {
            var sets = parameters.Items;
            foreach (var item in filter.Items)
            {
                if (steps.Count == PdfLimits.MaxFilters)
                {
                    throw new BudgetExceededException(Reason.TooDeep, "filters");
                }

                // One dictionary instead of an array: some writers mean the only filter by it.
                var set = sets.MoveNext() ? resolve(sets.Current) : filter.Count == 1 && parameters.IsDictionary ? parameters : default;
                steps.Add(new FilterStep(FilterStep.Named(resolve(item)), set));
            }
        }
        else if (!filter.IsNull)
        {
            return null;
        }

        return steps.Exists(step => step.Filter == PdfFilter.Unknown) ? null : new FilterChain(steps, resolve);
    }

    /// <summary>Undoes filters up to the first image codec. What is damaged gives what could be read of it.</summary>
    public DecodedStream Decode(ReadOnlyMemory<byte> data, Budget budget, int limit = PdfLimits.MaxDecodedBytes)
    {
        var clean = true;
        for (var i = 0; i < Steps.Count; i++)
        {
            var step = Steps[i];
            if (step.IsImageCodec)
            {
                return new DecodedStream(data, step, Steps.Count - i - 1, clean);
            }

            if (step.Filter == PdfFilter.Crypt)
            {
                // Decryption comes before all filters and is not done here.
                continue;
            }

            var sink = new DecodeSink(budget, limit);
            clean &= Undo(step, data, sink);
            if (step.Filter is PdfFilter.Flate or PdfFilter.Lzw && step.Parameters.IsDictionary)
            {
                if (!Predictor.TryRead(step.Parameters, _resolve, out var predictor))
                {
                    clean = false;
                }
                else if (!predictor.IsNone)
                {
                    var rows = new DecodeSink(budget, limit);
                    predictor.Undo(sink.Span, rows);
                    sink = rows;
                }
            }

            sink.Charge();
            data = sink.Memory;
        }

        return new DecodedStream(data, default, 0, clean);
    }

    private bool Undo(FilterStep step, ReadOnlyMemory<byte> data, DecodeSink sink) => step.Filter switch
    {
        PdfFilter.Flate => FlateDecoder.Decode(data, sink),
        PdfFilter.Lzw => LzwStreamDecoder.Decode(data.Span, sink, _resolve(step.Parameters["EarlyChange"u8]) is { Kind: PdfKind.Integer, Integer: 0 } ? 0 : 1),
        PdfFilter.Ascii85 => AsciiDecoders.Decode85(data.Span, sink),
        PdfFilter.AsciiHex => AsciiDecoders.DecodeHex(data.Span, sink),
        PdfFilter.RunLength => AsciiDecoders.DecodeRuns(data.Span, sink),
        _ => false,
    };
}
