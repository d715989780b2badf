namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>A stretch of text in the document stream ([MS-DOC] 2.9.177): characters from <paramref name="FirstCharacter"/> on, of one byte each when narrow, else of two.</summary>
internal readonly record struct TextPiece(uint FirstCharacter, uint Count, uint Start, bool IsNarrow);
