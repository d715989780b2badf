namespace Mugai.Sanitizing;

/// <summary>A member after sanitizing: its report and, for Rebuilt and Replaced, the clean bytes.</summary>
public sealed class PartResult(PartReport report, FileFormat? outputFormat, Stream? output) : IDisposable
{
    /// <summary>What was done.</summary>
    public PartReport Report { get; } = report;

    /// <summary>The format of the clean bytes; null when there are none.</summary>
    public FileFormat? OutputFormat { get; } = outputFormat;

    /// <summary>The clean, verified bytes, positioned at 0; null for Blocked and Held.</summary>
    public Stream? Output { get; } = output;

    /// <inheritdoc/>
    public void Dispose() => Output?.Dispose();
}
