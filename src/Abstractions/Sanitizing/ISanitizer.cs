namespace Mugai.Sanitizing;

/// <summary>
/// Rebuilds files of some formats: parses into its own model and writes a new file from an allow-list of what it knows.
/// Runs in a worker only: no files, network, processes, clock or randomness. Same input and same policy give the same bytes.
/// </summary>
public interface ISanitizer
{
    /// <summary>The formats it takes. Each format has one sanitizer in the catalog.</summary>
    IReadOnlyList<FileFormat> Formats { get; }

    /// <summary>
    /// Reads <paramref name="input"/>, writes the clean file to <paramref name="output"/>, reports findings to
    /// <paramref name="context"/>. Bad input is a verdict, never an exception; only <see cref="BudgetExceededException"/>
    /// may cross this call, and the caller turns it into a Blocked part.
    /// </summary>
    PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context);
}
