using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>Actions (ISO 32000-2, 12.6): those that move inside the document and links that the policy allows; every other kind is left out and told.</summary>
internal static class ActionChoices
{
    public static void Complete(RuleTable table, ObjectRule destination)
    {
        var (goTo, uri, named, reset) = (table.Rule("GoTo"), table.Rule("URI"), table.Rule("Named"), table.Rule("ResetForm"));
        ObjectRule? Action(IRuleSubject subject, PdfObject value)
        {
            if (value.Kind != PdfKind.Dictionary)
            {
                return null;
            }

            var kind = subject.Get(value, "S"u8);
            switch (kind)
            {
                case var _ when kind.Is("GoTo"u8):
                    return goTo;
                case var _ when kind.Is("URI"u8):
                    var target = subject.Get(value, "URI"u8);
                    if (subject.Policy.Links == PdfLinkWay.Keep && LinkScheme.IsAllowed(target.Bytes))
                    {
                        return uri;
                    }

                    subject.Found(value, PdfCodes.Link, FindingAction.Removed, Encoding.Latin1.GetString(target.Bytes[..Math.Min(target.Bytes.Length, 120)]));
                    return null;
                case var _ when kind.Is("Named"u8) && IsMove(subject.Get(value, "N"u8)):
                    return named;
                case var _ when kind.Is("ResetForm"u8) && subject.Policy.KeepResetForm:
                    return reset;
                default:
                    subject.Found(value, PdfCodes.Action(kind.Bytes), FindingAction.Removed, Encoding.Latin1.GetString(kind.Bytes[..Math.Min(kind.Bytes.Length, 40)]));
                    return null;
            }
        }

        table.Role("Action").Choose = Action;
        table.Role("OpenAction").Choose = (subject, value) =>
        {
            if (value.IsArray)
            {
                return destination;
            }

            if (value.Kind == PdfKind.Dictionary && subject.Get(value, "S"u8).Is("GoTo"u8))
            {
                return goTo;
            }

            subject.Found(value, PdfCodes.OpenAction, FindingAction.Removed);
            if (value.Kind == PdfKind.Dictionary)
            {
                var _ = Action(subject, value);
            }

            return null;
        };
    }

    // Print, SaveAs, Close and the like are menu items of one viewer.
    private static bool IsMove(PdfObject name) => name.Is("NextPage"u8) || name.Is("PrevPage"u8) || name.Is("FirstPage"u8) || name.Is("LastPage"u8);
}
