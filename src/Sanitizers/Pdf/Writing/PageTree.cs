using System.Runtime.InteropServices;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// The page tree as it is reached from the catalog, walked once with a list instead of recursion. A node that comes again (a circle, two parents) counts where it
/// was met first; only pages in here are pages: what other objects call a page is a page of an older revision or none.
/// </summary>
internal sealed class PageTree
{
    private readonly Dictionary<int, Node> _nodes = [];

    /// <summary>Object number of the root; 0 when there is no tree.</summary>
    public int Root { get; private set; }

    /// <summary>Pages in all.</summary>
    public int Count => Root == 0 ? 0 : _nodes[Root].Count;

    /// <summary>Something pointed back, or was no page.</summary>
    public bool WasRepaired { get; private set; }

    public bool TryGet(int number, out Node node) => _nodes.TryGetValue(number, out node);

    /// <summary>The kid may stand under this parent.</summary>
    public bool IsKid(int parent, PdfObject reference, PdfObject kid) =>
        reference.IsReference && kid.Tree is { } tree && _nodes.TryGetValue(tree.Number, out var node) && node.Parent == parent;

    public static PageTree Read(PdfDocument document)
    {
        var tree = new PageTree();
        var root = document.Get(document.Catalog, "Pages"u8);
        if (root.Kind != PdfKind.Dictionary || root.Tree!.Number == 0 || root.Index != 0)
        {
            return tree;
        }

        tree.Root = root.Tree.Number;
        tree._nodes[tree.Root] = new Node(true, 0, 0);
        var order = new List<int> { tree.Root };
        for (var i = 0; i < order.Count; i++)
        {
            tree.Kids(document, order[i], order);
        }

        // Children stand behind their parents in the list.
        for (var i = order.Count - 1; i > 0; i--)
        {
            var node = tree._nodes[order[i]];
            CollectionsMarshal.GetValueRefOrNullRef(tree._nodes, node.Parent).Count += node.Count;
        }

        return tree;
    }

    private void Kids(PdfDocument document, int parent, List<int> order)
    {
        foreach (var item in document.Get(document.Object(parent), "Kids"u8).Items)
        {
            document.Budget.ChargeObjects(1);
            var kid = document.Resolve(item);
            if (!item.IsReference || kid.Kind != PdfKind.Dictionary || kid.Index != 0)
            {
                WasRepaired = true;
                continue;
            }

            var number = kid.Tree!.Number;
            var isBranch = document.Get(kid, "Kids"u8).IsArray && !document.Get(kid, "Type"u8).Is("Page"u8);
            if (_nodes.TryGetValue(number, out var known))
            {
                // A page may be shown twice; a page of two parents has one.
                if (!known.IsBranch && known.Parent == parent)
                {
                    CollectionsMarshal.GetValueRefOrNullRef(_nodes, parent).Count++;
                }
                else
                {
                    WasRepaired = true;
                }

                continue;
            }

            _nodes[number] = new Node(isBranch, parent, isBranch ? 0 : 1);
            if (isBranch)
            {
                order.Add(number);
            }
            else
            {
                CollectionsMarshal.GetValueRefOrNullRef(_nodes, parent).Count++;
            }
        }
    }

    /// <summary>A page, or a branch with the number of pages below it.</summary>
    public record struct Node(bool IsBranch, int Parent, int Count);
}
