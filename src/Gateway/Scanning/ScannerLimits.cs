namespace Mugai.Gateway.Scanning;

/// <summary>Numbers of one conversation with a scanner.</summary>
internal sealed record ScannerLimits
{
    /// <summary>For one content, from connecting to the verdict. Origin: clamd gives up at 120 s itself (MaxScanTime).</summary>
    public TimeSpan ScanTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For a question about the scanner itself.</summary>
    public TimeSpan AskTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Contents at one time. Origin: below clamd's MaxThreads of 10.</summary>
    public int Connections { get; init; } = 8;
}
