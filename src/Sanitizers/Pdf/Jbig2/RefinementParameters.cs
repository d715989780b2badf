namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>How a refinement is coded.</summary>
/// <param name="Template">GRTEMPLATE, 0 or 1.</param>
/// <param name="IsTypical">TPGRON.</param>
/// <param name="Adaptive">Two adaptive pixels for template 0: the first of the new bitmap, the second of the reference.</param>
internal sealed record RefinementParameters(int Template, bool IsTypical, (int X, int Y)[] Adaptive)
{
    public static (int X, int Y)[] NominalPixels { get; } = [(-1, -1), (-1, -1)];
}
