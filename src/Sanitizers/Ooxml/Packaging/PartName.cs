namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>
/// Part names (ISO/IEC 29500-2 §6.2) without their leading slash: resolving a target against its source, and the way back. A target that
/// climbs out of the package, names a scheme or holds what a name may not hold has no part.
/// </summary>
internal static class PartName
{
    private const int MaxChars = 1024;

    /// <summary>The part that <paramref name="target"/> means, seen from <paramref name="source"/> (empty for the package); null when it means none.</summary>
    public static string? Resolve(string source, string target)
    {
        var path = target.AsSpan();
        var fragment = path.IndexOf('#');
        if (fragment >= 0)
        {
            path = path[..fragment];
        }

        if (path.IsEmpty || path.Length > MaxChars || path.ContainsAny(':', '?', '\0'))
        {
            return null;
        }

        var plain = Unescape(path).Replace('\\', '/');
        var segments = new List<string>();
        if (plain[0] != '/')
        {
            segments.AddRange(source.Split('/'));
            segments.RemoveAt(segments.Count - 1);
        }

        foreach (var segment in plain.Split('/'))
        {
            if (segment == "..")
            {
                if (segments.Count == 0)
                {
                    return null;
                }

                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }

        return segments.Count == 0 ? null : string.Join('/', segments);
    }

    /// <summary>The relative target that leads from <paramref name="source"/> to <paramref name="part"/>.</summary>
    public static string Relative(string source, string part)
    {
        var from = source.Split('/');
        var to = part.Split('/');
        var shared = 0;
        while (shared < from.Length - 1 && shared < to.Length - 1 && from[shared] == to[shared])
        {
            shared++;
        }

        return string.Concat(Enumerable.Repeat("../", from.Length - 1 - shared)) + string.Join('/', to[shared..]);
    }

    /// <summary>Where the relationships of <paramref name="part"/> stand; empty means the package's own.</summary>
    public static string RelationshipsOf(string part)
    {
        var slash = part.LastIndexOf('/');
        return string.Concat(part.AsSpan(0, slash + 1), "_rels/", part.AsSpan(slash + 1), ".rels");
    }

    /// <summary>The extension in lower case with its dot, or empty.</summary>
    public static string ExtensionOf(string part)
    {
        var dot = part.LastIndexOf('.');
        return dot > part.LastIndexOf('/') ? part[dot..].ToLowerInvariant() : "";
    }

    private static string Unescape(ReadOnlySpan<char> path) => path.Contains('%') ? Uri.UnescapeDataString(path) : path.ToString();
}
