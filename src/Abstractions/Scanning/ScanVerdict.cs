namespace Mugai.Scanning;

/// <summary>What a scanner came to. Values are stored and never reused. There is no "skipped": who was not asked has no verdict.</summary>
public enum ScanVerdict : byte
{
    /// <summary>It read everything and knows nothing bad in it.</summary>
    Clean = 1,

    /// <summary>It named something, or gave back other bytes than it got.</summary>
    Infected = 2,

    /// <summary>It was not there, took too long, refused, or answered what no scanner says: nobody knows.</summary>
    Failed = 3,
}
