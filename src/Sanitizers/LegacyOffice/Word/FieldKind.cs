namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// Kinds of fields ([MS-DOC] 2.9.90). Word writes the name of a field in the language of its menus (RENVOIPAGE for PAGEREF) and knows it by its kind.
/// </summary>
internal static class FieldKind
{
    private const byte Hyperlink = 0x58;

    /// <summary>Kinds that compute, refer or lay out; what includes, links, embeds, runs or merges is missing.</summary>
    public static bool IsAllowed(byte kind) => kind is (<= 0x23 and not 0x0B) or 0x25 or 0x31 or (>= 0x34 and <= 0x36) or 0x39 or (>= 0x3C and <= 0x42) or (>= 0x45 and <= 0x4A) or 0x50 or (>= 0x53 and <= 0x55) or 0x58 or 0x5A or 0x5C or 0x5F;

    /// <summary>
    /// The code with the English name of its kind, when its own name is in no language that is known here and what follows names nothing outside: the name of a field that fetches must not
    /// hide behind the kind of one that does not.
    /// </summary>
    public static string InEnglish(string code, byte kind)
    {
        var text = code.AsSpan().TrimStart();
        var length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
        {
            length++;
        }

        if (length == 0 || NameOf(kind) is not { } name || IsEnglish(text[..length]))
        {
            return code;
        }

        var rest = text[length..];
        return kind != Hyperlink && (rest.Contains(':') || rest.Contains(@"\\", StringComparison.Ordinal) || rest.Contains('/')) ? code : string.Concat(name, rest);
    }

    private static string? NameOf(byte kind) => kind switch
    {
        0x03 => "REF",
        0x04 => "XE",
        0x08 => "INDEX",
        0x09 => "TC",
        0x0A => "STYLEREF",
        0x0C => "SEQ",
        0x0D => "TOC",
        0x0F => "TITLE",
        0x10 => "SUBJECT",
        0x11 => "AUTHOR",
        0x15 => "CREATEDATE",
        0x16 => "SAVEDATE",
        0x17 => "PRINTDATE",
        0x1A => "NUMPAGES",
        0x1D => "FILENAME",
        0x1F => "DATE",
        0x20 => "TIME",
        0x21 => "PAGE",
        0x25 => "PAGEREF",
        0x41 => "SECTION",
        0x42 => "SECTIONPAGES",
        0x46 => "FORMTEXT",
        0x47 => "FORMCHECKBOX",
        0x48 => "NOTEREF",
        0x53 => "FORMDROPDOWN",
        Hyperlink => "HYPERLINK",
        _ => null,
    };

    // A name that means something in English keeps its meaning, whatever kind stands beside it.
    private static bool IsEnglish(ReadOnlySpan<char> name)
    {
        foreach (var known in (ReadOnlySpan<string>)
            [
                "DDE", "INCLUDE", "IMPORT", "LINK", "EMBED", "MACRO", "GOTOBUTTON", "ADDIN", "CONTROL", "HTMLCONTROL", "PRINT", "GLOSSARY", "AUTOTEXT", "DATABASE", "DATA", "MERGE", "NEXT", "SKIPIF", "ASK", "FILLIN", "ADDRESSBLOCK", "GREETINGLINE",
                "RD", "PRIVATE", "USER", "INFO", "TEMPLATE", "QUOTE",
            ])
        {
            if (name.StartsWith(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
