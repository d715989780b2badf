using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizers.Ooxml.Schema;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// Walks one XML part and hands on what the rules let through: with a stack of its own, in one pass, holding back the start tags of containers that must not
/// be left empty. AlternateContent is kept consistent: a branch that asks for a namespace outside the list goes, and when no branch is left the
/// fallback's content takes its place.
/// </summary>
internal sealed class ElementFilter
{
    private const int MaxJudgedTextChars = 65_536;

    private readonly PartXmlReader _reader;
    private readonly PartScope _scope;
    private readonly IXmlSink _sink;
    private readonly AttributeFilter _attributes;
    private readonly List<Frame> _frames = [];
    private readonly char[] _chunk = new char[4096];
    private int _depth;
    private int _heldBack;
    private int _dropped;
    private bool _wroteRoot;
    private OleFrame? _pictureOwner;

    private ElementFilter(PartXmlReader reader, PartScope scope, IXmlSink sink)
    {
        _reader = reader;
        _scope = scope;
        _sink = sink;
        _attributes = new AttributeFilter(reader.Xml, scope);
    }

    private Frame? Top => _depth > 0 ? _frames[_depth - 1] : null;

    /// <summary>Reads the whole part. False when not even its root may stay. Throws on broken XML.</summary>
    public static bool Run(PartXmlReader reader, PartScope scope, IXmlSink sink)
    {
        var filter = new ElementFilter(reader, scope, sink);
        filter.Run();
        return filter._wroteRoot;
    }

