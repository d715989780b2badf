namespace Mugai.Sanitizers.Pdf.Bilevel;

/// <summary>How drawn pixels meet those already there; the values are those of T.88, 7.4.1.5.</summary>
public enum Combination
{
    Or = 0,
    And = 1,
    Xor = 2,
    Xnor = 3,
    Replace = 4,
}
