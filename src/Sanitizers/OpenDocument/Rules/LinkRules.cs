using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.OpenDocument.Filtering;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>Elements whose xlink:href may stay: hyperlinks by scheme, pictures and objects that are in the package and came out clean.</summary>
internal static class LinkRules
{
    // What a click in a presentation may do: walk through it. The rest runs a program or a macro, plays something, or opens another file.
    private static readonly HashSet<string> Walks = new(StringComparer.Ordinal) { "none", "previous-page", "next-page", "first-page", "last-page", "last-visited-page", "stop", "show" };

    public static IEnumerable<(OdfSpace Space, string Name, OdfRule Rule)> List() => Judged().Select(static entry => (entry.Space, entry.Name, entry.Rule with { TakesLink = true }));

    private static IEnumerable<(OdfSpace Space, string Name, OdfRule Rule)> Judged()
    {
        yield return (OdfSpace.Text, "a", new OdfRule { Judge = Hyperlink });
        yield return (OdfSpace.Draw, "a", new OdfRule { Judge = Hyperlink });
        foreach (var name in (string[])["area-rectangle", "area-circle", "area-polygon"])
        {
            yield return (OdfSpace.Draw, name, new OdfRule { Judge = Area });
        }

        yield return (OdfSpace.Office, "event-listeners", new OdfRule { OnlyFilled = true });
        yield return (OdfSpace.Presentation, "event-listener", new OdfRule { Judge = Click });
        yield return (OdfSpace.Draw, "object", new OdfRule { Judge = Object, IsShown = true });
        yield return (OdfSpace.Draw, "image", new OdfRule { Judge = Picture });
        yield return (OdfSpace.Text, "list-level-style-image", new OdfRule { Judge = Picture });
        yield return (OdfSpace.Draw, "fill-image", new OdfRule { Judge = Background });
        yield return (OdfSpace.Style, "background-image", new OdfRule { Judge = Background });
        yield return (OdfSpace.Chart, "symbol-image", new OdfRule { Judge = Background });
        yield return (OdfSpace.Chart, "chart", new OdfRule { Judge = Chart });
        yield return (OdfSpace.Table, "table", new OdfRule { Judge = Sheet });
        foreach (var name in (string[])["text", "spreadsheet", "presentation", "drawing", "chart", "image"])
        {
            yield return (OdfSpace.Office, name, new OdfRule { Judge = Body });
        }
    }

    /// <summary>True for an element whose picture a first reading has to know of.</summary>
    public static bool ShowsPicture(OdfSpace space, string name) => (space, name) switch
    {
        (OdfSpace.Draw, "image" or "fill-image") or (OdfSpace.Style, "background-image") or (OdfSpace.Chart, "symbol-image") or (OdfSpace.Text, "list-level-style-image") => true,
        _ => false,
    };

    /// <summary>Any other link goes; the element stays.</summary>
    public static void RemoveLink(OdfElement element, OdfScope scope)
    {
        if (element.Get(OdfSpace.XLink, "href") is { } target)
        {
            element.Remove(OdfSpace.XLink, "href");
            if (target.Length > 0)
            {
                scope.Report(element.Name.Space == OdfSpace.Form ? OdfCodes.Form : OdfCodes.ExternalReference, FindingAction.Removed, target);
            }
        }
    }

    private static OdfAction Hyperlink(OdfElement element, OdfScope scope)
    {
        if (IsSafe(element, scope, OdfCodes.Hyperlink))
        {
            return OdfAction.Keep;
        }

        return OdfAction.Unwrap;
    }

    private static OdfAction Area(OdfElement element, OdfScope scope) => IsSafe(element, scope, OdfCodes.Hyperlink) ? OdfAction.Keep : OdfAction.Drop;

    private static bool IsSafe(OdfElement element, OdfScope scope, string code)
    {
        // By itself nothing is followed.
        element.Remove(OdfSpace.XLink, "actuate");
        if (element.Get(OdfSpace.XLink, "href") is not { } target || HyperlinkTarget.IsSafe(target))
        {
            return true;
        }

        scope.Report(code, FindingAction.Removed, target);
        return false;
    }

    private static OdfAction Click(OdfElement element, OdfScope scope)
    {
        var action = element.Get(OdfSpace.Presentation, "action") ?? "";
        var target = element.Get(OdfSpace.XLink, "href");
        if (Walks.Contains(action) && (target is null || HyperlinkTarget.IsSafe(target)))
        {
            return OdfAction.Keep;
        }

        scope.Report(OdfCodes.Action, FindingAction.Removed, target is null ? action : action + " " + target);
        return OdfAction.Drop;
    }

