namespace Mugai.Sanitizers.Zip;

/// <summary>One entry, after central directory and local header were found to agree.</summary>
/// <param name="Name">With forward slashes, without travel; a folder ends with one.</param>
/// <param name="Method">0 stored or 8 deflated.</param>
/// <param name="Crc32">Declared; checked when the entry is read to its end.</param>
/// <param name="CompressedSize">Bytes in the archive.</param>
/// <param name="DeclaredSize">Bytes it says it inflates to. Never trusted: only compared at the end.</param>
/// <param name="DataOffset">Where the data begin in the archive.</param>
public sealed record ZipEntry(string Name, ushort Method, uint Crc32, long CompressedSize, long DeclaredSize, long DataOffset)
{
    /// <summary>True for a folder.</summary>
    public bool IsFolder => Name.EndsWith('/');
}
