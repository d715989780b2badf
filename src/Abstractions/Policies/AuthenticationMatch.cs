using Mugai.Sanitizing;

namespace Mugai.Policies;

/// <summary>For mail with which results of sender authentication a policy is meant. Every list that is named must hold the result; an empty one holds any.</summary>
public sealed record AuthenticationMatch
{
    /// <summary>Results of SPF.</summary>
    public IReadOnlyList<AuthenticationResult> Spf { get; init; } = [];

    /// <summary>Results of DKIM.</summary>
    public IReadOnlyList<AuthenticationResult> Dkim { get; init; } = [];

    /// <summary>Results of DMARC.</summary>
    public IReadOnlyList<AuthenticationResult> Dmarc { get; init; } = [];

    /// <summary>The first check whose result does not fit (<c>spf</c>, <c>dkim</c>, <c>dmarc</c>); null when all do.</summary>
    public string? Misfit(AuthenticationResults results) =>
        !Holds(Spf, results.Spf) ? "spf" : !Holds(Dkim, results.Dkim) ? "dkim" : !Holds(Dmarc, results.Dmarc) ? "dmarc" : null;

    private static bool Holds(IReadOnlyList<AuthenticationResult> wanted, AuthenticationResult result) => wanted.Count == 0 || wanted.Contains(result);
}
