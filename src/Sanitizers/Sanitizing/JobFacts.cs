using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>Everything besides the bytes that decides how an input is sanitized. Same facts and same bytes give the same output.</summary>
public sealed record JobFacts
{
    /// <summary>The name the input came under; empty for a mail.</summary>
    public UntrustedText Name { get; init; }

    /// <summary>A mail or a file.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>What to do with which part.</summary>
    public required SanitizePolicy Policy { get; init; }

    /// <summary>What the input may cost.</summary>
    public required BudgetLimits Limits { get; init; }

    /// <summary>
    /// Part paths that killed an earlier worker, with <see cref="Reason.Crashed"/> or <see cref="Reason.Timeout"/>: they are Blocked for
    /// that reason without being opened.
    /// </summary>
    public IReadOnlyDictionary<string, Reason> Excluded { get; init; } = new Dictionary<string, Reason>();

    /// <summary>See <see cref="JobFrame.Passwords"/>.</summary>
    public IReadOnlyList<string> Passwords { get; init; } = [];

    /// <summary>See <see cref="JobFrame.Following"/>.</summary>
    public IReadOnlyList<string> Following { get; init; } = [];

    /// <summary>See <see cref="JobFrame.Single"/>.</summary>
    public SinglePart? Single { get; init; }

    /// <summary>Put before the content digest in the seed of boundaries and fresh names; the same for every attempt at one message.</summary>
    public string SeedPrefix { get; init; } = "";
}
