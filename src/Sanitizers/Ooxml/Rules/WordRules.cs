using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>WordprocessingML: what acts, embeds or fetches. Fields are judged apart (<see cref="Word.FieldFilter"/>).</summary>
internal static class WordRules
{
    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        foreach (var (name, code) in Dropped)
        {
            yield return (Vocabulary.Word, name, new ElementRule { Action = ElementAction.Drop, Code = code });
        }

        yield return (Vocabulary.Word, "altChunk", new ElementRule { Action = ElementAction.Replace, Stand = static (element, scope, sink) => scope.Chunks?.WriteChunk(element, scope, sink) });
        yield return (Vocabulary.Word, "subDoc", new ElementRule { Action = ElementAction.Replace, Stand = static (element, scope, sink) => scope.Chunks?.WriteSubDocument(element, scope, sink) });
        foreach (var name in (string[])["smartTag", "customXml"])
        {
            // Tags for programs around ordinary text.
            yield return (Vocabulary.Word, name, new ElementRule { Action = ElementAction.Unwrap });
        }

        foreach (var name in (string[])["dataBinding", "webExtensionCreated", "webExtensionLinked"])
        {
            yield return (Vocabulary.Word15, name, new ElementRule { Action = ElementAction.Drop, Code = name == "dataBinding" ? null : OoxmlCodes.WebExtension });
        }

        yield return (Vocabulary.Word, "rsids", new ElementRule { Judge = static (_, scope) => scope.Facts.Office.RemoveMetadata ? ElementAction.Drop : ElementAction.Keep });
        yield return (Vocabulary.Word, "hyperlink", new ElementRule { MayLinkOut = true, SurvivesDeadReference = true, Judge = Hyperlink });
        yield return (Vocabulary.Word, "object", new ElementRule { Judge = ObjectToPicture, SurvivesDeadReference = true });
    }

    private static readonly (string Name, string? Code)[] Dropped =
    [
        ("control", OoxmlCodes.ActiveX),
        ("objectEmbed", OoxmlCodes.Ole),
        ("objectLink", OoxmlCodes.Ole),
        ("movie", OoxmlCodes.Media),
        ("attachedTemplate", OoxmlCodes.AttachedTemplate),
        ("linkStyles", null),
        ("mailMerge", OoxmlCodes.MailMerge),
        ("frameset", OoxmlCodes.Frame),
        ("saveThroughXslt", OoxmlCodes.ExternalRelationship),
        ("useXSLTWhenSaving", null),
        ("attachedSchema", OoxmlCodes.CustomXml),
        ("schemaLibrary", OoxmlCodes.CustomXml),
        ("smartTagType", null),
        ("smartTagPr", null),
        ("customXmlPr", null),
        ("dataBinding", null),
        ("scriptAnchor", OoxmlCodes.Script),
        ("entryMacro", OoxmlCodes.Action),
        ("exitMacro", OoxmlCodes.Action),
        // Base64 that belongs to add-ins and their private fields.
        ("fldData", null),
        ("binData", OoxmlCodes.BinaryData),
        ("printerSettings", null),
        ("embedRegular", null),
        ("embedBold", null),
        ("embedItalic", null),
        ("embedBoldItalic", null),
        ("embedTrueTypeFonts", null),
        ("embedSystemFonts", null),
        ("saveSubsetFonts", null),
        ("contentPart", OoxmlCodes.UnknownElement),
    ];

    private static ElementAction Hyperlink(ElementStart element, PartScope scope) =>
        element.HasDeadReference && element.Get(Vocabulary.Word, "anchor") is null ? ElementAction.Unwrap : ElementAction.Keep;

    /// <summary>An object's frame with its VML preview is a picture once the object itself is gone.</summary>
    private static ElementAction ObjectToPicture(ElementStart element, PartScope scope)
    {
        if (scope.Survey.Objects.TryGetValue(element.Mark, out var file) && ObjectRules.FileOf(file, scope) is not null)
        {
            return ElementAction.Keep;
        }

        element.LocalName = "pict";
        foreach (var name in (string[])["dxaOrig", "dyaOrig"])
        {
            element.Remove(Vocabulary.Word, name);
        }

        return ElementAction.Keep;
    }
}
