using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>Characters by CID of one collection (ISO 32000-2, 9.7.3), from a table of the machine.</summary>
internal sealed class CollectionTable
{
    // A CID has two bytes.
    private const int MaxCids = 65_536;

    // The collections whose registry is Adobe and whose tables say characters; anything else would be a name of the sender's choice.
    private static readonly string[] Orderings = ["Japan1", "GB1", "CNS1", "Korea1"];

    private readonly List<Rune> _characters = [];

    private CollectionTable()
    {
    }

    /// <summary>Whether tables of that name may be asked for at all.</summary>
    public static bool IsKnown(string ordering) => Orderings.Contains(ordering);

    /// <summary>Null when the machine has no table of it.</summary>
    public static CollectionTable? Read(string ordering, ICharacterCollections collections, Budget budget)
    {
        if (collections.Open(ordering) is not { } stream)
        {
            return null;
        }

        var table = new CollectionTable();
        using var lines = new StreamReader(stream, Encoding.ASCII);
        while (table._characters.Count < MaxCids && lines.ReadLine() is { } line)
        {
            var isKnown = int.TryParse(line, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code);
            table._characters.Add(isKnown ? new Rune(code) : default);
        }

        budget.ChargeObjects(table._characters.Count / 16);
        return table;
    }

    /// <summary>The character of <paramref name="cid"/>; empty when the table does not say.</summary>
    public string Text(int cid) => (uint)cid < (uint)_characters.Count && _characters[cid].Value != 0 ? _characters[cid].ToString() : "";
}
