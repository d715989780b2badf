namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>Which corner of a symbol its coordinates mean (T.88, 7.4.3.1.1).</summary>
internal enum ReferenceCorner
{
    BottomLeft = 0,
    TopLeft = 1,
    BottomRight = 2,
    TopRight = 3,
}
