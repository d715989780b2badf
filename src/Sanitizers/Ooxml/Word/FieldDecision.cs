namespace Mugai.Sanitizers.Ooxml.Word;

/// <summary>What becomes of one field.</summary>
internal enum FieldFate : byte
{
    /// <summary>Never closed: its marks and code go, the text around them stays.</summary>
    Dangling,

    /// <summary>Stays a field.</summary>
    Keep,

    /// <summary>The code goes, the last result stays as text.</summary>
    Flatten,
}

/// <summary>The decision about one field.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Code">The finding when it does not stay.</param>
/// <param name="Name">Its name, for the report.</param>
/// <param name="ShownText">Text that Word shows out of the code itself (MACROBUTTON, GOTOBUTTON); written where the field ends. Null for none.</param>
internal readonly record struct FieldDecision(FieldFate Fate, string Code, string Name, string? ShownText = null)
{
    public static readonly FieldDecision Kept = new(FieldFate.Keep, "", "");
    public static readonly FieldDecision Open = new(FieldFate.Dangling, OoxmlCodes.Field, "");
}
