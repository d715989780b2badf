using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>The fonts of one document and the tables of their collections, each read once.</summary>
internal sealed class FontTexts(PdfDocument document, ICharacterCollections? collections)
{
    private readonly Dictionary<(int Number, int Index), FontText> _fonts = [];
    private readonly Dictionary<string, CollectionTable?> _tables = new(StringComparer.Ordinal);

    /// <summary>The font of that dictionary; null when it is none.</summary>
    public FontText? Find(PdfObject font)
    {
        if (!font.IsDictionary)
        {
            return null;
        }

        var place = (font.Tree!.Number, font.Index);
        if (_fonts.TryGetValue(place, out var known))
        {
            return known;
        }

        // A font with its widths and glyph names takes long beside the three bytes that ask for it.
        document.Budget.ChargeObjects(16);
        var text = new FontText(document, font, this);
        if (place.Number != 0)
        {
            _fonts[place] = text;
        }

        return text;
    }

    /// <summary>The table of Adobe-<paramref name="ordering"/>; null when there is none.</summary>
    public CollectionTable? TableOf(string ordering)
    {
        // Only names of known collections are looked up, and remembered also when the machine has none.
        if (collections is null || !CollectionTable.IsKnown(ordering))
        {
            return null;
        }

        if (!_tables.TryGetValue(ordering, out var table))
        {
            table = _tables[ordering] = CollectionTable.Read(ordering, collections, document.Budget);
        }

        return table;
    }
}
