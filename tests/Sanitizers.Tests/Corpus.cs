namespace Mugai.Sanitizers.Tests;

/// <summary>Files to develop with that lie beside the checkout (or where MUGAI_CORPUS says) on some machines; tests that use them prove nothing alone.</summary>
internal static class Corpus
{
    public static IEnumerable<string> Files(params string[] kinds)
    {
        if (Root() is not { } root)
        {
            return [];
        }

        return kinds.Select(kind => Path.Combine(root, kind)).Where(Directory.Exists).SelectMany(Directory.GetFiles).Order(StringComparer.Ordinal);
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("MUGAI_CORPUS") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sanitizer.sln")))
            {
                var corpus = Path.Combine(folder.FullName, "..", "shared", "corpus");
                return Directory.Exists(corpus) ? corpus : null;
            }
        }

        return null;
    }
}
