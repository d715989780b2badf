namespace Mugai.Sanitizers.Rtf.Vocabulary;

/// <summary>What becomes of a control word.</summary>
internal enum RtfKind : byte
{
    /// <summary>Written with its number, which is one of 16 bits.</summary>
    Format,

    /// <summary>Written with its number of 32 bits.</summary>
    Wide,

    /// <summary>Stands for a character or a break; written.</summary>
    Character,

    /// <summary>Passed over and worth no word: it says nothing that a reader sees.</summary>
    Quiet,

    /// <summary>The group is text of the document.</summary>
    Story,

    /// <summary>The group stays, and is no text of the document.</summary>
    Data,

    /// <summary>The group stays; its characters below the blank are numbers: a length, places of levels.</summary>
    LevelText,

    /// <summary>The group stays with hexadecimal digits alone.</summary>
    Digits,

    /// <summary>The group goes without a word.</summary>
    QuietGroup,

    /// <summary>The group goes and is reported.</summary>
    Removed,

    /// <summary>The word alone goes and is reported.</summary>
    RemovedWord,

    /// <summary>Handled one by one.</summary>
    FontTable,
    ColorTable,
    StyleSheet,
    List,
    ListLevel,
    ListOverride,
    ListOverrideLevel,
    Info,
    Author,
    Field,
    FieldInstruction,
    FieldResult,
    Object,
    ObjectData,
    ObjectClass,
    ObjectResult,
    Picture,
    PictureWord,
    ShapeProperty,
    ShapeName,
    ShapeValue,
    Unicode,
    UnicodeText,
    Font,
    Style,
    Cell,
    CodePage,
    OverrideCount,
}
