using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.OpenDocument.Rules;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizers.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Filtering;

/// <summary>
/// Walks one XML part and writes what the rules let through: with a stack of its own, in one pass, holding back the start tags of containers that must not be left empty. Foreign elements in
/// paragraphs lose their tags only (OpenDocument 1.3 part 3, 3.17), elsewhere they go.
/// </summary>
internal sealed class OdfFilter
{
    private const int MaxJudgedTextChars = 65_536;

    private readonly PartXmlReader _reader;
    private readonly OdfScope _scope;
    private readonly OdfWriter _writer;
    private readonly NameMap<OdfName> _names = new(static (uri, localName) => new OdfName(uri, localName));
    private readonly List<Frame> _frames = [];
    private readonly char[] _chunk = new char[4096];
    private int _depth;
    private int _heldBack;

    private OdfFilter(PartXmlReader reader, OdfScope scope, OdfWriter writer)
    {
        _reader = reader;
        _scope = scope;
        _writer = writer;
    }

    /// <summary>Reads the whole part. False when it begins with another element than <paramref name="root"/>. Throws on broken XML.</summary>
    public static bool Run(PartXmlReader reader, OdfScope scope, OdfWriter writer, string root)
    {
        var filter = new OdfFilter(reader, scope, writer);
        return filter.Run(root) && writer.HasRoot;
    }

    private bool Run(string root)
    {
        while (_reader.Read())
        {
            switch (_reader.Xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (_depth == 0 && _reader.Xml.LocalName != root)
                    {
                        return false;
                    }

                    OnStart();
                    break;
                case XmlNodeType.EndElement:
                    OnEnd();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    OnText();
                    break;
            }
        }

        return true;
    }

    private void OnStart()
    {
        var xml = _reader.Xml;
        var isEmpty = xml.IsEmptyElement;
        var parent = _depth > 0 ? _frames[_depth - 1] : null;
        var name = _names.Find(xml.NamespaceURI, xml.LocalName);
        if (name.Is(OdfSpace.Office, "binary-data"))
        {
            OnBinaryData(parent, name);
            return;
        }

        var frame = Push(parent);
        frame.Element.Begin(name, xml.Prefix);
        var rule = parent is { Text: not null } ? OdfRule.Unlisted : name.Rule;
        var action = Decide(frame, rule, parent);
        if (action == OdfAction.Drop)
        {
            Drop(rule, parent, name);
            return;
        }

        frame.Action = action;
        frame.Rule = rule;
        if (action == OdfAction.Keep)
        {
            frame.Text = rule.Text is null ? null : new StringBuilder();
            frame.IsHeldBack = rule.OnlyFilled || rule.Text is not null;
            if (frame.IsHeldBack)
            {
                _heldBack++;
            }
            else
            {
                ReleaseHeldBack();
                Write(frame.Element);
            }

            if (parent is not null && (name.Space == OdfSpace.Draw || name.Is(OdfSpace.Table, "table")))
            {
                parent.ShowsObject |= name.LocalName is "object" or "table";
                parent.ShowsAnything |= name.LocalName is "object" or "image" or "text-box" or "table";
            }
        }

        if (isEmpty)
        {
            OnEnd();
        }
    }

    private OdfAction Decide(Frame frame, OdfRule rule, Frame? parent)
    {
        if (rule == OdfRule.Unlisted)
        {
            if (!frame.IsInParagraph || parent is { Text: not null })
            {
                return OdfAction.Drop;
            }

            Report(rule, frame.Element.Name);
            return OdfAction.Unwrap;
        }

        if (rule.Action != OdfAction.Keep)
        {
            if (rule.Action == OdfAction.Unwrap)
            {
                Report(rule, frame.Element.Name);
            }

            return rule.Action;
        }

        Load(frame.Element, rule);
        _scope.BesideObject = parent is { ShowsObject: true };
        return rule.Judge is null ? OdfAction.Keep : rule.Judge(frame.Element, _scope);
    }

    private void Load(OdfElement element, OdfRule rule)
    {
        var xml = _reader.Xml;
        if (xml.AttributeCount == 0)
        {
            return;
        }

        var lostFormula = false;
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            var name = _names.Find(xml.NamespaceURI, xml.LocalName);
            var value = xml.Value;
            if (OdfValues.Keep(name, value, _scope))
            {
                element.Attributes.Add(new OdfAttribute(name, xml.Prefix, value));
            }
            else
            {
                lostFormula |= name.Value == ValueKind.Formula;
            }
        }

        xml.MoveToElement();
        if (lostFormula)
        {
            // The span of an array formula means nothing without it.
            element.Remove(OdfSpace.Table, "number-matrix-columns-spanned");
            element.Remove(OdfSpace.Table, "number-matrix-rows-spanned");
        }

