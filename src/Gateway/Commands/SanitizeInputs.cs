namespace Mugai.Gateway.Commands;

/// <summary>One file to clean.</summary>
/// <param name="Shown">The name the person gave.</param>
/// <param name="Path">Where its bytes are.</param>
/// <param name="Name">Its file name; empty for standard input.</param>
/// <param name="Below">The folder below the output folder where its clean file goes: the one it had below the folder that was named.</param>
internal sealed record SanitizeInput(string Shown, string Path, string Name, string Below);

/// <summary>Finds the files that <c>sanitize</c> was asked for: files, folders with everything below them, standard input.</summary>
internal sealed class SanitizeInputs : IDisposable
{
    private string? _standardInput;

    public List<SanitizeInput> Files { get; } = [];

    /// <summary>Something that was named is not there.</summary>
    public bool AnyMissing { get; private set; }

    /// <summary>A folder was named, so the report is an array and the output a folder, however many files there are.</summary>
    public bool AnyFolder { get; private set; }

    public static SanitizeInputs Find(IReadOnlyList<string> names)
    {
        var inputs = new SanitizeInputs();
        foreach (var name in names)
        {
            inputs.Add(name);
        }

        return inputs;
    }

    public void Dispose()
    {
        if (_standardInput is { } file)
        {
            File.Delete(file);
        }
    }

    private void Add(string name)
    {
        if (name == "-")
        {
            _standardInput ??= SpoolStandardInput();
            Files.Add(new("-", _standardInput, "", ""));
        }
        else if (Directory.Exists(name))
        {
            AnyFolder = true;
            // Links are not followed: a folder from outside must not lead to files elsewhere.
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
            foreach (var file in Directory.EnumerateFiles(name, "*", options).Order(StringComparer.Ordinal))
            {
                Files.Add(new(file, file, Path.GetFileName(file), Path.GetRelativePath(name, Path.GetDirectoryName(file)!)));
            }
        }
        else if (File.Exists(name))
        {
            Files.Add(new(name, name, Path.GetFileName(name), ""));
        }
        else
        {
            AnyMissing = true;
            Say.Error($"{name}: no such file or folder.", $"{name}：ファイルまたはフォルダーがありません。");
        }
    }

    /// <summary>Standard input goes through a private file, because a worker that dies makes us read it again.</summary>
    private static string SpoolStandardInput()
    {
        var file = Path.GetTempFileName();
        using var stdin = Console.OpenStandardInput();
        using var copy = new FileStream(file, FileMode.Truncate);
        stdin.CopyTo(copy);
        return file;
    }
}
