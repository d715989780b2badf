using System.Collections.Frozen;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>The rule of every element, by name: listed and ordinary, listed with a closer look, or gone under a code that says what it was.</summary>
internal static class OdfRules
{
    private static readonly OdfRule Scripting = new() { Action = OdfAction.Drop, Code = OdfCodes.Script };

    private static readonly FrozenDictionary<(OdfSpace Space, string Name), OdfRule> Special = List().ToFrozenDictionary(entry => (entry.Space, entry.Name), entry => entry.Rule);

    public static OdfRule Find(OdfSpace space, string name) =>
        Special.TryGetValue((space, name), out var rule) ? rule
        : space == OdfSpace.Script ? Scripting
        : OdfWords.IsElement(space, name) ? OdfRule.Ordinary
        : OdfRule.Unlisted;

    private static IEnumerable<(OdfSpace Space, string Name, OdfRule Rule)> List() =>
        [.. Gone(), .. TextStays(), .. LinkRules.List(), .. PropertyRules.List(), .. SettingRules.List(), .. FormRules.List(), .. ReviewRules.List()];

    private static IEnumerable<(OdfSpace, string, OdfRule)> Gone()
    {
        (OdfSpace, string Names, string? Code)[] gone =
        [
            (OdfSpace.Office, "script", OdfCodes.Macro),
            (OdfSpace.Table, "error-macro", OdfCodes.Macro),
            (OdfSpace.Text, "script", OdfCodes.Script),
            (OdfSpace.Presentation, "sound", OdfCodes.Media),
            (OdfSpace.Animation, "audio command", OdfCodes.Media),
            (OdfSpace.Text, "section-source alphabetical-index-auto-mark-file", OdfCodes.ExternalReference),
            (OdfSpace.Table, "table-source cell-range-source", OdfCodes.ExternalReference),
            (OdfSpace.Office, "dde-source", OdfCodes.Dde),
            (OdfSpace.Text, "dde-connection-decl", OdfCodes.Dde),
            (OdfSpace.Table, "dde-link", OdfCodes.Dde),
            (OdfSpace.Text, "database-next database-row-select", OdfCodes.Database),
            (OdfSpace.Table, "database-source-query database-source-sql database-source-table source-service", OdfCodes.Database),
            (OdfSpace.Form, "connection-resource", OdfCodes.Form),
            (OdfSpace.Meta, "auto-reload", OdfCodes.ExternalReference),
            (OdfSpace.Meta, "hyperlink-behaviour", null),
            (OdfSpace.Svg, "font-face-src definition-src", OdfCodes.Font),
        ];
        foreach (var (space, names, code) in gone)
        {
            foreach (var name in names.Split(' '))
            {
                yield return (space, name, new OdfRule { Action = OdfAction.Drop, Code = code });
            }
        }

        // LibreOffice writes these containers also when there is nothing in them.
        yield return (OdfSpace.Office, "scripts", new OdfRule { Action = OdfAction.Drop, Code = OdfCodes.Macro, OnlyFilledIsTold = true });
        yield return (OdfSpace.Text, "dde-connection-decls", new OdfRule { Action = OdfAction.Drop, Code = OdfCodes.Dde, OnlyFilledIsTold = true });
        yield return (OdfSpace.Table, "dde-links", new OdfRule { Action = OdfAction.Drop, Code = OdfCodes.Dde, OnlyFilledIsTold = true });

        foreach (var (name, code) in ((string, string)[])[("applet", OdfCodes.Applet), ("plugin", OdfCodes.Media), ("floating-frame", OdfCodes.Frame), ("object-ole", OdfCodes.Ole)])
        {
            yield return (OdfSpace.Draw, name, new OdfRule { Action = OdfAction.Drop, Code = code, IsShown = true });
        }
    }

    /// <summary>Fields that fetch or run something: what they showed last stays as text.</summary>
    private static IEnumerable<(OdfSpace, string, OdfRule)> TextStays()
    {
        yield return (OdfSpace.Text, "execute-macro", new OdfRule { Action = OdfAction.Unwrap, Code = OdfCodes.Macro });
        yield return (OdfSpace.Text, "dde-connection", new OdfRule { Action = OdfAction.Unwrap, Code = OdfCodes.Dde });
        foreach (var name in (string[])["database-display", "database-name", "database-row-number"])
        {
            yield return (OdfSpace.Text, name, new OdfRule { Action = OdfAction.Unwrap, Code = OdfCodes.Database });
        }
    }
}
