namespace Mugai.Sanitizing;

/// <summary>
/// What the glyphs of Adobe's character collections (Adobe-Japan1 and its kin) stand for, as far as the machine has tables of them. Only reading text asks; what is rebuilt never depends on it.
/// </summary>
public interface ICharacterCollections
{
    /// <summary>
    /// The table of Adobe-<paramref name="ordering"/>: a line for each CID from 0 on, the code point in hexadecimal, 0 for none. Null when the machine has none. Dispose it.
    /// </summary>
    Stream? Open(string ordering);
}
