namespace Mugai.Sanitizers.Html;

/// <summary>What has to be undone when an element ends.</summary>
[Flags]
internal enum OpenEffects : ushort
{
    None = 0,
    Line = 1,
    Margin = 2,
    Prefix = 4,
    Hidden = 8,
    Style = 16,
    Link = 32,
    List = 64,
    Table = 128,
    Row = 256,
    Cell = 512,
    Foreign = 1024,
    Parenthesis = 2048,
    Bracket = 4096,

    /// <summary>Ended out of order; it only keeps its place.</summary>
    Gone = 8192,
}

/// <summary>
/// The stack of open elements (WHATWG 13.2.4.2), with a chain per element, so that "is one open, in scope?" costs the same at any depth.
/// Deeper than <see cref="MaxDepth"/> elements are counted, not kept.
/// </summary>
internal sealed class OpenElements
{
    // 16 bytes each: 3 MiB at most. Browsers stop at 512 levels; what nests deeper was made to hurt.
    private const int MaxDepth = 200_000;

    // How far an end tag looks through other inline elements. Farther back it finds nothing, so that a million of them stay linear.
    private const int MaxLookBack = 64;

    private readonly int[] _last = new int[256];
    private OpenElement[] _elements = new OpenElement[64];
    private int _lastScope = -1;

    public OpenElements() => Array.Fill(_last, -1);

    public int Count { get; private set; }

    /// <summary>Elements open below the depth limit.</summary>
    public int Overflow { get; private set; }

    public OpenEffects Top => _elements[Count - 1].Effects;

    /// <summary>False when the element is too deep and only counted.</summary>
    public bool TryPush(HtmlElement element, int nameHash, OpenEffects effects)
    {
        if (Count == MaxDepth)
        {
            Overflow++;
            return false;
        }

        if (Count == _elements.Length)
        {
            Array.Resize(ref _elements, Math.Min(MaxDepth, Count * 2));
        }

        _elements[Count] = new OpenElement(element, nameHash, effects, _last[(int)element], _lastScope);
        _last[(int)element] = Count;
        _lastScope = HtmlElements.Of(element).HasFlag(HtmlTraits.Scope) ? Count : _lastScope;
        Count++;
        return true;
    }

    /// <summary>Takes the innermost element off; returns what is to be undone.</summary>
    public OpenEffects Pop(out HtmlElement element)
    {
        ref var top = ref _elements[--Count];
        element = top.Element;
        if (!top.Effects.HasFlag(OpenEffects.Gone))
        {
            _last[(int)top.Element] = top.PreviousSame;
        }

        _lastScope = top.PreviousScope;
        return top.Effects;
    }

    public void DropOverflow() => Overflow--;

    /// <summary>Index of the innermost open <paramref name="element"/> in scope, or -1.</summary>
    public int InScope(HtmlElement element) => _last[(int)element] >= Math.Max(_lastScope, 0) ? _last[(int)element] : -1;

    /// <summary>Index of the innermost open <paramref name="element"/> inside the innermost table, or -1.</summary>
    public int InTable(HtmlElement element) => _last[(int)element] > _last[(int)HtmlElement.Table] ? _last[(int)element] : -1;

    /// <summary>Index of the innermost open table, or -1.</summary>
    public int Last(HtmlElement element) => _last[(int)element];

    /// <summary>Index of the innermost heading in scope, or -1.</summary>
    public int HeadingInScope()
    {
        var index = -1;
        for (var heading = HtmlElement.H1; heading <= HtmlElement.H6; heading++)
        {
            index = Math.Max(index, InScope(heading));
        }

        return index;
    }

    /// <summary>True when nothing but inline elements lies above <paramref name="index"/>.</summary>
    public bool IsReachable(int index)
    {
        for (var i = Count - 1; i > index; i--)
        {
            if (Count - i > MaxLookBack || HtmlElements.Of(_elements[i].Element).HasFlag(HtmlTraits.Special))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Index of the inline element that an end tag means (13.2.6.4.7, "any other end tag"), or -1.</summary>
    public int FindInline(HtmlElement element, int nameHash)
    {
        var last = Math.Max(0, Count - MaxLookBack);
        for (var i = Count - 1; i >= last; i--)
        {
            ref var open = ref _elements[i];
            if (open.Element == element && open.NameHash == nameHash && !open.Effects.HasFlag(OpenEffects.Gone))
            {
                return i;
            }

            if (HtmlElements.Of(open.Element).HasFlag(HtmlTraits.Special))
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>Ends the innermost element of a kind out of order and returns what to undo now; its style lasts until its place is popped.</summary>
    public OpenEffects Remove(int index)
    {
        ref var open = ref _elements[index];
        var effects = open.Effects & OpenEffects.Link;
        _last[(int)open.Element] = open.PreviousSame;
        open.Effects = (open.Effects & ~OpenEffects.Link) | OpenEffects.Gone;
        return effects;
    }

    private record struct OpenElement(HtmlElement Element, int NameHash, OpenEffects Effects, int PreviousSame, int PreviousScope);
}
