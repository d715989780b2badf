using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>What becomes of an element.</summary>
internal enum ElementAction : byte
{
    /// <summary>Written, with what is inside.</summary>
    Keep,

    /// <summary>Gone, with what is inside.</summary>
    Drop,

    /// <summary>The tags go, what is inside stays.</summary>
    Unwrap,

    /// <summary>Only a picture inside stays, in the element's place (an OLE frame and its preview).</summary>
    KeepPicture,

    /// <summary>Gone, with what is inside; <see cref="ElementRule.Stand"/> writes what takes its place.</summary>
    Replace,
}

/// <summary>Looks at one start tag, may change it, and says what becomes of it.</summary>
internal delegate ElementAction ElementJudge(ElementStart element, PartScope scope);

/// <summary>Writes what stands in the place of an element.</summary>
internal delegate void ElementStand(ElementStart element, PartScope scope, IXmlSink sink);

/// <summary>Looks at the whole text of an element; what it returns is written, null drops the element.</summary>
internal delegate string? TextJudge(ElementStart element, string text, PartScope scope);

/// <summary>
/// The rule for one element. Elements of an allowed namespace without a rule are kept; the schema allow-list will turn that around without changing
/// this shape.
/// </summary>
internal sealed record ElementRule
{
    /// <summary>What becomes of it when <see cref="Judge"/> is null.</summary>
    public ElementAction Action { get; init; }

    /// <summary>The finding when it is dropped; null says nothing.</summary>
    public string? Code { get; init; }

    /// <summary>True for containers that must not be left empty: written only when something inside is.</summary>
    public bool OnlyFilled { get; init; }

    /// <summary>True for elements whose relationship may be a hyperlink to the outside.</summary>
    public bool MayLinkOut { get; init; }

    /// <summary>True when a dead relationship costs the attribute only, not the element.</summary>
    public bool SurvivesDeadReference { get; init; }

    /// <summary>A closer look.</summary>
    public ElementJudge? Judge { get; init; }

    /// <summary>What stands in its place; only with <see cref="ElementAction.Replace"/>.</summary>
    public ElementStand? Stand { get; init; }

    /// <summary>A look at the text.</summary>
    public TextJudge? Text { get; init; }
}
