using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// Gives every member of an archive a path in the clean one: below its root, of names that Windows takes, no two alike where case does not count, no file
/// where a folder is. Remembers what it changed.
/// </summary>
internal sealed class MemberNames(ArchiveLimits limits)
{
    // Path, case not counted → whether a folder is there.
    private readonly Dictionary<string, bool> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);

    // Where counting goes on for a name that is there again and again: ten thousand of one name take ten thousand steps, not fifty million.
    private readonly Dictionary<string, int> _next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Paths that would have left the folder they are unpacked in: absolute, with a drive, with "..".</summary>
    public int Travelling { get; private set; }

    /// <summary>Names with characters or lengths that a file system refuses or that hide something.</summary>
    public int Renamed { get; private set; }

    /// <summary>Names that were there already.</summary>
    public int Doubled { get; private set; }

    /// <summary>The last segment of <paramref name="path"/>.</summary>
    public static string LastSegment(string path)
    {
        var trimmed = path.AsSpan().TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..].ToString();
    }

    /// <summary>The path of a file that came as <paramref name="path"/> (forward slashes) and is called <paramref name="cleanName"/> now.</summary>
    public string TakeFile(string path, string cleanName)
    {
        var end = path.LastIndexOf('/');
        var folder = end < 0 ? "" : Folder(path[..(end + 1)]);
        if (Encoding.UTF8.GetByteCount(folder) + Encoding.UTF8.GetByteCount(cleanName) > limits.MaxPathBytes)
        {
            folder = "";
            Renamed++;
        }

        return TakeFree(folder, cleanName, isFolder: false);
    }

    /// <summary>The path of a folder, with a slash at its end; empty for the root itself.</summary>
    public string TakeFolder(string path) => Folder(path.EndsWith('/') ? path : path + "/");

    // Raw folder path → clean one. Two raw paths may become one folder: what is in them is told apart by name.
    private string Folder(string raw)
    {
        if (_folders.TryGetValue(raw, out var known))
        {
            return known;
        }

        var segments = Clean(raw);
        var clean = "";
        foreach (var segment in segments)
        {
            clean = Enter(clean, segment);
        }

        if (Encoding.UTF8.GetByteCount(clean) > limits.MaxPathBytes)
        {
            Renamed++;
            clean = "";
        }

        _folders[raw] = clean;
        return clean;
    }

    private List<string> Clean(string raw)
    {
        var segments = new List<string>();
        var travels = raw.StartsWith('/');
        var isFirst = true;
        foreach (var range in raw.AsSpan(0, Math.Max(raw.Length - 1, 0)).Split('/'))
        {
            var segment = raw.AsSpan()[range];
            var isDrive = isFirst && segment.Length == 2 && segment[1] == ':';
            isFirst = false;
            if (segment.IsEmpty || segment is "." || isDrive || segment is "..")
            {
                travels |= isDrive || segment is "..";
                continue;
            }

            var clean = FileNameCleaner.CleanFolder(segment.ToString());
            Renamed += segment.SequenceEqual(clean) ? 0 : 1;
            if (clean.Length > 0)
            {
                segments.Add(clean);
            }
        }

        Travelling += travels ? 1 : 0;
        if (segments.Count > limits.MaxFolders)
        {
            Renamed++;
            segments.RemoveRange(0, segments.Count - limits.MaxFolders);
        }

        return segments;
    }

    private string Enter(string parent, string segment)
    {
        var path = parent + segment;
        if (!_taken.TryGetValue(path, out var isFolder))
        {
            _taken[path] = true;
            return path + "/";
        }

        // The spelling of the first stays: on Windows they are one folder anyway.
        return isFolder ? path + "/" : TakeFree(parent, segment, isFolder: true) + "/";
    }

    private string TakeFree(string folder, string name, bool isFolder)
    {
        if (_taken.TryAdd(folder + name, isFolder))
        {
            return folder + name;
        }

        Doubled++;
        var dot = isFolder ? -1 : name.LastIndexOf('.');
        var stem = dot > 0 ? name[..dot] : name;
        var extension = dot > 0 ? name[dot..] : "";
        var number = _next.GetValueOrDefault(folder + name, 2);
        string path;
        do
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{folder}{stem}-{number++}{extension}");
        }
        while (!_taken.TryAdd(path, isFolder));

        _next[folder + name] = number;
        return path;
    }
}
