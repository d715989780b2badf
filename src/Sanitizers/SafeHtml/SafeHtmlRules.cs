namespace Mugai.Sanitizers.SafeHtml;

/// <summary>How the value of an attribute is judged.</summary>
internal enum ValueKind
{
    /// <summary>Not on the list.</summary>
    None,

    /// <summary>Any visible text.</summary>
    Text,

    /// <summary>A word, a number, a color: letters, digits and a few signs.</summary>
    Word,

    /// <summary>CSS declarations.</summary>
    Style,

    /// <summary>The target of a link.</summary>
    Link,

    /// <summary>A picture.</summary>
    Picture,
}

/// <summary>What a safe page is made of: elements, attributes and what may be written into them. An allow-list; nothing else is ever written.</summary>
internal static class SafeHtmlRules
{
    public const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "a", "abbr", "acronym", "address", "article", "aside", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "dir",
        "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "ins", "kbd", "li", "main",
        "mark", "menu", "nav", "nobr", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody",
        "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    };

    private static readonly HashSet<string> Voids = new(StringComparer.Ordinal) { "br", "col", "hr", "img", "wbr" };

    private static readonly Dictionary<string, ValueKind> Attributes = new(StringComparer.Ordinal)
    {
        ["title"] = ValueKind.Text, ["alt"] = ValueKind.Text, ["abbr"] = ValueKind.Text, ["summary"] = ValueKind.Text, ["id"] = ValueKind.Text, ["class"] = ValueKind.Text,
        ["name"] = ValueKind.Text, ["headers"] = ValueKind.Text, ["face"] = ValueKind.Text, ["lang"] = ValueKind.Word, ["dir"] = ValueKind.Word, ["datetime"] = ValueKind.Word,
        ["align"] = ValueKind.Word, ["valign"] = ValueKind.Word, ["width"] = ValueKind.Word, ["height"] = ValueKind.Word, ["bgcolor"] = ValueKind.Word, ["color"] = ValueKind.Word,
        ["size"] = ValueKind.Word, ["border"] = ValueKind.Word, ["bordercolor"] = ValueKind.Word, ["cellpadding"] = ValueKind.Word, ["cellspacing"] = ValueKind.Word,
        ["colspan"] = ValueKind.Word, ["rowspan"] = ValueKind.Word, ["span"] = ValueKind.Word, ["nowrap"] = ValueKind.Word, ["start"] = ValueKind.Word, ["type"] = ValueKind.Word,
        ["value"] = ValueKind.Word, ["scope"] = ValueKind.Word, ["rules"] = ValueKind.Word, ["frame"] = ValueKind.Word, ["reversed"] = ValueKind.Word, ["hspace"] = ValueKind.Word,
        ["vspace"] = ValueKind.Word, ["noshade"] = ValueKind.Word, ["clear"] = ValueKind.Word, ["compact"] = ValueKind.Word, ["text"] = ValueKind.Word,
        ["style"] = ValueKind.Style, ["href"] = ValueKind.Link, ["src"] = ValueKind.Picture,
    };

    // Read for what they say about a tag that is not written: what a form shows, what a page would have loaded.
    private static readonly HashSet<string> Asked = new(StringComparer.Ordinal) { "checked", "http-equiv", "content", "rel", "background", "data", "poster", "srcset" };

    public static bool IsElement(string name) => Elements.Contains(name);

    public static bool IsVoid(string name) => Voids.Contains(name);

    public static ValueKind Kind(string attribute) => Attributes.GetValueOrDefault(attribute);

    public static bool IsAsked(string attribute) => Attributes.ContainsKey(attribute) || Asked.Contains(attribute);

    public static bool IsWord(ReadOnlySpan<char> value)
    {
        if (value.Length > 128)
        {
            return false;
        }

        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('#' or '%' or '.' or ',' or '-' or '+' or ' ' or ':' or '_' or '*'))
            {
                return false;
            }
        }

        return true;
    }
}
