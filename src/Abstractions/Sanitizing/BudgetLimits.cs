namespace Mugai.Sanitizing;

/// <summary>Numbers only: what one input may cost. Made by the host in proportion to the input's size and sent with the job.</summary>
public sealed record BudgetLimits
{
    /// <summary>Bytes that decoding, inflating and writing may produce in all.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>Scratch at one time, bytes: the worker's memory and the pages that its host keeps for it.</summary>
    public required long MaxScratchBytes { get; init; }

    /// <summary>XML elements, HTML tokens, records, lines.</summary>
    public required long MaxObjects { get; init; }

    /// <summary>Parts in all.</summary>
    public required int MaxParts { get; init; }

    /// <summary>Containers inside containers; a mail in a mail is 2.</summary>
    public required int MaxDepth { get; init; }

    /// <summary>Bytes of clean output.</summary>
    public required long MaxOutputBytes { get; init; }

    /// <summary>Wall-clock milliseconds; the parent kills the worker then.</summary>
    public required int MaxMilliseconds { get; init; }

    /// <summary>Resident memory of the worker, bytes; the parent kills the worker then.</summary>
    public required long MaxResidentBytes { get; init; }

    /// <summary>
    /// The default proportions. A real office file inflates to 10–20 times its size, a sheet of repeated cells to 100 times;
    /// the constants give small inputs room to be ordinary.
    /// </summary>
    public static BudgetLimits ForInput(long bytes) => new()
    {
        MaxBytes = (64L << 20) + (100 * bytes),
        MaxScratchBytes = (64L << 20) + (24 * bytes),
        MaxObjects = 1_000_000 + (2 * bytes),
        // A file in an archive takes 100 bytes or more of it, in a solid one a few; 30,000 keep the report at some ten megabytes.
        MaxParts = (int)Math.Min(4_000 + (bytes / 16), 30_000),
        MaxDepth = 16,
        MaxOutputBytes = (8L << 20) + (16 * bytes),
        MaxMilliseconds = (int)Math.Min(10_000 + (bytes / 1_000), 300_000),
        MaxResidentBytes = (256L << 20) + (32 * bytes),
    };
}
