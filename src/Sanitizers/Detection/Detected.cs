using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>What detection says of a file.</summary>
/// <param name="Format">What its content is.</param>
/// <param name="Rival">A second format that the same bytes are as well; a polyglot is never read, whichever of the two it claims to be.</param>
public readonly record struct Detected(FileFormat Format, FileFormat? Rival = null);
