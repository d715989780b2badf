using System.Buffers;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Privacy;
using Mugai.Sanitizers.SafeHtml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// NAME: .html files written anew as safe HTML, or replaced by their text (page.html becomes page.html.txt) where the policy says <c>families.html: text</c>.
/// KEEPS, REMOVES, LIMITS: those of <see cref="SafeHtmlWriter"/> and <see cref="HtmlTextConverter"/>; docs/formats/html.md.
/// Standards: WHATWG HTML 13.2 (tokenizing, encoding sniffing as far as 13.2.3.2 steps 1 to 4 and detection), RFC 3629.
/// Streams: memory does not grow with the file, pictures inside it aside.
/// </summary>
public sealed class HtmlSanitizer : ISanitizer
{
    private const int ChunkBytes = 32_768;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Html];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) => Sanitize(input, output, context, null);

    /// <summary>The same with pictures that came beside the page.</summary>
    internal static PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context, IPagePictures? pictures)
    {
        var numbers = MyNumberCount.For(context.Policy);
        var writer = new Utf8TextWriter(output, numbers: numbers);
        var verdict = context.Policy.WayFor(FileFamily.Html) == PartWay.Text ? AsText(input, writer, context) : AsPage(input, writer, context, pictures);
        writer.Complete();
        numbers?.Report(context, "");
        return verdict;
    }

    private static PartVerdict AsPage(PartInput input, Utf8TextWriter writer, ISanitizeContext context, IPagePictures? pictures)
    {
        var page = new SafeHtmlWriter(writer, input, context, pictures);
        var decoder = Decode(input.Content, page.Write, context.Budget);
        page.Complete();
        ReportCharset(decoder, context, isKept: true);
        return PartVerdict.Rebuilt(Detection.Formats.Html);
    }

    private static PartVerdict AsText(PartInput input, Utf8TextWriter writer, ISanitizeContext context)
    {
        var converter = new HtmlTextConverter(writer, new HtmlTextOptions
        {
            Links = context.Policy.Links,
            Language = context.Policy.Language,
            WritesTitle = true,
            Budget = context.Budget,
        });
        var decoder = Decode(input.Content, converter.Write, context.Budget);
        converter.Complete();
        foreach (var finding in converter.Findings)
        {
            context.Report("", finding.Code, finding.Action, finding.Count, finding.Detail);
        }

        ReportCharset(decoder, context, isKept: false);
        return ExtractedText.Verdict(input.Name);
    }

    private static void ReportCharset(CharsetDecoder decoder, ISanitizeContext context, bool isKept)
    {
        if (decoder.Replacements > 0)
        {
            context.Report("", "text.undecodable", FindingAction.Replaced, (int)Math.Min(decoder.Replacements, int.MaxValue));
        }

        if (isKept && decoder.UsedCharset is not ("utf-8" or "us-ascii"))
        {
            context.Report("", "text.charset", FindingAction.Rewritten, 1, new UntrustedText(decoder.UsedCharset));
        }
    }

    private delegate void TakesCharacters(ReadOnlySpan<char> characters);

    private static CharsetDecoder Decode(Stream content, TakesCharacters write, Budget budget)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var chars = new ArrayBufferWriter<char>(ChunkBytes);
        try
        {
            var read = content.ReadAtLeast(chunk, ChunkBytes, throwOnEndOfStream: false);
            var encoding = HtmlEncoding.Of(chunk.AsSpan(0, read));
            var decoder = CharsetDecoder.For(encoding.Label);
            var from = encoding.MarkLength;
            while (read > 0)
            {
                budget.ChargeBytes(read);
                decoder.Decode(chunk.AsSpan(from, read - from), isFinal: false, chars);
                write(chars.WrittenSpan);
                chars.ResetWrittenCount();
                from = 0;
                read = content.Read(chunk, 0, ChunkBytes);
            }

            decoder.Decode([], isFinal: true, chars);
            write(chars.WrittenSpan);
            return decoder;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
