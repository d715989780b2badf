using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.SafeHtml;

/// <summary>What stands around the content: head, style sheets, the body's own tag, the notice.</summary>
internal sealed partial class SafeHtmlWriter
{
    private void EndRaw()
    {
        switch (_rawTag)
        {
            case "title" when !_hasTitle && !_hasBody:
                _hasTitle = true;
                Put("<title>");
                _clean.Clear();
                _characters.Append(_raw.ToString(), _clean);
                Escaped(_clean.ToString());
                Put("</title>");
                break;
            case "style":
                _clean.Clear();
                if (SafeCss.Sheet(_raw.ToString(), _clean) > 0)
                {
                    _found.Add(HtmlFindingKind.ExternalResource);
                }

                if (_clean.Length > 0)
                {
                    Put("<style>\n" + _clean + "</style>");
                }

                break;
        }

        _rawTag = "";
        _raw.Clear();
    }

    private void BeginBody(List<(string Name, string Value)> attributes)
    {
        if (_hasBody)
        {
            return;
        }

        _hasBody = true;
        Put("</head>\n<body");
        foreach (var (name, value) in attributes)
        {
            Attribute(name, value);
        }

        Put(">");
        Notice(isAtBottom: false);
    }

    private void Notice(bool isAtBottom)
    {
        if (_body?.Notice is not { } notice || notice.IsAtBottom != isAtBottom)
        {
            return;
        }

        Put("<div><pre style=\"white-space:pre-wrap\">");
        Escaped(notice.BeforeLink.TrimStart('\n'));
        _body.AtLink();
        Escaped(notice.AfterLink.TrimEnd('\n'));
        Put("</pre></div>\n");
    }
}
