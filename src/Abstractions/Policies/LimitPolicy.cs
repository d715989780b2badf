using Mugai.Sanitizing;

namespace Mugai.Policies;

/// <summary>What a policy lets one mail cost where that is less than its size allows (<see cref="BudgetLimits.ForInput"/>). It only lowers: no policy can make a mail cost more. Read by the host alone.</summary>
public sealed record LimitPolicy
{
    /// <summary>How deep a part may lie: 2 is an attachment, 3 a file in an archive or what a document is made of. Null: as deep as ever.</summary>
    public int? Depth { get; init; }

    /// <summary>Parts in all.</summary>
    public int? Parts { get; init; }

    /// <summary>Bytes that decoding and unpacking may produce in all.</summary>
    public long? Unpacked { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The lower of both.</summary>
    public BudgetLimits Within(BudgetLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return limits with
        {
            MaxDepth = Math.Min(limits.MaxDepth, Depth ?? int.MaxValue),
            MaxParts = Math.Min(limits.MaxParts, Parts ?? int.MaxValue),
            MaxBytes = Math.Min(limits.MaxBytes, Unpacked ?? long.MaxValue),
            MaxMilliseconds = (int)Math.Min(limits.MaxMilliseconds, Time?.TotalMilliseconds ?? int.MaxValue),
        };
    }
}
