namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>The namespaces that rules speak of; transitional and strict are one. <see cref="Other"/> is allowed without a rule of its own.</summary>
internal enum Vocabulary : byte
{
    /// <summary>Not on the allow-list.</summary>
    Unknown,

    /// <summary>No namespace: attributes, and the HTML inside VML text boxes.</summary>
    None,
    Other,
    Xml,
    Xmlns,
    Xsi,

    /// <summary>Markup compatibility.</summary>
    Mc,

    /// <summary>Relationship attributes (r:id, r:embed …).</summary>
    R,
    Word,
    Word15,
    Sheet,
    Sheet14,
    Sheet15,

    /// <summary>x15ac, the author's path.</summary>
    Sheet15Path,

    /// <summary>xm, formulas in extension lists.</summary>
    SheetFormula,
    Slide,
    Slide14,
    Drawing,
    Drawing14,
    SheetDrawing,
    Chart,
    ChartEx,
    Diagram,
    Vml,
    Office,
    OfficeWord,
    OfficeExcel,
    ExtendedProperties,
    CustomProperties,
    VariantTypes,
    Svg,
    Visio,
}
