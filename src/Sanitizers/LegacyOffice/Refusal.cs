namespace Mugai.Sanitizers.LegacyOffice;

/// <summary>Why a file is not rebuilt.</summary>
/// <param name="Reason">What the report says.</param>
/// <param name="Detail">What it was, in a few words.</param>
/// <param name="IsTrap">Nothing that writes files makes this; whatever the text would be, it stays out.</param>
internal sealed record Refusal(Reason Reason, string Detail, bool IsTrap = false)
{
    /// <summary>
    /// The structure alone is at fault, and the text may stand for the file. What is Ambiguous could mean one thing to us and another to Office.
    /// </summary>
    public bool LeavesText => !IsTrap && Reason is (Reason.Corrupt or Reason.Unsupported);
}
