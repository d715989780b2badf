using System.Xml.Linq;

namespace Mugai.Architecture.Tests;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files below <paramref name="folder"/>, generated ones left out.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal) && !Relative(file).Contains("/obj/", StringComparison.Ordinal));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    public static XDocument Project(string room) => XDocument.Load(At("src", room, room + ".csproj"));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sanitizer.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Sanitizer.sln was not found above the test's folder.");
    }
}
