namespace Mugai.Sanitizers.Sanitizing;

/// <summary>
/// An input whose sender counts the SHA-256 and says it at the end. Whoever sends also counts the digest of the whole output, which is the only
/// one that reports show, so that neither is counted a second time here.
/// </summary>
public interface IDigestedInput
{
    /// <summary>Lower-case hex; known when the input was read to its end.</summary>
    string Sha256 { get; }
}