    private void Run()
    {
        while (_reader.Read())
        {
            switch (_reader.Xml.NodeType)
            {
                case XmlNodeType.Element:
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
    }

    private void OnStart()
    {
        var isEmpty = _reader.Xml.IsEmptyElement;
        var parent = Top;
        var frame = Push();
        var rule = _attributes.Load(frame.Element, parent?.Element.Type ?? SchemaTable.Document, _reader.Mark);
        var action = parent is { Text: not null } ? ElementAction.Drop : Decide(frame, parent, rule);
        if (action == ElementAction.Drop)
        {
            Drop(rule, frame.Element);
            return;
        }

        if (action == ElementAction.Replace)
        {
            ReleaseHeldBack();
            rule.Stand!(frame.Element, _scope, _sink);
            _depth--;
            _reader.SkipSubtree();
            return;
        }

        frame.Action = action;
        frame.Rule = rule;
        if (action == ElementAction.Keep)
        {
            frame.Text = rule.Text is null ? null : frame.Judged.Clear();
            frame.IsHeldBack = frame.Text is not null || frame.Branch == Branch.Alternate || frame.Branch == Branch.Choice || IsOnlyFilled(rule, frame.Element);
            if (frame.IsHeldBack)
            {
                _heldBack++;
            }
            else
            {
                ReleaseHeldBack();
                Write(frame);
            }
        }

        if (isEmpty)
        {
            OnEnd();
        }
    }

    private ElementAction Decide(Frame frame, Frame? parent, ElementRule rule)
    {
        var element = frame.Element;
        if (parent?.Action == ElementAction.KeepPicture || parent is { IsInsideObject: true, Action: ElementAction.Unwrap })
        {
            return InsideObject(frame, parent, rule);
        }

        if (element.Vocabulary == Vocabulary.Mc)
        {
            return Alternate(frame, parent);
        }

        if (rule.Action != ElementAction.Keep)
        {
            return rule.Action;
        }

        if (element.HasDeadReference && !rule.SurvivesDeadReference)
        {
            return ElementAction.Drop;
        }

        return rule.Judge is null ? ElementAction.Keep : rule.Judge(element, _scope);
    }

    /// <summary>Between an OLE frame and its preview: tags go, the first picture stays and takes over the frame's id.</summary>
    private ElementAction InsideObject(Frame frame, Frame parent, ElementRule rule)
    {
        frame.Holder = parent.Holder ?? parent;
        frame.IsInsideObject = true;
        if (rule == ElementRules.Unlisted || frame.Holder.HasPicture)
        {
            return ElementAction.Drop;
        }

        if (!frame.Element.Is(Vocabulary.Slide, "pic"))
        {
            return ElementAction.Unwrap;
        }

        frame.Holder.HasPicture = true;
        frame.IsInsideObject = false;
        _pictureOwner = _scope.Survey.OleFrames.GetValueOrDefault(frame.Holder.Element.Mark);
        return ElementAction.Keep;
    }

    private ElementAction Alternate(Frame frame, Frame? parent)
    {
        switch (frame.Element.LocalName)
        {
            case "AlternateContent":
                frame.Branch = Branch.Alternate;
                return ElementAction.Keep;
            case "Choice" when parent?.Branch == Branch.Alternate:
                frame.Branch = Branch.Choice;
                frame.DroppedBefore = _dropped;
                if (_attributes.Understands(frame.Element.Get("Requires") ?? "\u0001"))
                {
                    DeclareRequired(frame.Element);
                    return ElementAction.Keep;
                }

                parent.LostBranch = true;
                return ElementAction.Drop;
            case "Fallback" when parent?.Branch == Branch.Alternate:
                return Fallback(parent);
            default:
                return ElementAction.Drop;
        }
    }

    private ElementAction Fallback(Frame alternate)
    {
        if (!alternate.IsHeldBack && alternate.Action == ElementAction.Keep)
        {
            return ElementAction.Keep;
        }

        if (!alternate.LostBranch)
        {
            // The branch that readers take was empty from the start: showing the fallback would change what they see.
            return ElementAction.Drop;
        }

        if (alternate.IsHeldBack)
        {
            alternate.IsHeldBack = false;
            _heldBack--;
            alternate.Action = ElementAction.Unwrap;
        }

        return ElementAction.Unwrap;
    }

    /// <summary>The prefixes a branch requires must be declared where it is written, also when an element between was unwrapped.</summary>
    private void DeclareRequired(ElementStart choice)
    {
        var requires = choice.Get("Requires") ?? "";
        foreach (var range in requires.AsSpan().SplitAny(' ', '\t', '\r', '\n'))
        {
            var prefix = requires[range];
            if (prefix.Length == 0 || choice.Get(Vocabulary.Xmlns, prefix) is not null || IsDeclared(prefix) || _reader.Xml.LookupNamespace(prefix) is not { } uri)
            {
                continue;
            }

            choice.Attributes.Add(new ElementAttribute(Vocabulary.Xmlns, "xmlns", prefix, Namespaces.Xmlns, uri));
        }
    }

    private bool IsDeclared(string prefix)
    {
        for (var at = _depth - 2; at >= 0; at--)
        {
            if (_frames[at].Action == ElementAction.Keep && _frames[at].Element.Get(Vocabulary.Xmlns, prefix) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private void OnEnd()
    {
        var frame = Top!;
        if (frame.Text is { } text)
        {
            JudgeText(frame, text.ToString());
        }

        if (frame.IsHeldBack)
        {
            frame.IsHeldBack = false;
            _heldBack--;
            if (frame.Branch == Branch.Choice && _dropped != frame.DroppedBefore)
            {
                _frames[_depth - 2].LostBranch = true;
            }
        }
        else if (frame.Action == ElementAction.Keep)
        {
            _sink.End();
        }

        _depth--;
    }

    private void JudgeText(Frame frame, string text)
    {
        var kept = frame.Rule.Text!(frame.Element, text, _scope);
        if (kept is null)
        {
            _dropped++;
            return;
        }

        ReleaseHeldBack();
        _sink.Text(kept);
    }

    private void OnText()
    {
        var frame = Top;
        if (frame is null || frame.IsInsideObject || frame.Action == ElementAction.KeepPicture)
        {
            return;
        }

        var isSpace = _reader.Xml.NodeType is XmlNodeType.Whitespace;
        if (frame.Text is null && _heldBack > 0)
        {
            if (isSpace && (frame.IsHeldBack || frame.Action == ElementAction.Unwrap))
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
                _sink.Text(_chunk.AsSpan(0, count));
            }
            else if (frame.Text.Length < MaxJudgedTextChars)
            {
                frame.Text.Append(_chunk, 0, count);
            }
        }
    }

    private void Drop(ElementRule rule, ElementStart element)
    {
        if (rule is { Action: ElementAction.Drop, Code: { } code })
        {
            _scope.Report(code, FindingAction.Removed, rule == ElementRules.Unlisted ? element.LocalName + " " + element.Namespace : element.LocalName);
        }

        _dropped++;
        _depth--;
        _reader.SkipSubtree();
    }

    private void ReleaseHeldBack()
    {
        for (var at = 0; _heldBack > 0; at++)
        {
            if (_frames[at].IsHeldBack)
            {
                _frames[at].IsHeldBack = false;
                _heldBack--;
                Write(_frames[at]);
            }
        }
    }

    private void Write(Frame frame)
    {
        _wroteRoot = true;
        if (_pictureOwner is { } owner && frame.Element.Is(Vocabulary.Slide, "cNvPr"))
        {
            frame.Element.Set(Vocabulary.None, "id", owner.Id);
            frame.Element.Set(Vocabulary.None, "name", owner.Name);
            _pictureOwner = null;
        }

        _sink.Start(frame.Element);
    }

    private Frame Push()
    {
        if (_depth == _frames.Count)
        {
            _frames.Add(new Frame());
        }

        var frame = _frames[_depth++];
        frame.Reset();
        return frame;
    }

    /// <summary>a:ext is both an extension (with a uri) and a size (without).</summary>
    private static bool IsOnlyFilled(ElementRule rule, ElementStart element) =>
        rule.OnlyFilled && (element.LocalName != "ext" || element.Get("uri") is not null);

    private enum Branch : byte
    {
        None,
        Alternate,
        Choice,
    }

    private sealed class Frame
    {
        public ElementStart Element { get; } = new();

        public ElementRule Rule { get; set; } = ElementRules.Ordinary;

        public ElementAction Action { get; set; }

        public StringBuilder? Text { get; set; }

        /// <summary>Where the text is collected that a rule looks at.</summary>
        public StringBuilder Judged { get; } = new(0);

        public Branch Branch { get; set; }

        public bool IsHeldBack { get; set; }

        public bool LostBranch { get; set; }

        public int DroppedBefore { get; set; }

        public bool IsInsideObject { get; set; }

        public Frame? Holder { get; set; }

        public bool HasPicture { get; set; }

        public void Reset()
        {
            Rule = ElementRules.Ordinary;
            Action = ElementAction.Keep;
            Text = null;
            Branch = Branch.None;
            IsHeldBack = false;
            LostBranch = false;
            DroppedBefore = 0;
            IsInsideObject = false;
            Holder = null;
            HasPicture = false;
        }
    }
}
