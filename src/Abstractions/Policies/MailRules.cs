namespace Mugai.Policies;

/// <summary>
/// What was found decides about the whole mail, once it was sanitized: it waits for a person (<c>holdMessage</c>) or goes back to its sender. Read by the host alone, from the report; a worker
/// is told nothing of it. The stronger rule stands: refused before held.
/// </summary>
public sealed record MailRules
{
    /// <summary>Finding codes, or <c>room.*</c> for all of a room, that hold a mail.</summary>
    public IReadOnlyList<string> HoldFindings { get; init; } = [];

    /// <summary>The same for mails that go back.</summary>
    public IReadOnlyList<string> RejectFindings { get; init; } = [];

    /// <summary>Reasons of a part that was refused, or waits, which hold the mail.</summary>
    public IReadOnlyList<Reason> HoldFailures { get; init; } = [];

    /// <summary>The same for mails that go back.</summary>
    public IReadOnlyList<Reason> RejectFailures { get; init; } = [];

    /// <summary>True when <paramref name="code"/> is one of <paramref name="patterns"/>.</summary>
    public static bool Names(IReadOnlyList<string> patterns, string code)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            var pattern = patterns[i];
            if (pattern == code || (pattern.EndsWith(".*", StringComparison.Ordinal) && code.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
