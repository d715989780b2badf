namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>A transformation matrix [a b c d e f] (ISO 32000-2, 8.3.3).</summary>
internal readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
{
    public static Matrix Identity { get; } = new(1, 0, 0, 1, 0, 0);

    /// <summary>First this one, then <paramref name="next"/>.</summary>
    public Matrix Then(Matrix next) => new(
        (A * next.A) + (B * next.C), (A * next.B) + (B * next.D), (C * next.A) + (D * next.C), (C * next.B) + (D * next.D), (E * next.A) + (F * next.C) + next.E, (E * next.B) + (F * next.D) + next.F);

    public static Matrix Move(double x, double y) => new(1, 0, 0, 1, x, y);
}
