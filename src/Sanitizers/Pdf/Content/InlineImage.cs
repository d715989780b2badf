using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>
/// An inline image (ISO 32000-2, 8.9.7). Its length is nowhere written: "EI" may stand in its data by chance, or be put there so that one reader sees operators where
/// another sees pixels. So the end is found by decoding, the data is decoded and coded anew with its length told (L), and no new data holds a free-standing EI.
/// </summary>
internal static class InlineImage
{
    // Places of EI that are tried by decoding up to them. Data holds one by chance every 16 million bytes.
    private const int MaxCandidates = 8;

    // More entries than an image can have.
    private const int MaxDictionaryTokens = 2_000;

    /// <summary>Takes the image whose BI ends at <paramref name="position"/> and moves behind its EI, or to the end when there is none.</summary>
    public static void Rewrite(
        ReadOnlyMemory<byte> content, ref int position, ContentWriter writer, IContentResources? resources, ContentFindings findings, Budget budget)
    {
        var span = content.Span;
        if (!FindData(span, position, out var dictionaryEnd, out var data))
        {
            findings.InlineImages++;
            position = data;
            return;
        }

        var source = new byte[dictionaryEnd - position + 4];
        "<<"u8.CopyTo(source);
        span[position..dictionaryEnd].CopyTo(source.AsSpan(2));
        ">>"u8.CopyTo(source.AsSpan(source.Length - 2));
        var at = 0;
        var tree = new PdfParser(budget).Parse(source, source.Length, ref at, 0, 0, null)?.ToTree(source, 0, 0);
        var header = tree is null ? null : InlineImageHeader.Read(tree.Root, resources);
        position = Take(content, data, header, writer, findings, budget);
    }

    private static bool FindData(ReadOnlySpan<byte> span, int position, out int dictionaryEnd, out int data)
    {
        var lexer = new PdfLexer(span, position);
        for (var count = 0; count < MaxDictionaryTokens; count++)
        {
            var token = lexer.Read();
            if (token == PdfToken.Keyword && lexer.TokenBytes.SequenceEqual("ID"u8))
            {
                (dictionaryEnd, data) = (lexer.Start, Math.Min(lexer.Position + 1, span.Length));
                return true;
            }

            if (token == PdfToken.End || (token == PdfToken.Keyword && lexer.TokenBytes.SequenceEqual("EI"u8)))
            {
                break;
            }
        }

        (dictionaryEnd, data) = (0, lexer.Position);
        return false;
    }

    // Where to go on.
    private static int Take(ReadOnlyMemory<byte> content, int data, InlineImageHeader? header, ContentWriter writer, ContentFindings findings, Budget budget)
    {
        var span = content.Span;
        if (header is null)
        {
            findings.InlineImages++;
            return AfterFirst(span, data);
        }

        if (header.HasCrLf(span, data))
        {
            data++;
        }

        // Without filters the length is known, and so it may be with L.
        foreach (var length in (ReadOnlySpan<long>)[header.Filters.Steps.Count == 0 ? header.SampleBytes : -1, header.Length])
        {
            if (length >= 0 && length <= span.Length - data && EndsAt(span, data + (int)length, out var behind)
                && InlineImageData.Decode(header, content.Slice(data, (int)length), budget) is { IsWhole: true } exact)
            {
                exact.Write(header, writer);
                return behind;
            }
        }

        var from = data;
        InlineImageData? first = null;
        var afterFirst = span.Length;
        for (var i = 0; i < MaxCandidates && NextEnd(span, from, data, out var end, out var behind); i++)
        {
            var decoded = InlineImageData.Decode(header, content[data..end], budget);
            if (decoded is { IsWhole: true })
            {
                decoded.Write(header, writer);
                return behind;
            }

            if (first is null)
            {
                (first, afterFirst) = (decoded, behind);
            }

            from = end + 2;
        }

        // Not what the dictionary says: what there is of it, up to the first EI, as readers show it.
        findings.InlineImages++;
        first?.Write(header, writer);
        return first is null ? AfterFirst(span, data) : afterFirst;
    }

    private static int AfterFirst(ReadOnlySpan<byte> span, int data) => NextEnd(span, data, data, out _, out var behind) ? behind : span.Length;

    // White space and EI stand at "at", or EI alone.
    private static bool EndsAt(ReadOnlySpan<byte> span, int at, out int behind)
    {
        var start = at;
        while (at < span.Length && at - start < 4 && PdfLexer.IsSpace(span[at]))
        {
            at++;
        }

        behind = at + 2;
        return IsEnd(span, at);
    }

    private static bool IsEnd(ReadOnlySpan<byte> span, int at) =>
        at + 2 <= span.Length && span[at] == 'E' && span[at + 1] == 'I' && (at + 2 == span.Length || !PdfLexer.IsRegular(span[at + 2]));

    // The next EI with white space in front, which is no data, unless the data has no bytes.
    private static bool NextEnd(ReadOnlySpan<byte> span, int from, int data, out int end, out int behind)
    {
        while (from < span.Length && span[from..].IndexOf("EI"u8) is >= 0 and var found)
        {
            var at = from + found;
            if (IsEnd(span, at) && (at == data || PdfLexer.IsSpace(span[at - 1])))
            {
                (end, behind) = (at, at + 2);
                return true;
            }

            from = at + 2;
        }

        (end, behind) = (span.Length, span.Length);
        return false;
    }
}
