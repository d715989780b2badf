namespace Mugai.Sanitizers.Archives;

/// <summary>Names of what an archive becomes.</summary>
internal static class ArchiveNames
{
    private static readonly string[] Filters = [".gz", ".bz2", ".xz", ".lzma", ".zst", ".z", ".lz"];
    private static readonly string[] Archives = [".tgz", ".tbz2", ".tbz", ".txz", ".tlz", ".tzst", ".taz", ".7z", ".rar", ".lzh", ".lha", ".cab", ".tar", ".iso", ".zipx", ".zip"];

    /// <summary>The name of the file inside a compressed one: without the suffix that tells the compressor.</summary>
    public static string WithoutFilter(string name) => Without(name, Filters) ?? (Without(name, [".tgz", ".taz", ".tbz2", ".tbz", ".txz", ".tlz", ".tzst"]) is { } tar ? tar + ".tar" : name);

    /// <summary>a.tar.gz, a.tgz, a.7z → a.zip.</summary>
    public static string AsZip(string name)
    {
        var inner = Without(name, Filters) ?? name;
        return (Without(inner, Archives) ?? inner) + ".zip";
    }

    private static string? Without(string name, string[] suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^suffix.Length];
            }
        }

        return null;
    }
}