        if (!rule.TakesLink)
        {
            LinkRules.RemoveLink(element, _scope);
        }
    }

    private void OnEnd()
    {
        var frame = _frames[_depth - 1];
        if (frame.Text is { } text && frame.Rule.Text!(frame.Element, text.ToString(), _scope) is { } kept)
        {
            ReleaseHeldBack();
            _writer.Text(kept);
        }

        if (frame is { LostSomething: true, ShowsAnything: false, Action: OdfAction.Keep } && frame.Element.Is(OdfSpace.Draw, "frame"))
        {
            StandIn();
        }

        if (frame.IsHeldBack)
        {
            frame.IsHeldBack = false;
            _heldBack--;
        }
        else if (frame.Action == OdfAction.Keep)
        {
            _writer.End();
        }

        _depth--;
    }

    private void StandIn()
    {
        _scope.Document.Placeholder.ShowIn(_scope.Document);
        _writer.Picture(PlaceholderEntry.Name);
    }

    private void OnText()
    {
        if (_depth == 0)
        {
            return;
        }

        var frame = _frames[_depth - 1];
        if (frame.Text is null && _heldBack > 0)
        {
            if (_reader.Xml.NodeType is XmlNodeType.Whitespace)
            {
                return;
            }

            ReleaseHeldBack();
        }

        int count;
        while ((count = _reader.ReadText(_chunk)) > 0)
        {
            if (frame.Text is null)
            {
                _writer.Text(_chunk.AsSpan(0, count));
            }
            else if (frame.Text.Length < MaxJudgedTextChars)
            {
                frame.Text.Append(_chunk, 0, count);
            }
        }
    }

    /// <summary>Spelled out pictures (19.1.2 of the flat form) go through the image sanitizers where they stand.</summary>
    private void OnBinaryData(Frame? parent, OdfName name)
    {
        if (parent is not { Action: OdfAction.Keep } || !LinkRules.ShowsPicture(parent.Element.Name.Space, parent.Element.Name.LocalName))
        {
            _scope.Report(OdfCodes.UnknownElement, FindingAction.Removed, name.LocalName);
            _reader.SkipSubtree();
            return;
        }

        ReleaseHeldBack();
        var frame = Push(parent);
        frame.Element.Begin(name, _reader.Xml.Prefix);
        Write(frame.Element);
        SpelledPicture.Rewrite(_reader, _scope, _writer);
        _writer.End();
        _depth--;
    }

    private void Drop(OdfRule rule, Frame? parent, OdfName name)
    {
        _depth--;
        if (parent is not null && rule.IsShown)
        {
            parent.LostSomething = true;
        }

        if (!rule.OnlyFilledIsTold)
        {
            if (rule.Judge is null)
            {
                Report(rule, name);
            }

            _reader.SkipSubtree();
            return;
        }

        if (SkipFilled())
        {
            Report(rule, name);
        }
    }

    /// <summary>Skips a container; true when there was something in it.</summary>
    private bool SkipFilled()
    {
        if (_reader.Xml.IsEmptyElement)
        {
            return false;
        }

        var depth = _reader.Xml.Depth;
        var filled = false;
        while (_reader.Read() && _reader.Xml.Depth > depth)
        {
            filled |= _reader.Xml.NodeType == XmlNodeType.Element && (!_reader.Xml.IsEmptyElement || _reader.Xml.LocalName != "event-listeners");
        }

        return filled;
    }

    private void Report(OdfRule rule, OdfName name)
    {
        if (rule.Code is { } code)
        {
            _scope.Report(code, FindingAction.Removed, rule == OdfRule.Unlisted ? name.LocalName + " " + name.Uri : name.LocalName);
        }
    }

    private void ReleaseHeldBack()
    {
        for (var at = 0; _heldBack > 0; at++)
        {
            if (_frames[at].IsHeldBack)
            {
                _frames[at].IsHeldBack = false;
                _heldBack--;
                Write(_frames[at].Element);
            }
        }
    }

    private void Write(OdfElement element)
    {
        _writer.Start(element);
        element.Target?.ShowIn(_scope.Document);
    }

    private Frame Push(Frame? parent)
    {
        if (_depth == _frames.Count)
        {
            _frames.Add(new Frame());
        }

        var frame = _frames[_depth++];
        frame.Reset(parent is not null && (parent.IsInParagraph || (parent.Action == OdfAction.Keep && parent.Element.Name is { Space: OdfSpace.Text, LocalName: "p" or "h" })));
        return frame;
    }

    private sealed class Frame
    {
        public OdfElement Element { get; } = new();

        public OdfRule Rule { get; set; } = OdfRule.Ordinary;

        public OdfAction Action { get; set; }

        public StringBuilder? Text { get; set; }

        public bool IsHeldBack { get; set; }

        public bool IsInParagraph { get; private set; }

        /// <summary>Something that was shown in this frame is gone.</summary>
        public bool LostSomething { get; set; }

        public bool ShowsAnything { get; set; }

        public bool ShowsObject { get; set; }

        public void Reset(bool isInParagraph)
        {
            Rule = OdfRule.Ordinary;
            Action = OdfAction.Keep;
            Text = null;
            IsHeldBack = false;
            IsInParagraph = isInParagraph;
            LostSomething = false;
            ShowsAnything = false;
            ShowsObject = false;
        }
    }
}
