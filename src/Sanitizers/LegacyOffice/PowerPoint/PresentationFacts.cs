namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>What was learned of the document before its slides are written: to what they may point.</summary>
internal sealed class PresentationFacts
{
    /// <summary>Links that stay, by their numbers.</summary>
    public HashSet<uint> Links { get; } = [];

    /// <summary>Embedded sounds that were rebuilt: their data by their numbers.</summary>
    public Dictionary<uint, byte[]> Sounds { get; } = [];

    /// <summary>Objects of the list that play an embedded sound.</summary>
    public HashSet<uint> SoundObjects { get; } = [];

    /// <summary>Parts that the document names: numbers, the type they must be of, how many texts of theirs lie in the list.</summary>
    public Dictionary<uint, (int Type, int Texts)> Parts { get; } = [];

    /// <summary>The numbers of <see cref="Parts"/> in the order in which they are named.</summary>
    public List<uint> Order { get; } = [];

    public void AddPart(uint id, int type)
    {
        if (id != 0 && Parts.TryAdd(id, (type, 0)))
        {
            Order.Add(id);
        }
    }
}
