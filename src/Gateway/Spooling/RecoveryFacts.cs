namespace Mugai.Gateway.Spooling;

/// <summary>What start-up found and did.</summary>
/// <param name="DroppedRecords">Whole records without a row: never acknowledged, dropped.</param>
/// <param name="CutBytes">Bytes cut off behind the last acknowledged record (preallocation, torn tails).</param>
/// <param name="RemovedFiles">Files nobody refers to.</param>
/// <param name="DamagedMessages">Acknowledged messages whose record is missing or broken. Should be impossible.</param>
public sealed record RecoveryFacts(int DroppedRecords, long CutBytes, int RemovedFiles, int DamagedMessages)
{
    /// <summary>A clean start.</summary>
    public static RecoveryFacts Nothing { get; } = new(0, 0, 0, 0);
}