    private static OdfAction Object(OdfElement element, OdfScope scope)
    {
        if (element.Get(OdfSpace.XLink, "href") is not { } href)
        {
            // A formula may stand inside its frame instead of in a folder of the package.
            return OdfAction.Keep;
        }

        if (scope.Document.Resolve(href) is { } path && scope.Document.Objects.TryGetValue(path + "/", out var document) && document.IsAlive)
        {
            element.Target = document;
            element.Set(OdfSpace.XLink, "href", "./" + document.OutputFolder[scope.Document.OutputFolder.Length..].TrimEnd('/'));
            return OdfAction.Keep;
        }

        scope.Report(CodeOf(href, scope.Document), FindingAction.Removed, href);
        return OdfAction.Drop;
    }

    private static string CodeOf(string href, OdfDocument document) =>
        document.Resolve(href) is not { } path ? OdfCodes.ExternalReference : document.Blobs.Contains(path) ? OdfCodes.Ole : OdfCodes.ObjectCode;

    /// <summary>A picture that did not come out clean is shown as one of ours.</summary>
    private static OdfAction Picture(OdfElement element, OdfScope scope)
    {
        if (element.Get(OdfSpace.XLink, "href") is { } href && !Refer(element, href, scope))
        {
            if (scope.BesideObject)
            {
                // Programs draw the object itself; its picture is for those that cannot.
                return OdfAction.Drop;
            }

            element.Set(OdfSpace.XLink, "href", PlaceholderEntry.Name);
            element.Remove(OdfSpace.Extension, "mime-type");
            element.Target = scope.Document.Placeholder;
        }

        return OdfAction.Keep;
    }

    /// <summary>A picture behind text or in a pattern: ours would be a nuisance there.</summary>
    private static OdfAction Background(OdfElement element, OdfScope scope) =>
        element.Get(OdfSpace.XLink, "href") is not { } href || Refer(element, href, scope) ? OdfAction.Keep : OdfAction.Drop;

    private static bool Refer(OdfElement element, string href, OdfScope scope)
    {
        if (href.Length > 0 && scope.Document.Resolve(href) is { } path && scope.Document.Pictures.TryGetValue(path, out var picture))
        {
            if (!picture.IsAlive)
            {
                return false;
            }

            element.Target = picture;
            var folder = scope.Document.OutputFolder;
            element.Set(OdfSpace.XLink, "href", picture.Name.StartsWith(folder, StringComparison.Ordinal) ? picture.Name[folder.Length..] : PartName.Relative(folder + "content.xml", picture.Name));
            if (picture.MediaType.Length > 0 && element.Get(OdfSpace.Extension, "mime-type") is not null)
            {
                element.Set(OdfSpace.Extension, "mime-type", picture.MediaType);
            }

            return true;
        }

        if (href.Length > 0)
        {
            scope.Report(scope.Document.Resolve(href) is null ? OdfCodes.ExternalReference : OdfCodes.DeadReference, FindingAction.Replaced, href);
        }

        return false;
    }

    /// <summary>A chart names the document it is fed from: the one around it.</summary>
    private static OdfAction Chart(OdfElement element, OdfScope scope)
    {
        if (element.Get(OdfSpace.XLink, "href") is not (null or "." or ".."))
        {
            RemoveLink(element, scope);
        }

        return OdfAction.Keep;
    }

    /// <summary>A package that says text and holds a sheet is read as one by some and as the other by others.</summary>
    private static OdfAction Body(OdfElement element, OdfScope scope)
    {
        if (element.Name.LocalName == scope.Document.Kind.Body)
        {
            return OdfAction.Keep;
        }

        scope.HasWrongBody = true;
        return OdfAction.Drop;
    }

    /// <summary>Calc keeps what it once read from other files as hidden sheets that carry the file's name; without the references they would come into view.</summary>
    private static OdfAction Sheet(OdfElement element, OdfScope scope)
    {
        var name = element.Get(OdfSpace.Table, "name") ?? "";
        if (name.StartsWith('\'') && name.Contains("'#", StringComparison.Ordinal))
        {
            scope.Report(OdfCodes.ExternalReference, FindingAction.Removed, name);
            return OdfAction.Drop;
        }

        scope.Sheet = name;
        return OdfAction.Keep;
    }
}
