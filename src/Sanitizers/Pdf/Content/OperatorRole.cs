namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>Operators that come in pairs or carry data.</summary>
internal enum OperatorRole
{
    Plain,
    Save,
    Restore,
    BeginText,
    EndText,
    BeginMarked,
    EndMarked,
    BeginCompatibility,
    EndCompatibility,
    InlineImage,
}
