namespace Mugai.Sanitizers.Zip;

/// <summary>Numbers only: what a ZIP directory may cost to read.</summary>
public sealed record ZipLimits
{
    /// <summary>Entries. The largest office files seen have a few thousand parts.</summary>
    public int MaxEntries { get; init; } = 20_000;

    /// <summary>Bytes of the central directory, which is read at once.</summary>
    public int MaxDirectoryBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of one name. APPNOTE 4.4.10 allows 65,535; nobody's office names are longer than a path may be on Windows.</summary>
    public int MaxNameBytes { get; init; } = 1024;
}
