using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Svg;

/// <summary>
/// NAME: SVG drawings (.svg, .svgz), written anew as .svg in UTF-8.
/// KEEPS: shapes, text, font names, gradients, patterns, masks, clip paths, markers, filters, symbols, animation of looks, style sheets and attributes
/// as far as <see cref="SvgVocabulary"/> goes; pictures inside as data: URIs after their own sanitizer; title and description.
/// REMOVES: scripts, event handlers, foreignObject, everything that is loaded from or leads outside (links keep what they show), animation of
/// references, DOCTYPE, entities, processing instructions, comments, metadata and data of editors.
/// LIMITS: <see cref="SvgLimits"/>; <see cref="DrawnCost"/> refuses drawings that grow without end when shown. A document that is not well-formed is Blocked.
/// Standards: SVG 1.1 (2nd ed.), SVG 2, CSS Syntax 3, XML 1.0, RFC 2397 (data:).
/// </summary>
public sealed class SvgSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Svg];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var tally = new FindingTally();
        var verdict = Rebuild(input, output, context, tally);
        tally.Report(context);
        return verdict;
    }

    private static PartVerdict Rebuild(PartInput input, Stream output, ISanitizeContext context, FindingTally tally)
    {
        try
        {
            using var source = new SvgInput(input.Content, context.Budget);
            if (source.IsCompressed)
            {
                tally.Add("", SvgCodes.Compressed, FindingAction.Rewritten);
            }

            if (source.HasInternalSubset)
            {
                tally.Add("", SvgCodes.DocumentType, FindingAction.Removed);
            }

            var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize, CloseOutput = false };
            using var writer = XmlWriter.Create(output, settings);
            var rewriter = new SvgRewriter(source, writer, input.Path, context, tally);
            if (!rewriter.Run())
            {
                return PartVerdict.Blocked(Reason.Corrupt);
            }

            if (rewriter.Drawn > SvgLimits.MaxDrawn)
            {
                tally.Add("", SvgCodes.Expansion, FindingAction.Removed);
                return PartVerdict.Blocked(Reason.Budget);
            }
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            tally.Add("", SvgCodes.Malformed, FindingAction.Removed, e is XmlException xml ? $"line {xml.LineNumber}" : "gzip");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var name = input.Name.DangerousRaw;
        return PartVerdict.Rebuilt(Detection.Formats.Svg, name.EndsWith(".svgz", StringComparison.OrdinalIgnoreCase) ? name[..^1] : null);
    }
}
