namespace Mugai.People;

/// <summary>What became of handing decisions to somebody.</summary>
public enum DelegationOutcome
{
    /// <summary>It holds on its days.</summary>
    Done,

    /// <summary>Who hands over is no approver, or not active.</summary>
    NotAnApprover,

    /// <summary>The other one is not there, not active, of another tenant, or the same person.</summary>
    NotAllowed,

    /// <summary>The first day is after the last, the last one is past, or there are more than a year of them.</summary>
    WrongDays,

    /// <summary>Approvers need a second factor, and the other one has none yet.</summary>
    NoSecondFactor,

    /// <summary>It is so already on some of these days.</summary>
    Overlaps,
}
