using System.Text;
using Mugai.Policies;
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
        var (markup, link, widget, note, attachment) = (table.Rule("Markup"), table.Rule("Link"), table.Rule("Widget"), table.Rule("LinkNote"), table.Rule("FileAttachment"));
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
                return subject.Policy.Links == PdfLinkWay.Show && IsShown(subject, value) ? note : link;
            }

            if (subtype.Is("FileAttachment"u8))
            {
                var file = subject.Get(value, "FS"u8);
                if (file.Kind == PdfKind.Dictionary)
                {
                    // Told by the file itself when it goes.
                    return subject.TakesFile(file) ? attachment : null;
                }

                subject.Found(value, PdfCodes.EmbeddedFile, FindingAction.Removed);
                return null;
            }

            var name = Encoding.Latin1.GetString(subtype.Bytes);
            if (Markups.Contains(name))
            {
                return markup;
            }

            subject.Found(value, PdfCodes.Annotation(name), FindingAction.Removed, name.Length > 40 ? name[..40] : name);
            return null;
        };
        table.Role("FieldKid").Choose = table.Role("Annot").Choose;
        table.Role("FieldKid").Once = widget;
    }

    // A note takes the place of the link and says where it led.
    private static bool IsShown(IRuleSubject subject, PdfObject link)
    {
        var action = subject.Get(link, "A"u8);
        var target = subject.Get(action, "URI"u8);
        if (!subject.Get(action, "S"u8).Is("URI"u8) || !LinkScheme.IsAllowed(target.Bytes))
        {
            return false;
        }

        subject.Found(link, PdfCodes.Link, FindingAction.Neutralized, Encoding.Latin1.GetString(target.Bytes[..Math.Min(target.Bytes.Length, 120)]));
        return true;
    }
}
