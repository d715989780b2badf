namespace Mugai.Sanitizers.OpenDocument.Schema;

/// <summary>The namespaces that may be declared in a clean document. One without words in the tables may only stand before a value (formula grammars, names of controls).</summary>
internal enum OdfSpace : byte
{
    /// <summary>Not on the list.</summary>
    Unknown,

    /// <summary>No namespace: the attributes of MathML.</summary>
    None,
    Xml,
    Xmlns,
    Office,
    Style,
    Text,
    Table,
    Draw,
    Format,
    XLink,
    Dc,
    Meta,
    Number,
    Svg,
    Chart,
    Scene,
    Math,
    Form,
    Script,
    Presentation,
    Animation,
    Smil,
    Config,

    /// <summary>LibreOffice's extensions of the format.</summary>
    Extension,

    /// <summary>LibreOffice's extensions of sheets.</summary>
    CalcExtension,
    Field,
    FormExtension,
    OooDraw,
    OooOffice,
    OooTable,
    OooChart,
    TextJustify,

    /// <summary>Stands before values only.</summary>
    ValuePrefix,
}
