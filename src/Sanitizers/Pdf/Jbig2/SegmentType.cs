namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The segment types of T.88, 7.3, that an embedded stream may have.</summary>
internal enum SegmentType
{
    SymbolDictionary = 0,
    IntermediateText = 4,
    ImmediateText = 6,
    ImmediateLosslessText = 7,
    PatternDictionary = 16,
    IntermediateHalftone = 20,
    ImmediateHalftone = 22,
    ImmediateLosslessHalftone = 23,
    IntermediateGeneric = 36,
    ImmediateGeneric = 38,
    ImmediateLosslessGeneric = 39,
    IntermediateRefinement = 40,
    ImmediateRefinement = 42,
    ImmediateLosslessRefinement = 43,
    PageInformation = 48,
    EndOfPage = 49,
    EndOfStripe = 50,
    EndOfFile = 51,
    Profiles = 52,
    Tables = 53,
    Extension = 62,
}
