namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>The folder of real files beside the repository, if there is one.</summary>
internal static class Corpus
{
    public static IEnumerable<string> Files(params string[] kinds)
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Sanitizer.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        return root is null ? [] : kinds.Select(kind => Path.Combine(root, "..", "shared", "corpus", kind)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Order(StringComparer.Ordinal);
    }
}
