namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>Numbers of the pairs in the FIB ([MS-DOC] 2.5.6), and which of the structures behind them stay as they are.</summary>
internal static class FibPair
{
    public const int CharacterPages = 12;
    public const int ParagraphPages = 13;
    public const int Sections = 6;
    public const int Commands = 24;
    public const int MacroNames = 26;
    public const int Associations = 32;
    public const int Clx = 33;
    public const int Drawings = 50;
    public const int Lists = 73;

    /// <summary>Fields of the parts of the document, in the order of <see cref="Fib.Characters"/>; -1 for the part that is never there.</summary>
    public static ReadOnlySpan<int> Fields => [16, 18, 17, -1, 19, 48, 57, 59];

    /// <summary>
    /// Styles, notes, comments, sections, headers, page indexes, fonts, bookmarks, settings, revision authors, places of shapes, text boxes, lists. Missing: toolbars and macros (24 to 26),
    /// printer, glossary, routing slip, saved-by list, file names, embedded fonts (61), ActiveX (85), mail envelope (97), smart tags.
    /// </summary>
    public static ReadOnlySpan<int> Kept => [1, 2, 3, 4, 5, 6, 11, 12, 13, 15, 21, 22, 23, 31, 36, 37, 40, 41, 42, 43, 46, 47, 51, 56, 58, 73, 74, 75, 76, 91];

    public static string? CodeOf(int pair) => pair switch
    {
        24 or 25 or 26 => LegacyCodes.Toolbar,
        27 or 28 or 29 or 70 or 71 or 72 or 97 => LegacyCodes.Metadata,
        44 => LegacyCodes.MailMerge,
        85 => LegacyCodes.Ole,
        _ => null,
    };
}
