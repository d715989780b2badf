using Mugai.Sanitizers.OpenDocument.Filtering;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>What becomes of an element.</summary>
internal enum OdfAction : byte
{
    /// <summary>Written, with what is inside.</summary>
    Keep,

    /// <summary>Gone, with what is inside.</summary>
    Drop,

    /// <summary>The tags go, what is inside stays.</summary>
    Unwrap,
}

/// <summary>Looks at one start tag, may change it, and says what becomes of it. Whoever drops something reports it.</summary>
internal delegate OdfAction OdfJudge(OdfElement element, OdfScope scope);

/// <summary>Looks at the whole text of an element; what it returns is written, null drops the element.</summary>
internal delegate string? OdfTextJudge(OdfElement element, string text, OdfScope scope);

/// <summary>The rule for one element.</summary>
internal sealed record OdfRule
{
    /// <summary>For elements that are listed and need no closer look.</summary>
    public static OdfRule Ordinary { get; } = new();

    /// <summary>For all that is not listed.</summary>
    public static OdfRule Unlisted { get; } = new() { Action = OdfAction.Drop, Code = OdfCodes.UnknownElement };

    /// <summary>What becomes of it when <see cref="Judge"/> is null.</summary>
    public OdfAction Action { get; init; }

    /// <summary>The finding when it does not stay; null says nothing.</summary>
    public string? Code { get; init; }

    /// <summary>True when the finding is for what is inside: writers leave empty ones behind.</summary>
    public bool OnlyFilledIsTold { get; init; }

    /// <summary>True for containers that must not be left empty: written only when something inside is.</summary>
    public bool OnlyFilled { get; init; }

    /// <summary>True for what shows something in a frame: where it goes, a picture of ours has to stand in when nothing else is left.</summary>
    public bool IsShown { get; init; }

    /// <summary>True when <see cref="Judge"/> decides about xlink:href; everywhere else the link goes.</summary>
    public bool TakesLink { get; init; }

    /// <summary>A closer look.</summary>
    public OdfJudge? Judge { get; init; }

    /// <summary>A look at the text.</summary>
    public OdfTextJudge? Text { get; init; }
}
