using System.Runtime.InteropServices;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// The outline (ISO 32000-2, 12.3.3) as it is reached from the catalog through First and Next, each item once: a list that bites its tail would keep a reader
/// walking. The links back (Parent, Prev, Last) are derived from the way forward and not believed.
/// </summary>
internal sealed class OutlineTree
{
    /// <summary>Stands for a root that is written inside the catalog.</summary>
    public const int DirectRoot = 0;

    // Readers walk into outlines with recursion; books have five levels.
    private const int MaxDepth = 128;

    private readonly Dictionary<int, Item> _items = [];

    /// <summary>A circle was cut, or something that is no item left out.</summary>
    public bool WasRepaired { get; private set; }

    public bool TryGet(int number, out Item item) => _items.TryGetValue(number, out item);

    /// <summary>The number by which a root or an item is known.</summary>
    public static int NumberOf(PdfObject value) => value.Index == 0 ? value.Tree!.Number : DirectRoot;

    public static OutlineTree Read(PdfDocument document)
    {
        var tree = new OutlineTree();
        var root = document.Get(document.Catalog, "Outlines"u8);
        if (root.Kind != PdfKind.Dictionary)
        {
            return tree;
        }

        var order = new List<(int Number, int Depth)> { (NumberOf(root), 0) };
        tree._items[order[0].Number] = default;
        for (var i = 0; i < order.Count; i++)
        {
            tree.Children(document, i == 0 ? root : document.Object(order[i].Number), order, order[i].Depth + 1);
        }

        return tree;
    }

    private void Children(PdfDocument document, PdfObject parent, List<(int Number, int Depth)> order, int depth)
    {
        var above = NumberOf(parent);
        var before = 0;
        var next = parent["First"u8];
        while (!next.IsNull)
        {
            document.Budget.ChargeObjects(1);
            var child = document.Resolve(next);
            if (child.Kind != PdfKind.Dictionary || !next.IsReference || depth > MaxDepth || !_items.TryAdd(child.Tree!.Number, new Item(above, before, 0, 0, 0)))
            {
                WasRepaired |= !child.IsNull;
                break;
            }

            var number = child.Tree!.Number;
            if (before == 0)
            {
                CollectionsMarshal.GetValueRefOrNullRef(_items, above).First = number;
            }
            else
            {
                CollectionsMarshal.GetValueRefOrNullRef(_items, before).Next = number;
            }

            CollectionsMarshal.GetValueRefOrNullRef(_items, above).Last = number;
            order.Add((number, depth));
            before = number;
            next = child["Next"u8];
        }
    }

    /// <summary>Numbers of the items around one; 0 where there is none.</summary>
    public record struct Item(int Parent, int Prev, int First, int Last, int Next);
}
