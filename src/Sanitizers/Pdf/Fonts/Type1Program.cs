namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>What is taken of a Type 1 font program.</summary>
internal sealed class Type1Program
{
    public string Name { get; set; } = "Font";

    /// <summary>Values of the font dictionary, in the order in which they came, as they are written.</summary>
    public List<(string Key, string Value)> Values { get; } = [];

    /// <summary>Values of the private dictionary that steer hinting.</summary>
    public List<(string Key, string Value)> Hints { get; } = [];

    /// <summary>Glyphs by code; null for StandardEncoding.</summary>
    public List<(int Code, string Glyph)>? Encoding { get; set; }

    /// <summary>Charstrings in clear.</summary>
    public List<(string Name, byte[] Program)> Glyphs { get; } = [];

    public SortedDictionary<int, byte[]> Subroutines { get; } = [];
}
