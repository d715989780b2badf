namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>Numbers only: what an embedded font may ask of a reader.</summary>
internal static class FontLimits
{
    /// <summary>Tables of an sfnt; fonts have up to 30.</summary>
    public const int MaxTables = 128;

    /// <summary>Components inside components of a composite glyph; FreeType stops at 6 or what maxp says.</summary>
    public const int MaxCompositeDepth = 8;

    /// <summary>Components of one glyph.</summary>
    public const int MaxComponents = 256;

    /// <summary>Operands on the stack of a Type 2 charstring: 48 by the standard, 192 where fonts of several masters were made static, 513 in CFF2.</summary>
    public const int MaxStack = 513;

    /// <summary>Subroutines inside subroutines (Technical Note 5177, appendix B, says 10).</summary>
    public const int MaxSubroutineDepth = 16;

    /// <summary>Operators and numbers of one glyph with all its subroutines: the densest glyph of a Japanese font has some 3,000.</summary>
    public const int MaxGlyphSteps = 200_000;

    /// <summary>Operands that one roll may turn.</summary>
    public const int MaxRolled = 96;

    /// <summary>Stem hints of one glyph.</summary>
    public const int MaxStems = 192;
}
