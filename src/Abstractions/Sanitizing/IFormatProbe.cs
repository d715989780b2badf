namespace Mugai.Sanitizing;

/// <summary>
/// Tells by what bytes a format is known, for sanitizers that are not compiled in. It is asked only where our own detection sees plain text or
/// nothing it knows: a plug-in cannot take a file away from the sanitizer of another format.
/// </summary>
public interface IFormatProbe
{
    /// <summary>The format of a file that begins with <paramref name="head"/> (its first 4 KiB or less); null when it is not the plug-in's. Never throws.</summary>
    FileFormat? Detect(ReadOnlySpan<byte> head);
}
