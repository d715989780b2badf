namespace Mugai.Sanitizers.Svg;

/// <summary>
/// Estimates how many elements are drawn once every reference is followed: a graph of what has an id, with the elements below each and the ids they
/// point at. Linear in elements and references. A drawing that refers to itself has no number and counts as too much.
/// </summary>
internal sealed class DrawnCost
{
    private readonly Dictionary<string, Node> _byId = new(StringComparer.Ordinal);
    private readonly Stack<Node> _open = new();
    private readonly Node _root = new();

    public DrawnCost() => _open.Push(_root);

    /// <summary>An element begins; what it and its content cost goes to its id, and through that to whatever encloses or names it.</summary>
    public void Open(string? id)
    {
        var parent = _open.Peek();
        var node = parent;
        // An id that is there twice, one inside the other, is a mistake of the drawing program and no circle.
        if (!string.IsNullOrEmpty(id) && Of('#' + id) is { Elements: 0 } own)
        {
            node = own;
            parent.Targets.Add(node);
        }

        node.Elements++;
        _open.Push(node);
    }

    /// <summary>Adds to the element that is open.</summary>
    public void Add(long cost) => _open.Peek().Own += cost;

    /// <summary>The element that is open points at <paramref name="id"/>.</summary>
    public void Refer(string id) => _open.Peek().Targets.Add(Of('#' + id));

    /// <summary>The element that is open is of these classes: whatever rules make them point at, it points at.</summary>
    public void Classes(ReadOnlySpan<char> names)
    {
        foreach (var range in names.SplitAny(" \t\r\n\f"))
        {
            if (!names[range].IsEmpty)
            {
                _open.Peek().Targets.Add(Of($".{names[range]}"));
            }
        }
    }

    /// <summary>A rule makes what its selectors (<c>.class</c>, <c>#id</c>) choose point at <paramref name="ids"/>.</summary>
    public void Rule(IEnumerable<string> selectors, IEnumerable<string> ids)
    {
        // One node for the rule, so that many selectors times many targets stay a sum.
        var rule = new Node();
        rule.Targets.AddRange(ids.Select(id => Of('#' + id)));
        foreach (var selector in selectors)
        {
            Of(selector).Targets.Add(rule);
        }
    }

    /// <summary>The element ends.</summary>
    public void Close() => _open.Pop().Elements--;

    /// <summary>The estimate; <see cref="long.MaxValue"/> for what never ends.</summary>
    public long Total()
    {
        var path = new Stack<Node>();
        path.Push(_root);
        _root.IsOpen = true;
        while (path.TryPeek(out var node))
        {
            if (node.Next < node.Targets.Count)
            {
                var target = node.Targets[node.Next++];
                if (target.IsOpen)
                {
                    return long.MaxValue;
                }

                if (target.IsDone)
                {
                    node.Total = Math.Min(node.Total + target.Total, SvgLimits.MaxDrawn + 1);
                }
                else
                {
                    // Looked at again, done, when the path is back here.
                    node.Next--;
                    target.IsOpen = true;
                    path.Push(target);
                }

                continue;
            }

            node.Total = Math.Min(node.Total + node.Own, SvgLimits.MaxDrawn + 1);
            node.IsOpen = false;
            node.IsDone = true;
            path.Pop();
        }

        return _root.Total;
    }

    private Node Of(string id)
    {
        if (!_byId.TryGetValue(id, out var node))
        {
            node = new Node();
            _byId.Add(id, node);
        }

        return node;
    }

    private sealed class Node
    {
        public List<Node> Targets { get; } = [];

        /// <summary>Elements open now whose cost goes here.</summary>
        public int Elements { get; set; }

        public long Own { get; set; }

        public long Total { get; set; }

        public int Next { get; set; }

        public bool IsOpen { get; set; }

        public bool IsDone { get; set; }
    }
}
