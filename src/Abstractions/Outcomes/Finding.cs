namespace Mugai;

/// <summary>What was done about a finding. Values are wire values and never reused.</summary>
public enum FindingAction : byte
{
    /// <summary>The object is gone.</summary>
    Removed = 1,

    /// <summary>Something harmless stands in its place.</summary>
    Replaced = 2,

    /// <summary>Written again in canonical form.</summary>
    Rewritten = 3,

    /// <summary>Still visible, can no longer act.</summary>
    Neutralized = 4,

    /// <summary>Seen and left, because the policy says so.</summary>
    Kept = 5,
}

/// <summary>Something that was found in a part, and what was done about it.</summary>
/// <param name="Path">Where: the part's own path followed by the place inside it, e.g. <c>/attachments/2/word/vbaProject.bin</c>; <c>/</c> is the whole input.</param>
/// <param name="Code">Dotted, stable code such as <c>ooxml.vba</c>, listed in docs/formats.</param>
/// <param name="Action">What was done.</param>
/// <param name="Count">How many of the same kind; at least 1.</param>
/// <param name="Detail">A few words taken from the input, or empty.</param>
public sealed record Finding(string Path, string Code, FindingAction Action, int Count, UntrustedText Detail);
