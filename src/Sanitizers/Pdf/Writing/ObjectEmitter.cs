using Mugai.Policies;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizers.Pdf.Rules;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>Writes one object with everything direct in it, as far as its rule allows. A stack of its own instead of recursion.</summary>
internal sealed class ObjectEmitter(PdfRebuild rebuild)
{
    private readonly Frame[] _frames = new Frame[PdfLimits.MaxNesting + 1];
    private int _depth;

    public ByteBuffer Buffer { get; } = new();

    /// <param name="rule">For dictionaries and streams; null for a dictionary with names of its own.</param>
    /// <param name="container">For arrays and for such dictionaries.</param>
    public void Emit(PdfObject value, ObjectRule? rule, Shape? container)
    {
        Buffer.Clear();
        _depth = 0;
        var tree = value.Tree!;
        Open(value, rule, container);
        while (_depth > 0)
        {
            ref var frame = ref _frames[_depth - 1];
            if (frame.Next >= frame.End)
            {
                Buffer.Add(frame.IsDictionary ? ">>"u8 : "]"u8);
                _depth--;
            }
            else if (frame.IsDictionary)
            {
                Entry(tree, ref frame);
            }
            else
            {
                Item(tree, ref frame);
            }
        }
    }

    private void Open(PdfObject value, ObjectRule? rule, Shape? container)
    {
        var isArray = value.IsArray;
        _frames[_depth++] = new Frame
        {
            Owner = value, IsDictionary = !isArray, Rule = rule, Container = container, Next = value.Index + 1, End = value.Tree![value.Index].Next,
        };
        Buffer.Add(isArray ? "["u8 : "<<"u8);
        switch (rule)
        {
            case { IsStream: false, Name: "Pages" or "Page" }:
                PageTreeKeys(value);
                break;
            case { Name: "Outline" }:
                OutlineKeys(value);
                break;
            case { Name: "FileSpec" }:
                FileKeys(value);
                break;
            case { Name: "Names" } when rebuild.Policy.RebuildFiles:
                FileNames(value);
                break;
            case { Name: "LinkNote" }:
                NoteKeys(value);
                break;
        }
    }

    private void Entry(PdfTree tree, ref Frame frame)
    {
        var key = frame.Next;
        var value = new PdfObject(tree, key + 1);
        frame.Next = tree[key + 1].Next;
        if (tree[key].IsShadowed || value.IsNull)
        {
            return;
        }

        var name = tree.Bytes(tree[key]);
        var shape = frame.Rule is { } rule ? Named(rule, name) : ActiveNames.Contains(name) ? null : frame.Container!.MapValue;
        if (shape is null)
        {
            if (!IsOurs(frame.Rule, name, rebuild.Policy))
            {
                rebuild.Dropped(frame.Owner, name, value);
            }

            return;
        }

        var before = Buffer.Count;
        Buffer.AddName(name);
        // A reference to null is an entry that is not there (7.3.7).
        if ((value.IsReference && rebuild.Resolve(value).IsNull) || IsOtherType(frame.Rule, name, value) || !Value(value, shape, separates: true))
        {
            Buffer.Cut(before);
            Refused(frame.Owner, name, value);
        }
    }

    private void Item(PdfTree tree, ref Frame frame)
    {
        var value = new PdfObject(tree, frame.Next);
        frame.Next = tree[frame.Next].Next;
        var shape = frame.Container!.ItemAt(frame.Position++);
        var separates = Buffer.Span[^1] != '[';
        if (!Value(value, shape, separates) && frame.Container.Order != ItemOrder.List)
        {
            Buffer.Add(separates ? " null"u8 : "null"u8);
        }
    }

    // Writes a value, or opens it; false when it may not stand there, and then nothing was written.
    private bool Value(PdfObject value, Shape shape, bool separates)
    {
        var flag = value.Kind.Flag();
        var number = 0;
        if (value.IsReference)
        {
            if (!rebuild.Refer(value, shape, out value, out number))
            {
                return false;
            }

            flag = value.Kind.Flag();
        }

        if (number > 0)
        {
            Space(separates);
            Buffer.AddReference(number);
            return true;
        }

        if (flag != ScalarKinds.None)
        {
            if ((shape.Scalars & flag) == 0)
            {
                return false;
            }

            if (flag is not (ScalarKinds.Name or ScalarKinds.String))
            {
                Space(separates);
            }

            Buffer.AddScalar(value);
            return true;
        }

        if (rebuild.IsDamagedColor(value, shape, out var device))
        {
            if (!device.IsNull)
            {
                Buffer.AddScalar(device);
            }

            return !device.IsNull;
        }

        if (!rebuild.Accepts(value, shape, out var rule, out var container))
        {
            return false;
        }

        Open(value, rule is { Array: null } ? rule : null, container);
        return true;
    }

    // Marked content may be told anything, but for what acts or is private elsewhere.
    private static Shape? Named(ObjectRule rule, ReadOnlySpan<byte> name) =>
        rule.Find(name) is var shape && shape == rule.Others && shape is not null && (ActiveNames.Contains(name) || PdfCodes.Key(System.Text.Encoding.Latin1.GetString(name)) is not null) ? null : shape;

    private void Space(bool separates)
    {
        if (separates)
        {
            Buffer.Add((byte)' ');
        }
    }

