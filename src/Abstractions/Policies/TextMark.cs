namespace Mugai.Policies;

/// <summary>Whether clean UTF-8 text files begin with a byte-order mark. Values are wire values and never reused.</summary>
public enum TextMark : byte
{
    /// <summary>CSV and TSV have one, so that Excel shows Japanese; other texts when they came with one.</summary>
    Auto = 1,

    /// <summary>Every text file has one.</summary>
    Always = 2,

    /// <summary>None has.</summary>
    Never = 3,
}
