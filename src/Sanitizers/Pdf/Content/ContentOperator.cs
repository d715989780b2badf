namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>An operator of ISO 32000-2, annex A.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Operands">
/// What it takes, a letter each: n number, N name, s string, a array of numbers, t array of numbers and strings, p name or property dictionary; a
/// single c stands for one to 32 numbers, C for those with a pattern's name behind or alone.
/// </param>
/// <param name="Category">Where its name is looked up.</param>
/// <param name="Role">What it does to the balance of the stream.</param>
internal sealed record ContentOperator(string Name, string Operands, ResourceCategory Category = ResourceCategory.None, OperatorRole Role = OperatorRole.Plain)
{
    /// <summary>Readers do nothing when the name leads nowhere, so that the operator can go.</summary>
    public bool NeedsName => Category is ResourceCategory.XObject or ResourceCategory.ExtGState or ResourceCategory.Shading;
}
