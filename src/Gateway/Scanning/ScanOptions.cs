namespace Mugai.Gateway.Scanning;

/// <summary>The scanners of the installation, as the configuration says (<c>scan.…</c>).</summary>
public sealed record ScanOptions
{
    /// <summary>Name → address; empty: nothing is scanned.</summary>
    public IReadOnlyDictionary<string, string> Scanners { get; init; } = new Dictionary<string, string>();

    /// <summary>For one content.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Contents at one time, for each scanner.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Signatures older than this are told of.</summary>
    public TimeSpan MaxSignatureAge { get; init; } = TimeSpan.FromDays(3);

    /// <summary>One scanner that says clean is enough while others do not answer.</summary>
    public bool DangerOneCleanIsEnough { get; init; }

    /// <summary>A scanner that does not name the EICAR test file counts as one that answers.</summary>
    public bool DangerNoSelfTest { get; init; }

    /// <summary>New mail is answered 451 while it could not be scanned.</summary>
    public bool RefuseWhileDown { get; init; }
}
