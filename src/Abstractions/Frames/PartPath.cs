using System.Globalization;
using System.Text;

namespace Mugai.Frames;

/// <summary>
/// What a part's path may look like on the wire: <c>/</c>, or segments after slashes, none of them empty, <c>.</c> or <c>..</c>, no control or
/// formatting characters. Names inside files are hostile: <see cref="Clean"/> makes any path fit, the same one always the same way.
/// </summary>
public static class PartPath
{
    /// <summary>The whole input.</summary>
    public const string Root = "/";

    /// <summary>Whether <paramref name="path"/> is as described.</summary>
    public static bool IsValid(string path)
    {
        if (path == Root)
        {
            return true;
        }

        if (path.Length == 0 || path[0] != '/')
        {
            return false;
        }

        var rest = path.AsSpan(1);
        while (true)
        {
            var slash = rest.IndexOf('/');
            var segment = slash < 0 ? rest : rest[..slash];
            if (segment.Length == 0 || segment is "." or ".." || !IsPlain(segment))
            {
                return false;
            }

            if (slash < 0)
            {
                return true;
            }

            rest = rest[(slash + 1)..];
        }
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="ancestor"/> itself or lies below it.</summary>
    public static bool IsWithin(string path, string ancestor) =>
        ancestor == Root || path == ancestor || (path.Length > ancestor.Length && path[ancestor.Length] == '/' && path.StartsWith(ancestor, StringComparison.Ordinal));

    /// <summary>The nearest valid path.</summary>
    public static string Clean(string path)
    {
        if (IsValid(path))
        {
            return path;
        }

        var clean = new StringBuilder(path.Length + 1);
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            clean.Append('/');
            if (segment is "." or "..")
            {
                clean.Append('_', segment.Length);
                continue;
            }

            foreach (var rune in segment.EnumerateRunes())
            {
                clean.Append(IsPlain(rune) ? rune.ToString() : "_");
            }
        }

        return clean.Length == 0 ? Root : clean.ToString();
    }

    private static bool IsPlain(ReadOnlySpan<char> segment)
    {
        if (System.Text.Ascii.IsValid(segment))
        {
            return !segment.ContainsAnyInRange('\0', '\x1f') && !segment.Contains('\x7f');
        }

        foreach (var rune in segment.EnumerateRunes())
        {
            if (!IsPlain(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(Rune rune) => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
