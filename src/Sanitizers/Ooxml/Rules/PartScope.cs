using Mugai.Sanitizers.Ooxml.Excel;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>What rules may know while one part is written.</summary>
internal sealed class PartScope(PlannedPart part, PackageFacts facts, PartSurvey survey, FindingTally tally)
{
    /// <summary>The part.</summary>
    public PlannedPart Part => part;

    /// <summary>What is known of the whole package.</summary>
    public PackageFacts Facts => facts;

    /// <summary>What an earlier reading of this part found.</summary>
    public PartSurvey Survey => survey;

    /// <summary>The documents that this one takes in; null while it is only looked at.</summary>
    public AltChunks? Chunks { get; init; }

    /// <summary>Shared formulas of this sheet whose first cell was refused; the others follow.</summary>
    public HashSet<string> RefusedSharedFormulas { get; } = [];

    /// <summary>Cells that the current row of this sheet had so far.</summary>
    public int CellsOfRow { get; set; }

    /// <summary>Records a finding in this part.</summary>
    public void Report(string code, FindingAction action, string? detail = null) => tally.Add(part.SourceName, code, action, detail);
}
