using System.Buffers;
using Mugai.Mime;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// NAME: .html files replaced by their text (テキスト抽出): page.html becomes page.html.txt.
/// KEEPS, REMOVES, LIMITS: those of <see cref="HtmlTextConverter"/>; the title is the first line.
/// Standards: WHATWG HTML 13.2 (tokenizing, encoding sniffing as far as 13.2.3.2 steps 1 to 4 and detection), RFC 3629.
/// Streams: memory does not grow with the file.
/// </summary>
public sealed class HtmlSanitizer : ISanitizer
{
    private const int ChunkBytes = 32_768;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Html];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var writer = new Utf8TextWriter(output);
        var converter = new HtmlTextConverter(writer, new HtmlTextOptions
        {
            Links = context.Policy.Links,
            Language = context.Policy.Language,
            WritesTitle = true,
            Budget = context.Budget,
        });
        var decoder = Convert(input.Content, converter);
        converter.Complete();
        writer.Complete();
        foreach (var finding in converter.Findings)
        {
            context.Report("", finding.Code, finding.Action, finding.Count, finding.Detail);
        }

        if (decoder.Replacements > 0)
        {
            context.Report("", "text.undecodable", FindingAction.Replaced, (int)Math.Min(decoder.Replacements, int.MaxValue));
        }

        var name = input.Name.IsEmpty ? null : input.Name.DangerousRaw + Detection.Formats.Txt.Extension;
        return PartVerdict.Replaced(Detection.Formats.Txt, name);
    }

    private static CharsetDecoder Convert(Stream content, HtmlTextConverter converter)
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
                decoder.Decode(chunk.AsSpan(from, read - from), isFinal: false, chars);
                converter.Write(chars.WrittenSpan);
                chars.ResetWrittenCount();
                from = 0;
                read = content.Read(chunk, 0, ChunkBytes);
            }

            decoder.Decode([], isFinal: true, chars);
            converter.Write(chars.WrittenSpan);
            return decoder;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
