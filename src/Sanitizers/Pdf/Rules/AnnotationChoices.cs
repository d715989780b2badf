using System.Text;
using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>
/// Annotations and form fields, which may be one object (ISO 32000-2, 12.5 and 12.7): both play one role, so that the page and the form refer to the same one.
/// </summary>
internal static class AnnotationChoices
{
    private static readonly HashSet<string> Markups = new(StringComparer.Ordinal)
    {
        "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "Redact",
        "Watermark", "PrinterMark",
    };

    public static void Complete(RuleTable table)
    {
        var (markup, link, widget) = (table.Rule("Markup"), table.Rule("Link"), table.Rule("Widget"));
        table.Role("Annot").Choose = (subject, value) =>
        {
            if (value.Kind != PdfKind.Dictionary)
            {
                return null;
            }

            var subtype = subject.Get(value, "Subtype"u8);
            if (subtype.Is("Widget"u8) || subtype.IsNull)
            {
                return widget;
            }

            if (subtype.Is("Link"u8))
            {
                return link;
            }

            var name = Encoding.Latin1.GetString(subtype.Bytes);
            if (Markups.Contains(name))
            {
                return markup;
            }

            subject.Found(value, PdfCodes.Annotation(name), FindingAction.Removed, name.Length > 40 ? name[..40] : name);
            return null;
        };
    }
}
