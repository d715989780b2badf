namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>The subdictionaries of a resource dictionary that content refers to by name (ISO 32000-2, table 34).</summary>
public enum ResourceCategory
{
    None,
    Font,
    XObject,
    ExtGState,
    ColorSpace,
    Pattern,
    Shading,
    Properties,
}
