namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>How a generic region is coded arithmetically.</summary>
/// <param name="Template">GBTEMPLATE, 0 to 3.</param>
/// <param name="IsTypical">TPGDON: rows equal to the one above are told by one decision.</param>
/// <param name="Adaptive">The adaptive template pixels, as many as the template has.</param>
internal sealed record GenericParameters(int Template, bool IsTypical, (int X, int Y)[] Adaptive);
