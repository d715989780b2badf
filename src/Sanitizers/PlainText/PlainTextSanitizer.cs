using System.Buffers;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Privacy;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// NAME: .txt, .csv and .tsv rewritten as UTF-8 (or CP932 where the policy keeps it) with CRLF line ends.
/// KEEPS: every visible character; the cells of a table, their quotes and line ends.
/// REMOVES: controls, direction and invisible format characters; what would make a cell run as a formula.
/// LIMITS: charsets without a mark are detected from the first 8 KiB after the first byte that is not ASCII.
/// Standards: RFC 3629, RFC 4180, UAX 9, WHATWG Encoding. Streams: memory does not grow with the file.
/// </summary>
public sealed class PlainTextSanitizer : ISanitizer
{
    private const int ChunkBytes = 65_536;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Txt, Detection.Formats.Csv, Detection.Formats.Tsv];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            // Room for a mark and some apostrophes.
            var expected = (input.Content.CanSeek ? input.Content.Length : ChunkBytes) + 64;
            var numbers = MyNumberCount.For(context.Policy);
            var writer = new Utf8TextWriter(output, expected, numbers);
            var table = input.Format.Name == Detection.Formats.Txt.Name ? null : new TableText(writer, input.Format.Name, context.Policy.NeutralizeCsvFormulas, expected);
            var text = new TextIntake(writer, table, context.Policy);
            int kept = 0, read;

            // Chunks are filled whatever the stream gives at once: the choice of a charset must not depend on it.
            while ((read = input.Content.ReadAtLeast(chunk.AsSpan(kept, ChunkBytes - kept), ChunkBytes - kept, throwOnEndOfStream: false)) > 0)
            {
                context.Budget.ChargeBytes(read);
                kept = text.Take(chunk.AsSpan(0, kept + read));
            }

            text.Complete(chunk.AsSpan(0, kept));
            if (text.IsBinary)
            {
                return PartVerdict.Blocked(Reason.Corrupt);
            }

            if (text.IsOther && output.CanSeek && FormatDetector.Detect(output, input.Name).Format is var format && Formats.All(own => own.Name != format.Name))
            {
                // With its controls out, or in UTF-8, it begins as a document that programs open as such whatever the name says.
                return PartVerdict.Blocked(Reason.Ambiguous);
            }

            text.Report(context);
            table?.Report(context);
            numbers?.Report(context, "");
            output.Seek(0, SeekOrigin.End);
            return PartVerdict.Rebuilt(input.Format);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
