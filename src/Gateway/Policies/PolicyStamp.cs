using System.Globalization;
using System.Text;

namespace Mugai.Gateway.Policies;

/// <summary>What changes when a policy file does: names, sizes, times. Cheap enough to be taken every two seconds.</summary>
internal static class PolicyStamp
{
    /// <summary>What policies include and the lists they name lie below them.</summary>
    private static IEnumerable<string> FilesBelow(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [path];

    public static string Of(IReadOnlyList<string> paths)
    {
        var stamp = new StringBuilder();
        try
        {
            foreach (var file in paths.SelectMany(FilesBelow))
            {
                // The target, not the link: folders of containers are exchanged by a symbolic link.
                var info = File.ResolveLinkTarget(file, returnFinalTarget: true) as FileInfo ?? new FileInfo(file);
                stamp.Append(CultureInfo.InvariantCulture, $"{file}|{info.FullName}|{(info.Exists ? info.Length : -1)}|{info.LastWriteTimeUtc.Ticks}\n");
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            stamp.Append("unreadable");
        }

        return stamp.ToString();
    }
}
