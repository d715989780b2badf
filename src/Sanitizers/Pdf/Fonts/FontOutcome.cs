namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>What became of an embedded font.</summary>
/// <param name="Data">The new font file; null when it cannot be made safe.</param>
/// <param name="Removed">Tables and programs that were left out.</param>
/// <param name="Repaired">Glyphs and tables that were not what they should be and were emptied or cut.</param>
/// <param name="Fault">Why there is no data; empty otherwise.</param>
public sealed record FontOutcome(byte[]? Data, int Removed, int Repaired, string Fault)
{
    internal static FontOutcome Refused(string fault) => new(null, 0, 0, fault);
}
