namespace Mugai.Sanitizers.SafeHtml;

/// <summary>A tag that was opened and not closed yet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsWritten">It stands in the output, not only in the input.</param>
internal readonly record struct OpenTag(string Name, bool IsWritten);

/// <summary>
/// The tags that are open, so that every tag of the output is closed in its place, and the end tags that HTML lets authors leave out (WHATWG 13.1.2.4). Looks back a
/// bounded way, so that a million tags stay linear.
/// </summary>
internal sealed class OpenTags
{
    // Browsers stop nesting at 512.
    private const int MaxDepth = 256;
    private const int MaxLookBack = 64;

    private readonly List<OpenTag> _tags = [];

    public int Count => _tags.Count;

    /// <summary>Opened deeper than is written.</summary>
    public int Overflow { get; private set; }

    public OpenTag Top => _tags[^1];

    public bool TryPush(OpenTag tag)
    {
        if (_tags.Count == MaxDepth)
        {
            Overflow++;
            return false;
        }

        _tags.Add(tag);
        return true;
    }

    public OpenTag Pop()
    {
        var tag = _tags[^1];
        _tags.RemoveAt(_tags.Count - 1);
        return tag;
    }

    public void DropOverflow() => Overflow--;

    /// <summary>How many tags an end tag closes; 0 when it ends nothing.</summary>
    public int ClosedBy(string end)
    {
        var isTablePart = end is "table" or "tr" or "tbody" or "thead" or "tfoot" or "td" or "th" or "caption" or "colgroup";
        for (var i = _tags.Count - 1; i >= 0 && _tags.Count - i <= MaxLookBack; i--)
        {
            if (_tags[i].Name == end)
            {
                return _tags.Count - i;
            }

            if (_tags[i].Name == "table" || (!isTablePart && _tags[i].Name is ("td" or "th" or "caption")))
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>How many tags a start tag closes although their ends were left out.</summary>
    public int ImpliedBy(string start)
    {
        for (var i = _tags.Count - 1; i >= 0 && _tags.Count - i <= MaxLookBack; i--)
        {
            var open = _tags[i].Name;
            if (Ends(start, open))
            {
                return _tags.Count - i;
            }

            if (Stops(start, open))
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool Ends(string start, string open) => start switch
    {
        "li" => open == "li",
        "dt" or "dd" => open is "dt" or "dd",
        "td" or "th" => open is "td" or "th",
        "tr" => open == "tr",
        "tbody" or "thead" or "tfoot" => open is "tbody" or "thead" or "tfoot",
        "rt" or "rp" => open is "rt" or "rp",
        _ => open == "p" && ClosesParagraph(start),
    };

    private static bool Stops(string start, string open) => start switch
    {
        "li" => open is "ul" or "ol" or "menu" or "dir" or "td" or "th" or "table",
        "dt" or "dd" => open is "dl" or "td" or "th" or "table",
        "td" or "th" => open is "tr" or "table",
        "tr" => open is "tbody" or "thead" or "tfoot" or "table",
        "tbody" or "thead" or "tfoot" => open == "table",
        "rt" or "rp" => open == "ruby",
        _ => !ClosesParagraph(start) || open is "td" or "th" or "table" or "caption" or "div" or "li" or "dd" or "blockquote",
    };

    private static bool ClosesParagraph(string start) => start is "address" or "article" or "aside" or "blockquote" or "center" or "dir" or "div" or "dl" or "figcaption" or "figure"
        or "footer" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "header" or "hgroup" or "hr" or "main" or "menu" or "nav" or "ol" or "p" or "pre" or "section" or "table" or "ul";
}
