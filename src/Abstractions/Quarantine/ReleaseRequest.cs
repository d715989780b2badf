using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>How much harm the content does in wrong hands (重要性分類 of the municipal guideline). Values are stored and never reused.</summary>
public enum Importance : byte
{
    /// <summary>重要性分類 I: residents' data and the like.</summary>
    One = 1,

    /// <summary>重要性分類 II: not meant for the public.</summary>
    Two = 2,

    /// <summary>重要性分類 III: everything else.</summary>
    Three = 3,
}

/// <summary>What a person asks for.</summary>
public sealed record NewRequest
{
    /// <summary>The mail.</summary>
    public required MessageId Message { get; init; }

    /// <summary>Who asks.</summary>
    public required string Person { get; init; }

    /// <summary>The tenant of who asks.</summary>
    public required string Tenant { get; init; }

    /// <summary>The department of who asks; its approvers decide.</summary>
    public required string Department { get; init; }

    /// <summary>The addresses of who asks: the mail must be to one of them.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>How it is wanted.</summary>
    public required ReleaseWay Way { get; init; }

    /// <summary>Paths of the parts that are needed; told to the approver. Of <see cref="ReleaseWay.ConfirmedParts"/> these are what is released; every other way releases the original as one mail.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Why.</summary>
    public UntrustedText Reason { get; init; }

    /// <summary>重要性分類.</summary>
    public Importance Importance { get; init; } = Importance.Three;

    /// <summary>特定個人情報 is involved.</summary>
    public bool HasSpecificPersonalData { get; init; }
}

/// <summary>What sanitizing and scanning the original again said.</summary>
/// <param name="Time">When.</param>
/// <param name="Outcome">What became of the mail.</param>
/// <param name="Reason">Why it was refused, or none.</param>
/// <param name="Findings">Codes of what was found, each once.</param>
/// <param name="Policy">The revision it was judged by.</param>
public sealed record ReleaseCheck(DateTimeOffset Time, Outcome Outcome, Reason Reason, IReadOnlyList<string> Findings, string Policy)
{
    /// <summary>What the scanners said of the original; null when the installation has none.</summary>
    public ScanReport? Scan { get; init; }

    /// <summary>A scanner named it, or the check did not come to its end, so that nobody knows what it holds: nothing of the original is released, whoever agrees.</summary>
    public bool Forbids => Reason is Reason.Scanner or Reason.Timeout or Reason.Crashed || Scan is { Verdict: ScanVerdict.Infected };

    /// <summary>A scanner did not answer: nobody knows yet. It may be asked for; it is not released before a scanner said more.</summary>
    public bool IsUnknown => Scan is { Verdict: ScanVerdict.Failed };
}

/// <summary>A request as it stands.</summary>
public sealed record ReleaseRequest
{
    /// <summary>32 hex digits; carries no power.</summary>
    public required MessageId Id { get; init; }

    /// <summary>What is asked for.</summary>
    public required NewRequest Asked { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>Index of the recipient it is for.</summary>
    public required int Recipient { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When the state it is in ends by itself.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The approver who agreed first of two, or null.</summary>
    public string? First { get; init; }

    /// <summary>By whose right the first one agreed: the own, or that of an approver who is absent.</summary>
    public string? FirstFor { get; init; }

    /// <summary>Who decided, or null.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>By whose right: the own, or that of an approver who is absent.</summary>
    public string? DecidedFor { get; init; }

    /// <summary>The approver's words.</summary>
    public UntrustedText Decision { get; init; }

    /// <summary>The last check of the original, or null.</summary>
    public ReleaseCheck? Check { get; init; }
}

/// <summary>A request before somebody who may decide about it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Right">By whose right the person decides: the own id or that of an approver who is absent. Null: it is shown, and another one must decide.</param>
/// <param name="NeedsTwo">Two must agree.</param>
public sealed record RequestToDecide(ReleaseRequest Request, string? Right, bool NeedsTwo);
