using System.Buffers;
using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.WebArchives;

/// <summary>
/// NAME: saved web pages (.mht, .mhtml), written anew as one safe HTML file: page.mht becomes page.html.
/// KEEPS: the page as <see cref="HtmlSanitizer"/> keeps it, and the pictures that were saved with it, each rebuilt, inside the file.
/// REMOVES: scripts, style sheets and frames that were saved beside the page, and everything that HTML loses by itself.
/// LIMITS: the first HTML leaf is the page; pages in its frames are dropped with a finding.
/// Standards: RFC 2557, RFC 2045–2049, RFC 2392.
/// </summary>
public sealed class WebArchiveSanitizer : ISanitizer
{
    private const int ChunkBytes = 32 * 1024;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Mht];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var archive = new WebArchiveReader(context.Budget);
        archive.Read(input.Content);
        if (archive.Leaves.FirstOrDefault(IsPage) is not { } page)
        {
            context.Report("", "mht.noPage", FindingAction.Removed);
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var others = archive.Leaves.Count(leaf => leaf != page && leaf.Type.Type != "image");
        if (others > 0)
        {
            context.Report("", "mht.part", FindingAction.Removed, others);
        }

        using var text = AsUtf8(page, context.Budget);
        var verdict = HtmlSanitizer.Sanitize(input with { Content = text, Format = Detection.Formats.Html }, output, context, new WebArchivePictures(page, archive.Leaves));
        return verdict with { OutputName = Stem(input.Name) + verdict.OutputFormat?.Extension };
    }

    private static bool IsPage(WebArchiveLeaf leaf) => leaf.Type.MediaType is "text/html" or "application/xhtml+xml";

    private static string Stem(UntrustedText name)
    {
        var raw = name.DangerousRaw;
        return raw.EndsWith(".mht", StringComparison.OrdinalIgnoreCase) ? raw[..^4]
            : raw.EndsWith(".mhtml", StringComparison.OrdinalIgnoreCase) ? raw[..^6]
            : raw.Length == 0 ? "page" : raw;
    }

    // The label of the leaf outranks what the page says of itself (WHATWG HTML 13.2.3.2, step 4); a mark tells the reader of the page so.
    private static ScratchStream AsUtf8(WebArchiveLeaf page, Budget budget)
    {
        var text = new ScratchStream(budget);
        page.Content!.Position = 0;
        if (page.Type.Charset is not { Length: > 0 } label)
        {
            page.Content.CopyTo(text);
            text.Position = 0;
            return text;
        }

        var decoder = CharsetDecoder.For(label);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var chars = new ArrayBufferWriter<char>(ChunkBytes);
        try
        {
            text.Write("\uFEFF"u8);
            int read;
            do
            {
                read = page.Content.Read(chunk, 0, ChunkBytes);
                budget.ChargeBytes(read);
                decoder.Decode(chunk.AsSpan(0, read), isFinal: read == 0, chars);
                text.Write(Encoding.UTF8.GetBytes(chars.WrittenSpan.ToArray()));
                chars.ResetWrittenCount();
            }
            while (read > 0);
            text.Position = 0;
            return text;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
