using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Text;

/// <summary>
/// The text of a document in the order in which people read it: header, body with its notes and comments where they stand, footer; sheets under their names; slides with their notes. Throws on broken XML.
/// </summary>
internal static class OdfText
{
    public static PartVerdict Write(OdfPackage package, OdfKind kind, UntrustedText name, Stream output, ISanitizeContext context, FindingTally tally)
    {
        if (!package.Entries.ContainsKey("content.xml"))
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        OdfLeftovers.ReportActive(package, tally);
        return ExtractedText.Write(name, output, context, text =>
        {
            Walk("styles.xml", OdfFlow.Headers);
            Walk("content.xml", kind.Body);
            Walk("styles.xml", OdfFlow.Footers);
            return null;

            void Walk(string part, string root)
            {
                if (package.Entries.ContainsKey(part))
                {
                    using var reader = package.OpenXml(part);
                    new OdfFlow(reader, text, root, context.Policy).Write();
                }
            }
        },
        Reason.Unsupported);
    }
}
