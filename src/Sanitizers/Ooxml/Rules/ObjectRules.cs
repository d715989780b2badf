using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>Objects of texts, sheets and slides: those whose file was rebuilt stay, opened by the program of what came out; all others go.</summary>
internal static class ObjectRules
{
    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        yield return (Vocabulary.Office, "OLEObject", new ElementRule { SurvivesDeadReference = true, Judge = static (element, scope) => Judge(element, "ProgID", scope) });
        yield return (Vocabulary.Slide, "oleObj", new ElementRule { SurvivesDeadReference = true, Judge = static (element, scope) => Judge(element, "progId", scope) });
        yield return (Vocabulary.Sheet, "oleObjects", new ElementRule { OnlyFilled = true, Judge = Objects });
        yield return (Vocabulary.Sheet, "oleObject", new ElementRule { SurvivesDeadReference = true, Judge = SheetObject });
        foreach (var name in (string[])["FieldCodes", "LinkType", "LockedField"])
        {
            // What belongs to objects that are linked.
            yield return (Vocabulary.Office, name, new ElementRule { Action = ElementAction.Drop });
        }
    }

    /// <summary>The file behind the relationship of an object; null when there is none that was rebuilt.</summary>
    public static PlannedPart? FileOf(string id, PartScope scope) => scope.Part.Find(id)?.Part is { Kind.IsEmbedded: true } part ? part : null;

    /// <summary>An object or control of a sheet stands in three places: here, as a shape of the drawing, and as a VML shape for older programs. Its number holds them together; the drawings are written after the sheet.</summary>
    public static void KeepShapes(ElementStart element, PartScope scope)
    {
        foreach (var relationship in scope.Part.Relationships)
        {
            if (relationship.Part is { Kind.Name: "drawing" or "vmlDrawing" } drawing)
            {
                drawing.KeptShapes.Add("_x0000_s" + element.Get("shapeId"));
            }
        }
    }

    private static ElementAction Objects(ElementStart element, PartScope scope)
    {
        if (scope.Facts.Office.RebuildEmbedded)
        {
            return ElementAction.Keep;
        }

        scope.Report(OoxmlCodes.Ole, FindingAction.Removed, element.LocalName);
        return ElementAction.Drop;
    }

    private static ElementAction SheetObject(ElementStart element, PartScope scope)
    {
        element.Remove(Vocabulary.None, "oleUpdate");
        element.Remove(Vocabulary.None, "autoLoad");
        if (element.Get("link") is not null || Judge(element, "progId", scope) == ElementAction.Drop)
        {
            return ElementAction.Drop;
        }

        KeepShapes(element, scope);
        return ElementAction.Keep;
    }

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