    // Keys that the writer writes itself, always.
    private static bool IsOurs(ObjectRule? rule, ReadOnlySpan<byte> name, PdfPolicy policy) => rule switch
    {
        null => false,
        { IsStream: true } => name.SequenceEqual("Length"u8) || name.SequenceEqual("Filter"u8) || name.SequenceEqual("DecodeParms"u8) || name.SequenceEqual("DL"u8)
            || (rule.Name == "Content" && (name.SequenceEqual("Type"u8) || name.SequenceEqual("Subtype"u8))),
        { Name: "Outline" } => name.SequenceEqual("Parent"u8) || name.SequenceEqual("Prev"u8) || name.SequenceEqual("Next"u8) || name.SequenceEqual("First"u8) || name.SequenceEqual("Last"u8),
        { Name: "FileSpec" } => true,
        { Name: "LinkNote" } => !name.SequenceEqual("AA"u8) && !name.SequenceEqual("PA"u8),
        { Name: "Names" } => policy.RebuildFiles && name.SequenceEqual("EmbeddedFiles"u8),
        { Name: "Pages" or "Page" } => name.SequenceEqual("Type"u8) || name.SequenceEqual("Parent"u8) || (rule.Name == "Pages" && (name.SequenceEqual("Kids"u8) || name.SequenceEqual("Count"u8))),
        _ => false,
    };

    private bool IsOtherType(ObjectRule? rule, ReadOnlySpan<byte> name, PdfObject value) =>
        rule is not null && ((name.SequenceEqual("Type"u8) && !TypeNames.Allow(rule, rebuild.Resolve(value).Bytes))
            || (name.SequenceEqual("S"u8) && rebuild.Resolve(value).IsName && !TypeNames.AllowKind(rule, rebuild.Resolve(value).Bytes)));

    private void Refused(PdfObject owner, ReadOnlySpan<byte> name, PdfObject value)
    {
        if (name.SequenceEqual("V"u8) && rebuild.Resolve(value).IsDictionary)
        {
            rebuild.Found(owner, PdfCodes.Signature, FindingAction.Removed);
        }
    }

    private void PageTreeKeys(PdfObject node)
    {
        var number = node.Tree!.Number;
        rebuild.Pages.TryGet(number, out var facts);
        Buffer.Add(facts.IsBranch ? "/Type/Pages"u8 : "/Type/Page"u8);
        var shape = RuleTable.Instance.Shape("PageNode");
        if (facts.Parent > 0 && rebuild.ReferTo(facts.Parent, shape) is > 0 and var parent)
        {
            Buffer.Add("/Parent "u8);
            Buffer.AddReference(parent);
        }

        if (!facts.IsBranch)
        {
            return;
        }

        Buffer.Add("/Count "u8);
        Buffer.AddNumber(facts.Count);
        Buffer.Add("/Kids["u8);
        foreach (var item in rebuild.Get(node, "Kids"u8).Items)
        {
            var kid = rebuild.Resolve(item);
            if (rebuild.Pages.IsKid(number, item, kid) && rebuild.ReferTo(kid.Tree!.Number, shape) is > 0 and var to)
            {
                Space(Buffer.Span[^1] != '[');
                Buffer.AddReference(to);
            }
        }

        Buffer.Add((byte)']');
    }

    private void OutlineKeys(PdfObject value)
    {
        if (!rebuild.Outlines.TryGet(OutlineTree.NumberOf(value), out var item))
        {
            return;
        }

        Link("/Parent "u8, item.Parent);
        Link("/Prev "u8, item.Prev);
        Link("/Next "u8, item.Next);
        Link("/First "u8, item.First);
        Link("/Last "u8, item.Last);
    }

    private void Link(ReadOnlySpan<byte> key, int to)
    {
        if (to > 0 && rebuild.ReferTo(to, RuleTable.Instance.Shape("Outline")) is > 0 and var number)
        {
            Buffer.Add(key);
            Buffer.AddReference(number);
        }
    }

    private void FileKeys(PdfObject value)
    {
        var file = rebuild.FileOf(value);
        Buffer.Add("/Type/Filespec/F"u8);
        Buffer.AddString(file.Name);
        Buffer.Add("/UF"u8);
        Buffer.AddString(file.Name);
        Buffer.Add("/EF<</F "u8);
        Buffer.AddReference(file.Number);
        Buffer.Add(">>"u8);
    }

    private void FileNames(PdfObject value)
    {
        var names = rebuild.FileNames(value["EmbeddedFiles"u8]);
        if (names.Count == 0)
        {
            return;
        }

        Buffer.Add("/EmbeddedFiles<</Names["u8);
        foreach (var (key, number) in names)
        {
            Buffer.AddString(key);
            Buffer.AddReference(number);
            Buffer.Add((byte)' ');
        }

        Buffer.Add("]>>"u8);
    }

    // An underline says where the link led to whoever points at it; readers draw it themselves.
    private void NoteKeys(PdfObject link)
    {
        Buffer.Add("/Type/Annot/Subtype/Underline/F 0/C[0 0 1]/Contents"u8);
        Buffer.AddString(rebuild.Get(rebuild.Get(link, "A"u8), "URI"u8).Bytes);
        Buffer.Add("/QuadPoints["u8);
        var rectangle = rebuild.Get(link, "Rect"u8);
        foreach (var corner in (ReadOnlySpan<int>)[0, 3, 2, 3, 0, 1, 2, 1])
        {
            Space(Buffer.Span[^1] != '[');
            var number = rebuild.Resolve(rectangle.At(corner));
            if (number.IsNumber)
            {
                Buffer.AddScalar(number);
            }
            else
            {
                Buffer.Add((byte)'0');
            }
        }

        Buffer.Add((byte)']');
    }

    private struct Frame
    {
        public PdfObject Owner;
        public bool IsDictionary;
        public ObjectRule? Rule;
        public Shape? Container;
        public int Next;
        public int End;
        public int Position;
    }
}
