using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>What became of a job. The caller stores it: a verdict that cost a worker's life must not be found out again.</summary>
public sealed record SandboxResult
{
    /// <summary>The report; its root has the path <c>/</c>. Sizes and digests of the root are our own count.</summary>
    public required PartReport Report { get; init; }

    /// <summary>What a mail said of itself; null for files and when no worker got that far.</summary>
    public MailFacts? Facts { get; init; }

    /// <summary>Workers that died or were ended over this job; 0 as a rule.</summary>
    public int WorkersLost { get; init; }

    /// <summary>The outcome of the whole.</summary>
    public Outcome Outcome => Report.Outcome;

    /// <summary>Why the whole is Blocked or Held.</summary>
    public Reason Reason => Report.Reason;

    /// <summary>True when the sink holds a clean output that may leave. A Blocked mail has one too: the notice that stands in its place.</summary>
    public bool HasOutput => Report.Output is not null;
}
