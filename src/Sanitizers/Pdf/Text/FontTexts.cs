using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>The fonts of one document and the tables of their collections, each read once.</summary>
internal sealed class FontTexts(PdfDocument document, ICharacterCollections? collections)
{
    private readonly Dictionary<int, FontText> _fonts = [];
    private readonly Dictionary<string, CollectionTable?> _tables = new(StringComparer.Ordinal);

    /// <summary>The font of that dictionary; null when it is none.</summary>
    public FontText? Find(PdfObject font)
    {
        if (!font.IsDictionary)
        {
            return null;
        }

        var number = font.Tree!.Number;
        if (number == 0 || font.Index != 0)
        {
            return new FontText(document, font, this);
        }

        if (!_fonts.TryGetValue(number, out var known))
        {
            known = _fonts[number] = new FontText(document, font, this);
        }

        return known;
    }

    /// <summary>The table of Adobe-<paramref name="ordering"/>; null when there is none.</summary>
    public CollectionTable? TableOf(string ordering)
    {
        if (collections is null)
        {
            return null;
        }

        if (!_tables.TryGetValue(ordering, out var table))
        {
            // Names that are none of the known ones are answered without a look at the disk, and not remembered.
            table = CollectionTable.Read(ordering, collections, document.Budget);
            if (table is not null)
            {
                _tables[ordering] = table;
            }
        }

        return table;
    }
}
