using Mugai.Sanitizers.OpenDocument.Filtering;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>
/// Forms: the controls stay, because forms of offices are filled in with them. Their events, addresses to send to, data sources and free properties (which name objects to
/// make) go.
/// </summary>
internal static class FormRules
{
    public static IEnumerable<(OdfSpace, string, OdfRule)> List()
    {
        yield return (OdfSpace.Form, "properties", new OdfRule { Action = OdfAction.Drop });
        foreach (var name in (string[])["button", "image"])
        {
            yield return (OdfSpace.Form, name, new OdfRule { Judge = Button });
        }
    }

    private static OdfAction Button(OdfElement element, OdfScope scope)
    {
        // OpenDocument 1.3 part 3, 19.258: submit sends the form, url opens a page.
        if (element.Get(OdfSpace.Form, "button-type") is not (null or "push" or "reset"))
        {
            element.Set(OdfSpace.Form, "button-type", "push");
        }

        LinkRules.RemoveLink(element, scope);
        return OdfAction.Keep;
    }
}
