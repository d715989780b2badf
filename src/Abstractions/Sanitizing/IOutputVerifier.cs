namespace Mugai.Sanitizing;

/// <summary>
/// The second, independent parse: reads an output as a stranger would and says whether anything is left that must not be.
/// Shares no parsing code with the sanitizer that wrote it.
/// </summary>
public interface IOutputVerifier
{
    /// <summary>The output formats it judges.</summary>
    IReadOnlyList<FileFormat> Formats { get; }

    /// <summary>Null when <paramref name="output"/> (seekable) is clean and well formed; otherwise a short English sentence for the log that says what is wrong.</summary>
    string? Verify(FileFormat format, Stream output, ISanitizeContext context);
}
