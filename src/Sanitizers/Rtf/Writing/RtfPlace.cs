namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>What the group is in which the rewriter stands.</summary>
internal enum RtfPlace : byte
{
    Story,
    Data,
    LevelText,
    Digits,
    FontTable,
    ColorTable,
    StyleSheet,
    Field,
    Instruction,
    Object,
    ObjectData,
    ObjectClass,
    Picture,
    ShapeProperty,
    ShapeName,
    ShapeValue,

    /// <summary>\upr: the same text twice, of which the one in \ud is taken.</summary>
    Unicode,
}

/// <summary>One open group.</summary>
internal struct RtfScope
{
    public RtfPlace Place;

    /// <summary>What stands around the field, the object or the pair of texts of which it is a part.</summary>
    public RtfPlace Outer;

    /// <summary>Where its brace was written; -1 as long as nothing inside was.</summary>
    public long Brace;

    /// <summary>A control word stood last before that brace.</summary>
    public bool IsAfterWord;

    /// <summary>What it is that must be finished with it.</summary>
    public RtfScopeEnd End;

    /// <summary>The charset's code page of the font that is being defined.</summary>
    public int FontPage;
}

/// <summary>What is done when a group ends.</summary>
internal enum RtfScopeEnd : byte
{
    Nothing,
    Field,
    Instruction,
    Object,
    Picture,
    ShapeProperty,
    ListOverride,
}
