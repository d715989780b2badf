using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>
/// NAME: .p21 .step .stp (ISO 10303-21) and .sfc (SXF) written anew, a statement or a feature a line.
/// KEEPS: the header, every entity instance with its numbers and references, the features of SXF; the charset (UTF-8 or CP932).
/// REMOVES: comments, anchor, reference and signature sections, strings that lead out of the file (paths, addresses, names of files where an entity says that they are such), unknown features.
/// LIMITS: the meaning of entities is not checked. Scopes of the first edition, strings over 64 KiB, statements over 8 MiB: Blocked. Never tried on a real file of a Japanese CAD program.
/// Standards: ISO 10303-21:2016, SXF Ver. 2 and 3 (feature comments). Linear; a statement is what is held.
/// </summary>
public sealed class ExchangeSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Step, Detection.Formats.Sfc];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        context.Budget.ChargeBytes(2 * input.Content.Length);
        var isUtf8 = CadCharset.ReadsAsUtf8(input.Content, out _);
        SkipMark(input.Content);
        var asText = context.Policy.WayFor(FileFamily.Cad) == PartWay.Text;
        var tokens = new ExchangeTokens(input.Content, isDoubleByte: !isUtf8, context.Budget);
        var rebuild = new ExchangeRebuild(tokens, CadCharset.Of(isUtf8, ""), output, asText, context);
        if (!rebuild.Run())
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (!asText && CadCharset.IsAmbiguous(output, isUtf8))
        {
            return PartVerdict.Blocked(Reason.Ambiguous);
        }

        rebuild.Report();
        return asText ? ExtractedText.Verdict(input.Name) : PartVerdict.Rebuilt(input.Format);
    }

    private static void SkipMark(Stream content)
    {
        Span<byte> mark = stackalloc byte[3];
        content.Position = 0;
        if (content.ReadAtLeast(mark, 3, throwOnEndOfStream: false) < 3 || !mark.SequenceEqual<byte>([0xEF, 0xBB, 0xBF]))
        {
            content.Position = 0;
        }
    }
}
