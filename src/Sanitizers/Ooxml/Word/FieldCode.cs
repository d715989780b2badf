using System.Collections.Frozen;
using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.Ooxml.Word;

/// <summary>
/// Judges a Word field by its whole code (ISO/IEC 29500-1 §17.16), joined over all runs it was split into. Only names of the list stay. A field
/// inside the code stands as one mark: Word computes it and reads the result as code, therefore nothing that matters may depend on one.
/// </summary>
internal static class FieldCode
{
    /// <summary>Stands in a code for a field inside it.</summary>
    public const char NestedMark = '\u0001';

    /// <summary>Longer codes are not judged; Word's own limit is 8,192 characters for a formula field.</summary>
    public const int MaxChars = 16_384;

    private static readonly FrozenSet<string> Allowed = new[]
    {
        // Dates, numbers, pages, document facts
        "PAGE", "NUMPAGES", "NUMWORDS", "NUMCHARS", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "AUTHOR", "TITLE", "SUBJECT",
        "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "FILENAME", "FILESIZE", "REVNUM", "DOCPROPERTY", "DOCVARIABLE",
        // References inside the document
        "REF", "PAGEREF", "NOTEREF", "FTNREF", "STYLEREF", "SEQ", "TOC", "TOA", "TC", "TA", "XE", "INDEX", "HYPERLINK", "CITATION", "BIBLIOGRAPHY",
        // Layout and computation
        "SYMBOL", "EQ", "ADVANCE", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIDIOUTLINE", "DISPLAYBARCODE", "BARCODE", "IF", "COMPARE", "SET", "SHAPE", "=",
        // Legacy forms
        "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static FieldDecision Judge(ReadOnlySpan<char> code)
    {
        var text = code.Trim();
        var name = TakeName(ref text).ToString().ToUpperInvariant();
        if (code.Length > MaxChars || HasDde(code))
        {
            return new FieldDecision(FieldFate.Flatten, OoxmlCodes.Dde, name);
        }

        // The mark right behind the name would continue it.
        if (Allowed.Contains(name) && (name == "=" || text.IsEmpty || text[0] != NestedMark))
        {
            return name != "HYPERLINK" || IsSafeLink(text) ? FieldDecision.Kept : new FieldDecision(FieldFate.Flatten, OoxmlCodes.Hyperlink, name);
        }

        var shown = name is "MACROBUTTON" or "GOTOBUTTON" ? ShownText(text) : null;
        var findingCode = name is "MERGEFIELD" or "MERGEREC" or "MERGESEQ" or "NEXT" or "NEXTIF" or "SKIPIF" or "ADDRESSBLOCK" or "GREETINGLINE" or "DATABASE"
            ? OoxmlCodes.MailMerge
            : OoxmlCodes.Field;
        return new FieldDecision(FieldFate.Flatten, findingCode, name, shown);
    }

    private static ReadOnlySpan<char> TakeName(ref ReadOnlySpan<char> text)
    {
        if (text.StartsWith("="))
        {
            var formula = text[..1];
            text = text[1..];
            return formula;
        }

        var length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length]))
        {
            length++;
        }

        // FORMTEXT, PAGE: a name ends at a space, a switch or the end; anything else makes it another name.
        if (length < text.Length && !char.IsWhiteSpace(text[length]) && text[length] is not ('\\' or '"' or NestedMark))
        {
            return default;
        }

        var name = text[..length];
        text = text[length..];
        return name;
    }

    /// <summary>The word itself anywhere in a code, also where an outer field would paste it.</summary>
    private static bool HasDde(ReadOnlySpan<char> code)
    {
        for (var at = code.IndexOf("DDE", StringComparison.OrdinalIgnoreCase); at >= 0;)
        {
            var rest = code[(at + 3)..];
            if (rest.StartsWith("AUTO", StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[4..];
            }

            if ((at == 0 || !char.IsLetterOrDigit(code[at - 1])) && (rest.IsEmpty || !char.IsLetterOrDigit(rest[0])))
            {
                return true;
            }

            var next = code[(at + 3)..].IndexOf("DDE", StringComparison.OrdinalIgnoreCase);
            at = next < 0 ? -1 : at + 3 + next;
        }

        return false;
    }

    /// <summary>HYPERLINK "target" \l "place" \o "tip" \t "frame" \n \m: no target, or a literal one of a safe kind.</summary>
    private static bool IsSafeLink(ReadOnlySpan<char> arguments)
    {
        if (arguments.Contains(NestedMark))
        {
            return false;
        }

        var target = default(string);
        var hasPlace = false;
        var afterSwitch = false;
        while (TakeArgument(ref arguments, out var argument, out var isSwitch))
        {
            if (isSwitch)
            {
                hasPlace |= argument.Equals("l", StringComparison.OrdinalIgnoreCase);
                afterSwitch = argument.Length > 0 && "lotLOT*@#".Contains(argument[0]);
            }
            else if (afterSwitch)
            {
                afterSwitch = false;
            }
            else if (target is null)
            {
                target = argument;
            }
            else
            {
                return false;
            }
        }

        return target is null ? hasPlace : HyperlinkTarget.IsSafe(target) || (target.Length == 0 && hasPlace);
    }

    private static bool TakeArgument(ref ReadOnlySpan<char> text, out string argument, out bool isSwitch)
    {
        text = text.TrimStart();
        argument = "";
        isSwitch = !text.IsEmpty && text[0] == '\\';
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] is '"' or '\u201c' or '\u201d')
        {
            var end = text[1..].IndexOfAny('"', '\u201c', '\u201d');
            argument = (end < 0 ? text[1..] : text.Slice(1, end)).ToString();
            text = end < 0 ? default : text[(end + 2)..];
            return true;
        }

        var length = isSwitch ? 1 : 0;
        while (length < text.Length && !char.IsWhiteSpace(text[length]) && text[length] is not ('"' or '\u201c' or '\u201d') && !(isSwitch && length == 2))
        {
            length++;
        }

        argument = text[(isSwitch ? 1 : 0)..length].ToString();
        text = text[length..];
        return true;
    }

    /// <summary>MACROBUTTON name text, GOTOBUTTON place text: what stands behind the second word is what the reader sees.</summary>
    private static string? ShownText(ReadOnlySpan<char> arguments)
    {
        arguments = arguments.TrimStart();
        var space = arguments.IndexOfAny(' ', '\t');
        if (space < 0 || arguments.Contains(NestedMark))
        {
            return null;
        }

        var shown = arguments[space..].Trim();
        return shown.IsEmpty ? null : shown.ToString();
    }
}
