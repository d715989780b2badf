using System.Text;
using System.Text.Unicode;

namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>
/// Turns the raw names of one archive into text. The archive is read in one charset: what is marked as UTF-8 or valid UTF-8 is that; else CP932, which every
/// Japanese program before 2015 wrote, when all unmarked names decode; else CP437, which the standard asks for (APPNOTE D.1).
/// </summary>
internal sealed class EntryNameDecoder
{
    private const char Replacement = '\uFFFD';

    private static readonly Encoding Cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
    private static readonly Encoding Cp437 = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    // Without this, a code page decoder takes a broken pair for "?", which a name may hold as well.
    private static readonly Encoding StrictCp932 = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;

    private readonly Encoding _unmarked;

    private EntryNameDecoder(Encoding unmarked) => _unmarked = unmarked;

    /// <summary>Decides by all names that carry no mark.</summary>
    public static EntryNameDecoder For(IEnumerable<byte[]> unmarkedNames)
    {
        foreach (var name in unmarkedNames)
        {
            if (!Utf8.IsValid(name) && StrictCp932.GetString(name).Contains(Replacement, StringComparison.Ordinal))
            {
                return new EntryNameDecoder(Cp437);
            }
        }

        return new EntryNameDecoder(Cp932);
    }

    /// <summary>The text of a name. A mark that lies is not believed.</summary>
    public string Decode(byte[] rawName) => Utf8.IsValid(rawName) ? Encoding.UTF8.GetString(rawName) : _unmarked.GetString(rawName);
}
