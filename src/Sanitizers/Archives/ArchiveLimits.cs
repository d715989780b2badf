namespace Mugai.Sanitizers.Archives;

/// <summary>Numbers only: what one archive may cost besides the budget of the whole input.</summary>
public sealed record ArchiveLimits
{
    /// <summary>Entries of one archive; as many as parts may be (<see cref="Mugai.Sanitizing.BudgetLimits.ForInput"/>).</summary>
    public int MaxEntries { get; init; } = 30_000;

    /// <summary>Bytes of a central directory, which is read at once: 30,000 entries with names of 500 bytes.</summary>
    public int MaxDirectoryBytes { get; init; } = 16 << 20;

    /// <summary>Folders above a member; deeper ones are cut from the outside.</summary>
    public int MaxFolders { get; init; } = 32;

    /// <summary>Bytes of a whole path. Windows stops at 260 characters unless told otherwise; three bytes for a kanji.</summary>
    public int MaxPathBytes { get; init; } = 780;

    /// <summary>Passwords that may fail on one archive: 256 candidates in two charsets, twice.</summary>
    public int MaxFailedTries { get; init; } = 1_024;

    /// <summary>Entries whose password check is compared before an entry is read in full; each takes a wrong ZipCrypto password to 1 in 256.</summary>
    public int CheckedHeaders { get; init; } = 16;
}
