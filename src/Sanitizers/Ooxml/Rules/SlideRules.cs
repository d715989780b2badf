using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>PresentationML: objects, controls, media and their timing, tags, sounds, publishing.</summary>
internal static class SlideRules
{
    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        yield return (Vocabulary.Slide, "graphicFrame", new ElementRule { Judge = Frame });
        foreach (var (name, code) in Dropped)
        {
            yield return (Vocabulary.Slide, name, new ElementRule { Action = ElementAction.Drop, Code = code });
        }

        foreach (var name in (string[])
            ["controls", "custDataLst", "childTnLst", "subTnLst", "tnLst", "timing", "par", "seq", "excl", "ext", "extLst", "sldIdLst", "sldMasterIdLst", "sldLayoutIdLst", "notesMasterIdLst", "handoutMasterIdLst"])
        {
            yield return (Vocabulary.Slide, name, new ElementRule { OnlyFilled = true });
        }

        yield return (Vocabulary.Slide14, "media", new ElementRule { SurvivesDeadReference = true, Judge = MediaRules.File });
        foreach (var name in (string[])["audio", "video"])
        {
            yield return (Vocabulary.Slide, name, new ElementRule { Judge = MediaRules.Timing });
        }

        yield return (Vocabulary.Slide, "cmd", new ElementRule { Judge = MediaRules.Command });
    }

    private static readonly (string Name, string? Code)[] Dropped =
    [
        ("control", OoxmlCodes.ActiveX),
        ("embeddedFontLst", null),
        ("smartTags", null),
        ("tags", null),
        ("custData", null),
        // The sound of a change of slides.
        ("sndAc", null),
        ("htmlPubPr", OoxmlCodes.Metadata),
        ("contentPart", OoxmlCodes.UnknownElement),
    ];

    /// <summary>A frame around an OLE object gives way to the object's preview; the picture takes over its id, because animations name it.</summary>
    private static ElementAction Frame(ElementStart element, PartScope scope)
    {
        if (!scope.Survey.OleFrames.TryGetValue(element.Mark, out var frame))
        {
            return ElementAction.Keep;
        }

        if (frame.Files.All(file => ObjectRules.FileOf(file, scope) is not null))
        {
            return ElementAction.Keep;
        }

        scope.Report(OoxmlCodes.Ole, frame.HasPicture ? FindingAction.Replaced : FindingAction.Removed, frame.Name);
        return frame.HasPicture ? ElementAction.KeepPicture : ElementAction.Drop;
    }
}
