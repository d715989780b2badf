namespace Mugai.Gateway.Commands;

/// <summary>Where the clean files of one <c>sanitize</c> go, and the rule that a refused input leaves no file there.</summary>
internal sealed class SanitizeOutputs
{
    private static readonly HashSet<string> MacroExtensions = new(StringComparer.OrdinalIgnoreCase) { ".docm", ".dotm", ".xlsm", ".xltm", ".pptm", ".potm", ".ppsm" };

    private readonly string? _exactFile;
    private readonly string _folder;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    private SanitizeOutputs(string? exactFile, string folder) => (_exactFile, _folder) = (exactFile, folder);

    public const string StandardOutput = "-";

    /// <summary>Null when <paramref name="output"/> does not fit the inputs; the person has been told.</summary>
    public static SanitizeOutputs? Choose(string? output, bool single)
    {
        if (output is null)
        {
            return new(null, "sanitized");
        }

        var isFolder = Directory.Exists(output) || output.EndsWith('/');
        if (single)
        {
            return isFolder ? new(null, output) : new(output, "");
        }

        if (output == StandardOutput || File.Exists(output))
        {
            Say.Error("several inputs need a folder after -o.", "入力が複数のときは -o にフォルダーを指定してください。");
            return null;
        }

        return new(null, output);
    }

    /// <summary>The path for a clean file called <paramref name="cleanName"/>; two of one name in one run become name-2.</summary>
    public string PathFor(SanitizeInput input, string cleanName)
    {
        if (_exactFile is not null)
        {
            return _exactFile;
        }

        var folder = Path.Combine(_folder, input.Below);
        var path = Path.Combine(folder, cleanName);
        for (var n = 2; !_written.Add(Path.GetFullPath(path)); n++)
        {
            path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(cleanName)}-{n}{Path.GetExtension(cleanName)}");
        }

        return path;
    }

    /// <summary>True when writing there would destroy the input itself: whoever names it so would lose the original, most of all when it is refused.</summary>
    public static bool IsInput(SanitizeInput input, string path) =>
        path != StandardOutput && Path.GetFullPath(path) == Path.GetFullPath(input.Path);

    /// <summary>A clean file of an earlier run must not stand for an input that is refused now.</summary>
    public void RemoveOlder(SanitizeInput input)
    {
        IEnumerable<string> paths = _exactFile is not null ? [_exactFile] : NamesOf(input.Name).Select(name => Path.Combine(_folder, input.Below, name));
        foreach (var path in paths)
        {
            if (path != StandardOutput && !_written.Contains(Path.GetFullPath(path)) && !IsInput(input, path) && File.Exists(path))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>What an earlier run may have called the clean file: the same name, its text, or an Office file without the macros.</summary>
    private static IEnumerable<string> NamesOf(string name)
    {
        yield return name;
        yield return name + ".txt";
        if (MacroExtensions.Contains(Path.GetExtension(name)))
        {
            yield return name[..^4] + name[^4..^1].ToLowerInvariant() + 'x';
        }
    }

    /// <summary>Writes beside the target and renames, so that nobody ever sees half a file under the final name.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        if (path == StandardOutput)
        {
            var stdout = Console.OpenStandardOutput();
            await using (stdout.ConfigureAwait(false))
            {
                await write(stdout).ConfigureAwait(false);
            }

            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".mugai-{Guid.NewGuid():n}");
        try
        {
            var file = new FileStream(temporary, FileMode.CreateNew);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
