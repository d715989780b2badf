namespace Mugai.Sanitizers.LegacyOffice;

/// <summary>Why a file is not rebuilt: what the report says, and what it was in a few words.</summary>
internal sealed record Refusal(Reason Reason, string Detail)
{
    /// <summary>The structure alone is at fault, and the text may stand for the file. What is Ambiguous could mean one thing to us and another to Office.</summary>
    public bool LeavesText => Reason is Reason.Corrupt or Reason.Unsupported;
}
