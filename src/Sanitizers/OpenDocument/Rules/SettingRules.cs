using System.Globalization;
using Mugai.Sanitizers.OpenDocument.Filtering;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>
/// settings.xml holds how a document is laid out and seen, and whatever else a program left there: printers, data sources, paths, macro settings. Switches and numbers stay, because they
/// can hold nothing; texts stay by name; the rest goes.
/// </summary>
internal static class SettingRules
{
    private const int MaxTextChars = 1_024;

    // Sets of one bit per layer, and the digest of a password.
    private const int MaxBinaryChars = 256;

    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "ViewId", "ActiveTable", "Language", "Country", "Variant", "BeginLine", "EndLine", "SelectedPage", "GridCoordinates", "PageKind", "EditMode", "ApplyTo",
    };

    private static readonly HashSet<string> ShortBinaries = new(StringComparer.Ordinal) { "VisibleLayers", "LockedLayers", "PrintableLayers", "RedlineProtectionKey" };

    // Session marks, which tie versions of a document together.
    private static readonly HashSet<string> Sessions = new(StringComparer.Ordinal) { "Rsid", "RsidRoot" };

    public static IEnumerable<(OdfSpace, string, OdfRule)> List()
    {
        yield return (OdfSpace.Config, "config-item-set", new OdfRule { Judge = Set });
        yield return (OdfSpace.Config, "config-item-map-named", new OdfRule { Judge = Map });
        yield return (OdfSpace.Config, "config-item", new OdfRule { Text = Item });
    }

    private static OdfAction Set(OdfElement element, OdfScope scope)
    {
        var name = element.Get(OdfSpace.Config, "name") ?? "";
        var local = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (local is "view-settings" or "configuration-settings" or "document-settings")
        {
            return OdfAction.Keep;
        }

        scope.Report(OdfCodes.Settings, FindingAction.Removed, name);
        return OdfAction.Drop;
    }

    private static OdfAction Map(OdfElement element, OdfScope scope)
    {
        var name = element.Get(OdfSpace.Config, "name") ?? "";
        // The maps of Calc: one entry per sheet, under the sheet's name.
        if (name is "Tables" or "Views" or "ForbiddenCharacters")
        {
            return OdfAction.Keep;
        }

        scope.Report(OdfCodes.Settings, FindingAction.Removed, name);
        return OdfAction.Drop;
    }

    private static string? Item(OdfElement element, string text, OdfScope scope)
    {
        var name = element.Get(OdfSpace.Config, "name") ?? "";
        var type = element.Get(OdfSpace.Config, "type") ?? "";
        var isKept = type switch
        {
            "boolean" => text is "true" or "false",
            "short" or "int" or "long" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "double" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "string" => Texts.Contains(name) && text.Length <= MaxTextChars,
            "base64Binary" => ShortBinaries.Contains(name) && text.Length <= MaxBinaryChars,
            _ => false,
        };
        if (isKept && scope.HidesAuthors && Sessions.Contains(name))
        {
            scope.Report(OdfCodes.Metadata, FindingAction.Removed, name);
            return null;
        }

        if (!isKept && text.Length > 0)
        {
            scope.Report(name.StartsWith("Printer", StringComparison.Ordinal) ? OdfCodes.PrinterSettings : OdfCodes.Settings, FindingAction.Removed, name);
        }

        return isKept ? text : null;
    }
}
