using Mugai.Spooling;

namespace Mugai.Auditing;

/// <summary>Which audit entries are wanted; what is null is not asked for.</summary>
public sealed record AuditQuery
{
    /// <summary>About this message.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Of these kinds; empty: of all.</summary>
    public IReadOnlyList<AuditKind> Kinds { get; init; } = [];

    /// <summary>By this actor.</summary>
    public string? Actor { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only entries with a smaller number: the next page.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>At most so many.</summary>
    public int Max { get; init; } = 50;
}
