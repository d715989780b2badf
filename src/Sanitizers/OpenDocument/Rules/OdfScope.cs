using System.Globalization;
using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>What the rules know while one part is written.</summary>
internal sealed class OdfScope(OdfDocument document, string part, FindingTally tally, ISanitizeContext context)
{
    private int _pictures;

    /// <summary>The document the part belongs to.</summary>
    public OdfDocument Document => document;

    public ISanitizeContext Context => context;

    /// <summary>What the policy says of names, comments and changes.</summary>
    public OfficePolicy Policy { get; } = context.Policy.Office;

    /// <summary>True when the policy wants no names of people.</summary>
    public bool HidesAuthors => Policy.RemoveMetadata;

    /// <summary>The path of the part in reports.</summary>
    public string Path { get; init; } = "";

    /// <summary>What a prefix in a value stands for.</summary>
    public required Func<string, string?> NamespaceOf { get; init; }

    /// <summary>True while the frame being read has an object already: its picture is a stand-in only.</summary>
    public bool BesideObject { get; set; }

    /// <summary>True when the body was of another kind than the package says.</summary>
    public bool HasWrongBody { get; set; }

    /// <summary>The name of the sheet being read, for findings about cells.</summary>
    public string Sheet { get; set; } = "";

    /// <summary>The path of the next picture that is spelled out in the part.</summary>
    public string NextPicturePath() => string.Create(CultureInfo.InvariantCulture, $"{Path}/picture{++_pictures}");

    public void Report(string code, FindingAction action, string? detail = null) => tally.Add(part, code, action, detail);
}
