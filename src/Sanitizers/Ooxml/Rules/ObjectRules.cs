using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>Objects of texts and slides: those whose file was rebuilt stay, opened by the program of what came out; all others go.</summary>
internal static class ObjectRules
{
    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        yield return (Vocabulary.Office, "OLEObject", new ElementRule { SurvivesDeadReference = true, Judge = static (element, scope) => Judge(element, "ProgID", scope) });
        yield return (Vocabulary.Slide, "oleObj", new ElementRule { SurvivesDeadReference = true, Judge = static (element, scope) => Judge(element, "progId", scope) });
        foreach (var name in (string[])["FieldCodes", "LinkType", "LockedField"])
        {
            // What belongs to objects that are linked.
            yield return (Vocabulary.Office, name, new ElementRule { Action = ElementAction.Drop });
        }
    }

    /// <summary>The file behind the relationship of an object; null when there is none that was rebuilt.</summary>
    public static PlannedPart? FileOf(string id, PartScope scope) => scope.Part.Find(id)?.Part is { Kind.IsEmbedded: true } part ? part : null;

    private static ElementAction Judge(ElementStart element, string program, PartScope scope)
    {
        if (element.Get(Vocabulary.R, "id") is { } id && FileOf(id, scope) is { } file && element.Get("Type") is null or "Embed")
        {
            element.Set(Vocabulary.None, program, EmbeddedFiles.ProgramOf(file.Name));
            element.Remove(Vocabulary.None, "UpdateMode");
            return ElementAction.Keep;
        }

        scope.Report(OoxmlCodes.Ole, FindingAction.Removed, element.LocalName);
        return ElementAction.Drop;
    }
}
