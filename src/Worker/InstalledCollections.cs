using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>The tables of character collections that come with poppler (Debian: poppler-data), where they are installed. Landlock lets a worker read them (invariant 3).</summary>
internal sealed class InstalledCollections : ICharacterCollections
{
    /// <summary>Poppler's data.</summary>
    public const string Folder = "/usr/share/poppler";

    public Stream? Open(string ordering)
    {
        try
        {
            return File.OpenRead($"{Folder}/cidToUnicode/Adobe-{ordering}");
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
