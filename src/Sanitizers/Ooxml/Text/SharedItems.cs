using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Text;

/// <summary>The strings that the cells of a workbook point at, charged to the budget while they are held.</summary>
internal sealed class SharedItems(Budget budget)
{
    // What an object and its place in the list take beside its characters.
    private const int BytesBeside = 32;

    private readonly List<string> _items = [];
    private long _held;

    /// <summary>The string of that number; empty when there is none.</summary>
    public string this[long number] => number >= 0 && number < _items.Count ? _items[(int)number] : "";

    public void Add(string item)
    {
        var bytes = (sizeof(char) * item.Length) + BytesBeside;
        budget.ChargeScratch(bytes);
        _held += bytes;
        _items.Add(item);
    }

    /// <summary>Nothing is held any more.</summary>
    public void GiveBack() => budget.ChargeScratch(-_held);
}
