namespace Mugai.Sanitizers.Zip;

/// <summary>How hard entries are packed, as levels of zlib.</summary>
public enum ZipEffort
{
    /// <summary>As closely as Office packs its files, in less than half the time.</summary>
    Office = 2,

    /// <summary>As archivers do by default.</summary>
    Small = 6,
}
