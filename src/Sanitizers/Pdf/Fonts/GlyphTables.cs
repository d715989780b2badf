namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>New glyf and loca tables.</summary>
/// <param name="Repaired">Glyphs that became empty or were cut.</param>
/// <param name="Removed">Glyphs that lost their instructions.</param>
internal sealed record GlyphTables(ReadOnlyMemory<byte> Glyf, ReadOnlyMemory<byte> Loca, int Repaired, int Removed);
