using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>DrawingML, charts, diagrams and VML, which all three applications share.</summary>
internal static class DrawingRules
{
    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        yield return (Vocabulary.Drawing, "blip", new ElementRule { SurvivesDeadReference = true, Judge = Blip });
        yield return (Vocabulary.Svg, "svgBlip", new ElementRule { Judge = SvgBlip });
        foreach (var name in (string[])["hlinkClick", "hlinkHover", "hlinkMouseOver"])
        {
            yield return (Vocabulary.Drawing, name, new ElementRule { MayLinkOut = true, SurvivesDeadReference = true, Judge = Click });
        }

        foreach (var name in (string[])["audioFile", "videoFile", "wavAudioFile"])
        {
            yield return (Vocabulary.Drawing, name, new ElementRule { SurvivesDeadReference = true, Judge = MediaRules.File });
        }

        foreach (var name in (string[])["quickTimeFile", "audioCd", "snd"])
        {
            yield return (Vocabulary.Drawing, name, new ElementRule { Action = ElementAction.Drop, Code = OoxmlCodes.Media });
        }

        foreach (var (vocabulary, name) in ((Vocabulary, string)[])
        [
            (Vocabulary.Drawing, "ext"), (Vocabulary.Drawing, "extLst"), (Vocabulary.Chart, "ext"), (Vocabulary.Chart, "extLst"), (Vocabulary.Drawing14, "imgProps"),
        ])
        {
            yield return (vocabulary, name, new ElementRule { OnlyFilled = true });
        }

        yield return (Vocabulary.Chart, "f", new ElementRule { Text = SheetRules.Reference });
        yield return (Vocabulary.ChartEx, "f", new ElementRule { Text = SheetRules.Reference });
        foreach (var rule in Vml())
        {
            yield return rule;
        }
    }

    private static IEnumerable<(Vocabulary, string, ElementRule)> Vml()
    {
        foreach (var name in (string[])["shape", "rect", "oval", "roundrect", "line", "polyline", "image"])
        {
            yield return (Vocabulary.Vml, name, new ElementRule { SurvivesDeadReference = true, Judge = Shape });
        }

        foreach (var name in (string[])["imagedata", "fill", "stroke", "background", "textbox", "group", "shapetype"])
        {
            yield return (Vocabulary.Vml, name, new ElementRule { SurvivesDeadReference = true });
        }

        foreach (var name in (string[])["FmlaMacro", "FmlaPict", "Script", "ScriptText", "ScriptExtended", "ScriptLocation", "ScriptLanguage", "DDE"])
        {
            yield return (Vocabulary.OfficeExcel, name, new ElementRule { Action = ElementAction.Drop, Code = OoxmlCodes.Action });
        }

        foreach (var name in (string[])["xml", "div", "font", "span", "b", "i", "u", "s", "br", "p", "sub", "sup"])
        {
            yield return (Vocabulary.None, name, new ElementRule());
        }
    }

    /// <summary>A picture that was linked from outside shows the placeholder, embedded.</summary>
    private static ElementAction Blip(ElementStart element, PartScope scope)
    {
        var at = element.Attributes.FindIndex(static a => a.Vocabulary == Vocabulary.R && a.LocalName == "link");
        if (at < 0)
        {
            return ElementAction.Keep;
        }

        if (element.Get(Vocabulary.R, "embed") is null or "")
        {
            element.Remove(Vocabulary.R, "embed");
            at = element.Attributes.FindIndex(static a => a.Vocabulary == Vocabulary.R && a.LocalName == "link");
            element.Attributes[at] = element.Attributes[at] with { LocalName = "embed" };
        }
        else
        {
            element.Attributes.RemoveAt(at);
        }

        return ElementAction.Keep;
    }

    /// <summary>Beside every SVG stands a raster picture for older programs; it remains when the SVG did not come out as one.</summary>
    private static ElementAction SvgBlip(ElementStart element, PartScope scope) =>
        element.Get(Vocabulary.R, "embed") is { } id && scope.Part.Find(id)?.Part is { Name: var name } && PartName.ExtensionOf(name) == ".svg"
            ? ElementAction.Keep
            : ElementAction.Drop;

    /// <summary>Jumps inside the presentation stay, links of a safe kind stay; programs, macros, OLE verbs, other files do not.</summary>
    private static ElementAction Click(ElementStart element, PartScope scope)
    {
        element.Remove(Vocabulary.None, "invalidUrl");
        var action = element.Get("action");
        if (string.IsNullOrEmpty(action))
        {
            return !element.HasDeadReference && element.Get(Vocabulary.R, "id") is { Length: > 0 } ? ElementAction.Keep : ElementAction.Drop;
        }

        var question = action.IndexOf('?', StringComparison.Ordinal);
        var verb = (question < 0 ? action : action[..question]).ToLowerInvariant();
        var isSafe = verb switch
        {
            "ppaction://noaction" or "ppaction://hlinkshowjump" or "ppaction://customshow" => !element.HasDeadReference,
            "ppaction://media" => scope.Part.HasMedia && !element.HasDeadReference,
            "ppaction://hlinksldjump" => element.Get(Vocabulary.R, "id") is { } id && scope.Part.Find(id)?.Part is not null,
            _ => false,
        };
        if (!isSafe)
        {
            scope.Report(OoxmlCodes.Action, FindingAction.Removed, action);
            return ElementAction.Drop;
        }

        return ElementAction.Keep;
    }

    /// <summary>In Excel every VML shape but a comment's is a control, a button or an object's preview; elsewhere shapes are pictures.</summary>
    private static ElementAction Shape(ElementStart element, PartScope scope)
    {
        if (scope.Survey.Controls.TryGetValue(element.Mark, out var shape) && !scope.Part.KeptShapes.Contains(shape))
        {
            scope.Report(OoxmlCodes.ActiveX, FindingAction.Removed);
            return ElementAction.Drop;
        }

        return scope.Facts.Office.RemoveComments && scope.Survey.Notes.Contains(element.Mark) ? ElementAction.Drop : ElementAction.Keep;
    }
}
