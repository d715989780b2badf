using Mugai.Wording;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Mugai.Sanitizers.Rtf.Vocabulary;

/// <summary>The list of control words (specification 1.9.1, appendix B): what is not in it is not written. The verifier asks for names alone.</summary>
internal static class RtfVocabulary
{
    private static readonly FrozenDictionary<string, RtfWord> Words = Build();
    private static readonly FrozenDictionary<string, RtfWord>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Find(ReadOnlySpan<char> name, [NotNullWhen(true)] out RtfWord? word) => Lookup.TryGetValue(name, out word);

    /// <summary>True for what an output may hold.</summary>
    public static bool IsWritten(ReadOnlySpan<char> name) => name.SequenceEqual("rtf") || name.SequenceEqual("ansi") || name.SequenceEqual("uc") || name.SequenceEqual("u") || name.SequenceEqual("*")
        || (Find(name, out var word) && word.Kind is not (RtfKind.Quiet or RtfKind.QuietGroup or RtfKind.Removed or RtfKind.RemovedWord or RtfKind.Object or RtfKind.ObjectData
            or RtfKind.ObjectClass or RtfKind.ObjectResult or RtfKind.Unicode or RtfKind.UnicodeText))
        || name is "pngblip" or "jpegblip" or "emfblip" or "wmetafile" or "dibitmap";

    private static FrozenDictionary<string, RtfWord> Build()
    {
        var words = new Dictionary<string, RtfWord>(StringComparer.Ordinal);
        Add(words, RtfKind.Format, RtfFormatWords.Document, RtfFormatWords.Section, RtfFormatWords.Paragraph, RtfFormatWords.Border, RtfFormatWords.Numbering, RtfFormatWords.Table,
            RtfFormatWords.TableStyle, RtfFormatWords.Character, RtfFormatWords.Drawing, RtfFormatWords.Other);
        Add(words, RtfKind.Wide, RtfFormatWords.Wide);
        Add(words, RtfKind.Format, RtfMathWords.Formats);
        Add(words, RtfKind.Data, RtfMathWords.Groups);
        Add(words, RtfKind.Story, RtfMathWords.Texts);
        Add(words, RtfKind.Quiet, RtfPlaceWords.Quiet);
        Add(words, RtfKind.Story, RtfPlaceWords.Stories);
        Add(words, RtfKind.Data, RtfPlaceWords.Data);
        Add(words, RtfKind.LevelText, RtfPlaceWords.LevelTexts);
        Add(words, RtfKind.Digits, RtfPlaceWords.Digits);
        Add(words, RtfKind.QuietGroup, RtfPlaceWords.QuietGroups);
        Add(words, RtfKind.PictureWord, RtfPlaceWords.PictureWords);
        foreach (var (kind, name) in RtfPlaceWords.OneByOne)
        {
            words.Add(name, new RtfWord(name, kind));
        }

        foreach (var (name, text) in RtfPlaceWords.Characters)
        {
            words.Add(name, new RtfWord(name, RtfKind.Character, text));
        }

        foreach (var (kind, code, names) in RtfPlaceWords.Removed)
        {
            foreach (var name in Split(names))
            {
                words.Add(name, new RtfWord(name, kind, code));
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, RtfWord> words, RtfKind kind, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
        {
            foreach (var name in Split(list))
            {
                words.Add(name, new RtfWord(name, kind));
            }
        }
    }

    private static string[] Split(string list) => list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
