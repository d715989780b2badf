using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Hangul;

/// <summary>
/// NAME: .hwp (HWP 5) and .hwpx documents of Hangul, replaced by their text: x.hwp becomes x.hwp.txt.
/// KEEPS: the text of all sections in their order, a paragraph or cell a line.
/// REMOVES: everything else; there is no rebuilding here.
/// LIMITS: HWP 3 and older, distribution documents and DRM: Blocked. With a password: Held. 1 MiB of text in a paragraph. Never tried on a real file.
/// Standards: Hancom HWP document file format 5.0 rev 1.3 (3.2.1, 4.1, 4.3.2); KS X 6101 OWPML. Linear; a paragraph is what is held.
/// </summary>
public sealed class HangulSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Hwp, Detection.Formats.Hwpx];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var verdict = ExtractedText.Write(input.Name, output, context, text =>
            (input.Format == Detection.Formats.Hwp ? HwpText.Write(input.Content, text, context.Budget) : HwpxText.Write(input.Content, text, context.Budget)) switch
            {
                Reason.None => null,
                Reason.Encrypted => PartVerdict.Held(Reason.Encrypted),
                var refusal => PartVerdict.Blocked(refusal),
            },
            Reason.Unsupported);
        if (verdict.Outcome == Outcome.Replaced)
        {
            context.Report("", "hangul.layout", FindingAction.Removed);
        }

        return verdict;
    }
}
