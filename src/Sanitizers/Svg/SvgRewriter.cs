using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Svg;

/// <summary>Reads a drawing once from start to end and writes what of it is allowed. Nothing is kept but the stack of open elements and the graph of ids.</summary>
internal sealed class SvgRewriter
{
    private readonly SvgInput _input;
    private readonly XmlReader _xml;
    private readonly XmlWriter _writer;
    private readonly ISanitizeContext _context;
    private readonly FindingTally _tally;
    private readonly DrawnCost _cost = new();
    private readonly SvgStyles _styles;
    private readonly SvgAttributes _attributes;
    private readonly SvgPictures _pictures;
    private readonly Stack<string> _open = new();
    private int _styleChars;

    public SvgRewriter(SvgInput input, XmlWriter writer, string path, ISanitizeContext context, FindingTally tally)
    {
        _input = input;
        _xml = input.Xml;
        _writer = writer;
        _context = context;
        _tally = tally;
        _styles = new SvgStyles(Found, _cost);
        _pictures = new SvgPictures(path, context);
        _attributes = new SvgAttributes(_xml, writer, _styles, _cost, Found);
    }

    /// <summary>Elements that will be drawn, as far as can be told.</summary>
    public long Drawn { get; private set; }

    /// <summary>False when there is no drawing in it.</summary>
    public bool Run()
    {
        var hasRoot = false;
        while (Read())
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element when !hasRoot:
                    if (_xml.LocalName != "svg" || _xml.NamespaceURI is not (SvgVocabulary.Namespace or ""))
                    {
                        return false;
                    }

                    hasRoot = true;
                    Element();
                    break;
                case XmlNodeType.Element:
                    Element();
                    break;
                case XmlNodeType.EndElement:
                    End();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    Text();
                    break;
                case XmlNodeType.ProcessingInstruction:
                    Found(_xml.Name == "xml-stylesheet" ? SvgCodes.StyleSheet : SvgCodes.Metadata, _xml.Name);
                    break;
            }
        }

        _writer.Flush();
        Drawn = _cost.Total();
        return hasRoot;
    }

    private bool Read()
    {
        _input.Guard.Reset();
        if (!_xml.Read())
        {
            return false;
        }

        _context.Budget.ChargeObjects(1);
        return _xml.Depth <= SvgLimits.MaxDepth ? true : throw new BudgetExceededException(Reason.TooDeep, "XML depth");
    }

    private void Element()
    {
        var name = _xml.LocalName;
        if (_xml.NamespaceURI is not (SvgVocabulary.Namespace or ""))
        {
            Found(_xml.NamespaceURI == "http://www.w3.org/1999/xhtml" ? SvgCodes.UnknownElement : SvgCodes.Metadata, name);
            Skip();
            return;
        }

        if (name == "a")
        {
            // What the link shows stays; in a line of text that is a span, elsewhere a group.
            Found(SvgCodes.Link, _xml.GetAttribute("href") ?? _xml.GetAttribute("href", SvgVocabulary.XLink) ?? "", FindingAction.Neutralized);
            name = _open.TryPeek(out var around) && SvgVocabulary.Texts.Contains(around) ? "tspan" : "g";
        }

        if (!SvgVocabulary.Elements.Contains(name) || _xml.GetAttribute("requiredExtensions") is { Length: > 0 })
        {
            Found(name is "script" or "handler" or "listener" ? SvgCodes.Script : name == "foreignObject" ? SvgCodes.ForeignObject : name == "metadata" ? SvgCodes.Metadata : SvgCodes.UnknownElement, name);
            Skip();
            return;
        }

        switch (name)
        {
            case "style":
                Style();
                break;
            case "image" or "feImage":
                Picture(name);
                break;
            case var _ when SvgVocabulary.Animations.Contains(name) && !AnimatesLooks():
                Found(SvgCodes.Animation, _xml.GetAttribute("attributeName") ?? "");
                Skip();
                break;
            default:
                Write(name, null);
                break;
        }
    }

    // animateMotion moves along a path and names no attribute. The names are those of the allow-list: references, styles and handlers are not in it.
    private bool AnimatesLooks()
    {
        var attribute = _xml.GetAttribute("attributeName");
        return attribute is null ? _xml.LocalName is "animateMotion" : SvgVocabulary.Properties.Contains(attribute) || (SvgVocabulary.Simple.Contains(attribute) && attribute is not "attributeName");
    }

    private void Write(string name, string? picture)
    {
        var isEmpty = _xml.IsEmptyElement;
        _writer.WriteStartElement(name, SvgVocabulary.Namespace);
        _cost.Open(_xml.GetAttribute("id"));
        _cost.Add(name.StartsWith("fe", StringComparison.Ordinal) ? SvgLimits.FilterCost : 1);
        _attributes.Write(name, _open.Count == 0, picture is null);
        if (picture is not null)
        {
            _writer.WriteAttributeString("xlink", "href", SvgVocabulary.XLink, picture);
        }

        if (isEmpty)
        {
            Close();
        }
        else
        {
            _open.Push(name);
        }
    }

    private void End()
    {
        _open.Pop();
        Close();
    }

    private void Close()
    {
        if (_open.Count == 0)
        {
            _writer.WriteFullEndElement();
        }
        else
        {
            _writer.WriteEndElement();
        }

        _cost.Close();
    }

    private void Picture(string name)
    {
        var href = (_xml.GetAttribute("href") ?? _xml.GetAttribute("href", SvgVocabulary.XLink) ?? "").AsSpan().Trim();
        if (!href.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            if (name == "feImage" && href.StartsWith("#"))
            {
                Write(name, null);
                return;
            }

            Found(href.IsEmpty || href[0] == '#' ? SvgCodes.Image : SvgCodes.ExternalReference, href[..Math.Min(href.Length, 200)].ToString());
            Skip();
            return;
        }

        if (_pictures.Clean(href) is not { } picture)
        {
            Found(SvgCodes.Image, href[..Math.Min(href.Length, 40)].ToString());
            Skip();
            return;
        }

        Write(name, picture);
    }

    private void Style()
    {
        var type = _xml.GetAttribute("type");
        if (type is { Length: > 0 } && !type.Trim().Equals("text/css", StringComparison.OrdinalIgnoreCase))
        {
            Found(SvgCodes.Style, type);
            Skip();
            return;
        }

        var css = new StringBuilder();
        var depth = _xml.Depth;
        var isEmpty = _xml.IsEmptyElement;
        while (!isEmpty && Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                css.Append(_xml.Value);
                _styleChars += _xml.Value.Length;
                if (_styleChars > SvgLimits.MaxStyleChars)
                {
                    throw new BudgetExceededException(Reason.Budget, "style sheets");
                }
            }
        }

        var clean = _styles.Sheet(css.ToString());
        if (clean.Length > 0)
        {
            _writer.WriteElementString("style", SvgVocabulary.Namespace, clean);
        }
    }

    private void Text()
    {
        // Between shapes there is only layout of the source; inside text even a blank counts.
        if (_open.TryPeek(out var around) && SvgVocabulary.Texts.Contains(around))
        {
            var value = _xml.Value;
            _cost.Add(value.Length / 16);
            _writer.WriteString(value);
        }
    }

    private void Skip()
    {
        if (_xml.IsEmptyElement)
        {
            return;
        }

        var depth = _xml.Depth;
        while (Read() && _xml.Depth > depth)
        {
        }
    }

    private void Found(string code, string detail) => Found(code, detail, FindingAction.Removed);

    private void Found(string code, string detail, FindingAction action) => _tally.Add("", code, action, detail);
}
