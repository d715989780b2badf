using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.OpenDocument.Filtering;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>Judges attribute values by what kind of value they are.</summary>
internal static class OdfValues
{
    // The services that LibreOffice makes form controls of (com.sun.star.form.component); any other name would make another object come to life.
    private static readonly HashSet<string> Controls = new(StringComparer.Ordinal)
    {
        "TextField", "PasswordField", "FormattedField", "NumericField", "CurrencyField", "PatternField", "DateField", "TimeField", "FixedText", "GroupBox", "ListBox", "ComboBox", "CheckBox",
        "RadioButton", "CommandButton", "ImageButton", "DatabaseImageControl", "GridControl", "HiddenControl", "ScrollBar", "SpinButton", "NavigationToolBar", "Form", "TextArea", "RichTextControl", "FileControl",
    };

    public static ValueKind KindOf(OdfSpace space, string name) => space switch
    {
        OdfSpace.Xmlns => ValueKind.Declaration,
        OdfSpace.None => OdfWords.IsMathAttribute(name) ? ValueKind.Free : ValueKind.Never,
        OdfSpace.XLink when name == "href" => ValueKind.Link,
        _ when !OdfWords.IsAttribute(space, name) => ValueKind.Never,
        OdfSpace.Number => ValueKind.Free,
        OdfSpace.Office when name is "string-value" or "value" => ValueKind.Free,
        OdfSpace.Style when name is "num-prefix" or "num-suffix" or "char" or "leader-text" or "leader-char" => ValueKind.Free,
        OdfSpace.Text when name is "bullet-char" or "string-value" or "string-value-if-true" or "string-value-if-false" or "prefix" or "suffix" => ValueKind.Free,
        OdfSpace.Text when name == "url" => ValueKind.Address,
        OdfSpace.Table or OdfSpace.Text when name is "formula" or "expression" => ValueKind.Formula,
        OdfSpace.Table or OdfSpace.Text or OdfSpace.Style when name == "condition" => ValueKind.Condition,
        OdfSpace.CalcExtension when name == "value" => ValueKind.Condition,
        OdfSpace.Form when name == "control-implementation" => ValueKind.Control,
        OdfSpace.Form when name is "linked-cell" or "source-cell-range" => ValueKind.Range,
        OdfSpace.OooOffice when name is "rsid" or "paragraph-rsid" => ValueKind.Session,
        _ when name.EndsWith("address", StringComparison.Ordinal) || name.EndsWith("addresses", StringComparison.Ordinal) || name.EndsWith("-range", StringComparison.Ordinal)
            || name.EndsWith("ranges", StringComparison.Ordinal) => ValueKind.Range,
        _ => ValueKind.Plain,
    };

    /// <summary>True when the value may stay; otherwise it was reported and the attribute goes. Links are not judged here.</summary>
    public static bool Keep(OdfName name, string value, OdfScope scope)
    {
        switch (name.Value)
        {
            case ValueKind.Never:
                scope.Report(OdfCodes.UnknownAttribute, FindingAction.Removed, name.LocalName + " " + name.Uri);
                return false;
            case ValueKind.Declaration:
                return OdfSpaces.Find(value) is not (OdfSpace.Unknown or OdfSpace.None);
            case ValueKind.Address:
                return value.Length == 0 || HyperlinkTarget.IsSafe(value) || Refuse(OdfCodes.Hyperlink, value, scope);
            case ValueKind.Formula or ValueKind.Condition:
                return OdfFormula.CodeOf(value, name.Value == ValueKind.Condition, scope.NamespaceOf) is not { } code || Refuse(code, (scope.Sheet.Length > 0 ? scope.Sheet + ": " : "") + value, scope);
            case ValueKind.Range:
                return OdfFormula.CodeOfRange(value) is not { } outside || Refuse(outside, value, scope);
            case ValueKind.Control:
                return IsControl(value, scope) || Refuse(OdfCodes.Form, value, scope);
            case ValueKind.Session:
                return !scope.HidesAuthors || Refuse(OdfCodes.Metadata, "rsid", scope);
            case ValueKind.Plain:
                return !HyperlinkTarget.ReachesOutside(value) || Refuse(OdfCodes.Path, value, scope);
            default:
                return true;
        }
    }

    private static bool IsControl(string value, OdfScope scope)
    {
        const string Service = "com.sun.star.form.component.";
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var service = value[(colon + 1)..];
        return (colon < 0 || scope.NamespaceOf(value[..colon]) == "http://openoffice.org/2004/office")
            && service.StartsWith(Service, StringComparison.Ordinal) && Controls.Contains(service[Service.Length..]);
    }

    private static bool Refuse(string code, string detail, OdfScope scope)
    {
        scope.Report(code, FindingAction.Removed, detail);
        return false;
    }
}
