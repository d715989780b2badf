namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>What formulas of a binary workbook refer to by number: links to sheets, and names.</summary>
internal sealed class Biff12Book
{
    private readonly List<bool> _links = [];
    private readonly List<NameFate> _names = [];

    /// <summary>The fate of each name, from 0.</summary>
    public IReadOnlyList<NameFate> Names => _names;

    /// <summary>The content of the ExternSheet record in the output; null when there was none.</summary>
    public byte[]? ExternSheet { get; set; }

    public void AddLink(bool isInside) => _links.Add(isInside);

    public void AddName(NameFate fate) => _names.Add(fate);

    public void Lose(int name, string code) => _names[name] = new NameFate(false, code);

    /// <summary>True when link <paramref name="index"/> leads to sheets of this workbook that stay.</summary>
    public bool IsInside(int index) => index < _links.Count && _links[index];

    /// <summary>The name that a token calls by its number from 1; null for none.</summary>
    public NameFate? Name(uint number) => number >= 1 && number <= _names.Count ? _names[(int)number - 1] : null;
}

/// <summary>What becomes of a name.</summary>
/// <param name="IsFunction">It stands for a function newer than the format, one of the list.</param>
/// <param name="Code">The finding when it goes; null when it stays.</param>
internal sealed record NameFate(bool IsFunction, string? Code);
