namespace Mugai;

/// <summary>What was done with one part (or the whole input, path <c>/</c>). The tree of these is the report.</summary>
public sealed record PartReport
{
    /// <summary>The part's own path, e.g. <c>/attachments/2</c>; <c>/</c> for the whole input.</summary>
    public required string Path { get; init; }

    /// <summary>What came in.</summary>
    public required FileFacts Input { get; init; }

    /// <summary>What became of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why it was Blocked or Held; <see cref="Reason.None"/> otherwise.</summary>
    public Reason Reason { get; init; }

    /// <summary>
    /// Which password opened it: an index into the job's candidates; from their count on, into the words of the mail itself
    /// (<c>MailFacts.PasswordWords</c>). Null when none was needed.
    /// </summary>
    public int? PasswordIndex { get; init; }

    /// <summary>What went out; null when nothing did.</summary>
    public FileFacts? Output { get; init; }

    /// <summary>What was found in this part itself (not in its members).</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>True when something in this part or below it is encrypted and waits for a password.</summary>
    public bool WaitsForPassword => Any(part => part is { Outcome: Outcome.Held, Reason: Reason.Encrypted });

    /// <summary>Members: MIME parts, archive entries, package parts that are files of their own.</summary>
    public IReadOnlyList<PartReport> Parts { get; init; } = [];

    /// <summary>True when the condition holds for this part or one below it. Iterative: the depth of parts is the sender's choice.</summary>
    public bool Any(Predicate<PartReport> holds)
    {
        var open = new Stack<PartReport>([this]);
        while (open.TryPop(out var part))
        {
            if (holds(part))
            {
                return true;
            }

            foreach (var member in part.Parts)
            {
                open.Push(member);
            }
        }

        return false;
    }
}
