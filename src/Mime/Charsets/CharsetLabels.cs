namespace Mugai.Mime;

/// <summary>What a charset label means here.</summary>
internal enum CharsetKind : byte
{
    Unknown,
    Ascii,
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Utf16,
    ShiftJis,
    EucJp,
    Iso2022Jp,
    CodePage,
    Refused,
}

/// <summary>Kind, our name, code page where the kind is one.</summary>
internal readonly record struct CharsetLabel(CharsetKind Kind, string Name, int CodePage = 0);

/// <summary>
/// Labels of mail in the wild. As in the WHATWG Encoding Standard, iso-8859-1 and gb2312 mean the larger sets that their senders use.
/// A label that is not listed is unknown: the charset is detected.
/// </summary>
internal static class CharsetLabels
{
    private static readonly (int Page, string Name, string Labels)[] CodePages =
    [
        (1250, "windows-1250", "cp1250 x-cp1250"),
        (1251, "windows-1251", "cp1251 x-cp1251"),
        (1252, "windows-1252", "cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 x-ansi ansi"),
        (1253, "windows-1253", "cp1253 x-cp1253"),
        (1254, "windows-1254", "cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5"),
        (1255, "windows-1255", "cp1255 x-cp1255"),
        (1256, "windows-1256", "cp1256 x-cp1256"),
        (1257, "windows-1257", "cp1257 x-cp1257"),
        (1258, "windows-1258", "cp1258 x-cp1258"),
        (874, "windows-874", "tis-620 tis620 iso-8859-11 cp874 dos-874"),
        (28592, "iso-8859-2", "iso8859-2 latin2"),
        (28593, "iso-8859-3", "iso8859-3"),
        (28594, "iso-8859-4", "iso8859-4"),
        (28595, "iso-8859-5", "iso8859-5"),
        (28596, "iso-8859-6", "iso8859-6 iso-8859-6-i"),
        (28597, "iso-8859-7", "iso8859-7"),
        (28598, "iso-8859-8", "iso8859-8 iso-8859-8-i"),
        (28603, "iso-8859-13", "iso8859-13"),
        (28605, "iso-8859-15", "iso8859-15 latin9 latin-9"),
        (20866, "koi8-r", "koi8r koi8"),
        (21866, "koi8-u", "koi8u"),
        (866, "ibm866", "cp866"),
        (437, "ibm437", "cp437"),
        (850, "ibm850", "cp850"),
        (10000, "macintosh", "mac x-mac-roman"),
        (936, "gbk", "gb2312 cp936 x-gbk ms936 windows-936 csgb2312 gb_2312-80"),
        (54936, "gb18030", "gb-18030"),
        (52936, "hz-gb-2312", "hz"),
        (950, "big5", "big-5 x-x-big5 cp950 big5-hkscs cn-big5"),
        (949, "euc-kr", "ks_c_5601-1987 ks_c_5601 ksc5601 korean cp949 windows-949 uhc"),
        (50225, "iso-2022-kr", "csiso2022kr"),
    ];

    // After the table it is built from: static fields are set in the order of the text.
    // Of references, not of the labels themselves: the framework has native code for those alone, and compiling it cost each worker's start sixty methods.
    private static readonly Dictionary<string, Meaning> Labels = Build();

    private static readonly Dictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> Lookup = Labels.GetAlternateLookup<ReadOnlySpan<char>>();

    public static CharsetLabel Find(ReadOnlySpan<char> label)
    {
        label = label.Trim(" \t\r\n\"'");
        if (label.Length > 40)
        {
            return default;
        }

        return Lookup.TryGetValue(label, out var found) ? found.Label : default;
    }

    private static Dictionary<string, Meaning> Build()
    {
        var all = new Dictionary<string, Meaning>(StringComparer.OrdinalIgnoreCase);
        Add(all, new(CharsetKind.Ascii, "us-ascii"), "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "646", "7bit");
        Add(all, new(CharsetKind.Utf8, "utf-8"), "utf-8", "utf8", "unicode-1-1-utf-8", "x-utf-8", "cp65001", "utf-8-bom");
        Add(all, new(CharsetKind.Utf16, "utf-16"), "utf-16", "utf16", "unicode", "ucs-2", "iso-10646-ucs-2");
        Add(all, new(CharsetKind.Utf16LittleEndian, "utf-16le"), "utf-16le", "utf16le");
        Add(all, new(CharsetKind.Utf16BigEndian, "utf-16be"), "utf-16be", "utf16be", "unicodefffe");
        Add(all, new(CharsetKind.Refused, "utf-7"), "utf-7", "utf7", "unicode-1-1-utf-7", "x-unicode-1-1-utf-7", "csunicode11utf7", "utf-7-imap");
        Add(all, new(CharsetKind.ShiftJis, "shift_jis"), "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "csshiftjis", "windows-31j", "windows-932",
            "cp932", "ms932", "cswindows31j", "x-ms-cp932", "shift_jis-2004", "shiftjis");
        Add(all, new(CharsetKind.EucJp, "euc-jp"), "euc-jp", "eucjp", "x-euc-jp", "x-euc", "cseucpkdfmtjapanese", "cp51932", "eucjp-ms", "euc-jp-ms", "ujis");
        Add(all, new(CharsetKind.Iso2022Jp, "iso-2022-jp"), "iso-2022-jp", "iso2022jp", "iso2022-jp", "csiso2022jp", "iso-2022-jp-1", "iso-2022-jp-2",
            "iso-2022-jp-3", "iso-2022-jp-2004", "iso-2022-jp-ms", "cp50220", "cp50221", "cp50222", "jis", "x-windows-50221");
        foreach (var (page, name, labels) in CodePages)
        {
            Add(all, new(CharsetKind.CodePage, name, page), [name, .. labels.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }

        return all;
    }

    private static void Add(Dictionary<string, Meaning> all, CharsetLabel label, params string[] labels)
    {
        var meaning = new Meaning(label);
        foreach (var name in labels)
        {
            all[name] = meaning;
        }
    }

    private sealed record Meaning(CharsetLabel Label);
}
