namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>One line of a Huffman table (T.88, annex B).</summary>
/// <param name="PrefixLength">PREFLEN, 0 = not used.</param>
/// <param name="RangeLength">RANGELEN: bits that follow the prefix.</param>
/// <param name="RangeLow">The value of range bits 0.</param>
/// <param name="Kind">What kind of line it is.</param>
internal readonly record struct HuffmanLine(int PrefixLength, int RangeLength, int RangeLow, HuffmanLineKind Kind = HuffmanLineKind.Range);
