namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>What is asked of an attribute's value before it may stay.</summary>
internal enum ValueKind : byte
{
    /// <summary>Not listed: never stays.</summary>
    Never,

    /// <summary>A namespace declaration.</summary>
    Declaration,

    /// <summary>Must not reach out of the document.</summary>
    Plain,

    /// <summary>A text or a format, which may look like anything.</summary>
    Free,

    /// <summary>xlink:href: the rule of its element decides.</summary>
    Link,

    /// <summary>A web address that is shown.</summary>
    Address,

    /// <summary>A formula with its grammar's prefix.</summary>
    Formula,

    /// <summary>A condition over cells.</summary>
    Condition,

    /// <summary>Cells of this document.</summary>
    Range,

    /// <summary>The name of the object that LibreOffice makes for a form control.</summary>
    Control,

    /// <summary>Marks by which sessions of editing are told apart.</summary>
    Session,
}
