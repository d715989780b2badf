namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>How a part stands. The numbers are those of the metric <c>mugai.health.part</c>.</summary>
internal enum PartState
{
    /// <summary>As it should be.</summary>
    Ok = 0,

    /// <summary>Mail flows; somebody should look soon.</summary>
    Warning = 1,

    /// <summary>Mail waits, or nobody may rely on this part.</summary>
    Failed = 2,
}

/// <summary>What somebody who watches is told of a part: what is wrong, and what to do. It names no person and no message.</summary>
/// <param name="En">What is wrong.</param>
/// <param name="Ja">The same in Japanese.</param>
/// <param name="DoEn">What to do.</param>
/// <param name="DoJa">The same in Japanese.</param>
internal sealed record Complaint(string En, string Ja, string DoEn, string DoJa);

/// <summary>One part of the gateway as it was looked at last.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Complaint">What is wrong; null while it is Ok.</param>
internal sealed record HealthPart(PartState State, Complaint? Complaint)
{
    public static HealthPart Ok { get; } = new(PartState.Ok, null);

    public static HealthPart Warning(Complaint complaint) => new(PartState.Warning, complaint);

    public static HealthPart Failed(Complaint complaint) => new(PartState.Failed, complaint);
}

/// <summary>Looks at one part; every part is an alert too. Must end by itself in bounded time; whatever it throws is a warning of its own.</summary>
/// <param name="Name">A stable word: it names the part in <c>/health</c>, in the metric and in alerts.</param>
/// <param name="LookAsync">Looks.</param>
internal sealed record HealthProbe(string Name, Func<CancellationToken, ValueTask<HealthPart>> LookAsync);
