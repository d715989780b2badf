using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.Ooxml.Excel;

/// <summary>
/// Says whether a formula may stay: only functions of the list, no reference out of the workbook, no DDE (server|topic!item), no sheet or name that was
/// dropped, no link with another scheme than http, https, mailto. One pass, no tree: what matters shows in the tokens.
/// </summary>
internal static class FormulaJudge
{
    // Excel allows 8,192 characters as displayed; the stored form carries prefixes.
    private const int MaxChars = 32_768;

    /// <summary>Null when the formula may stay; else the finding code.</summary>
    public static string? CodeOf(ReadOnlySpan<char> formula, WorkbookFacts? facts)
    {
        if (formula.Length > MaxChars)
        {
            return OoxmlCodes.Formula;
        }

        var at = 0;
        while (at < formula.Length)
        {
            var c = formula[at];
            var code = c switch
            {
                '"' => SkipLiteral(formula, ref at),
                '\'' => SkipQuotedName(formula, ref at, facts),
                '[' => SkipBrackets(formula, ref at),
                '|' => OoxmlCodes.Dde,
                _ when IsNameStart(c) => SkipName(formula, ref at, facts),
                _ => Step(ref at),
            };
            if (code is not null)
            {
                return code;
            }
        }

        return null;
    }

    private static string? Step(ref int at)
    {
        at++;
        return null;
    }

    private static string? SkipLiteral(ReadOnlySpan<char> formula, ref int at)
    {
        for (at++; at < formula.Length; at++)
        {
            if (formula[at] != '"')
            {
                continue;
            }

            at++;
            if (at >= formula.Length || formula[at] != '"')
            {
                return null;
            }
        }

        return OoxmlCodes.Formula;
    }

    private static string? SkipQuotedName(ReadOnlySpan<char> formula, ref int at, WorkbookFacts? facts)
    {
        var start = ++at;
        for (; at < formula.Length; at++)
        {
            if (formula[at] != '\'')
            {
                continue;
            }

            if (at + 1 < formula.Length && formula[at + 1] == '\'')
            {
                at++;
                continue;
            }

            var name = formula[start..at++];
            if (name.Contains('|'))
            {
                return OoxmlCodes.Dde;
            }

            // Neither a bracket nor a slash can stand in a sheet's name: this is a workbook on a disk or a server.
            return name.ContainsAny('[', '\\', '/') ? OoxmlCodes.ExternalLink
                : facts is not null && facts.IsDroppedSheet(name) ? OoxmlCodes.MacroSheet
                : null;
        }

        return OoxmlCodes.Formula;
    }

    private static string? SkipBrackets(ReadOnlySpan<char> formula, ref int at)
    {
        var isColumn = at > 0 && (IsNamePart(formula[at - 1]) || formula[at - 1] == ']');
        var start = at + 1;
        var depth = 0;
        for (; at < formula.Length; at++)
        {
            switch (formula[at])
            {
                case '\'':
                    at++;
                    continue;
                case '[':
                    depth++;
                    continue;
                case ']' when --depth == 0:
                    var inside = formula[start..at++];
                    // Table1[Column], [@Column], [#This Row]; [0]! is this workbook itself.
                    return isColumn || inside.StartsWith("@") || inside.StartsWith("#") || inside is "0" ? null : OoxmlCodes.ExternalLink;
            }
        }

        return OoxmlCodes.Formula;
    }

    private static string? SkipName(ReadOnlySpan<char> formula, ref int at, WorkbookFacts? facts)
    {
        var start = at;
        while (at < formula.Length && IsNamePart(formula[at]))
        {
            at++;
        }

        var name = formula[start..at];
        var next = at;
        while (next < formula.Length && formula[next] is ' ' or '\t' or '\r' or '\n')
        {
            next++;
        }

        if (next < formula.Length && formula[next] == '(')
        {
            at = next;
            return !FunctionNames.IsAllowed(name) ? OoxmlCodes.Formula
                : FunctionNames.Plain(name).Equals("HYPERLINK", StringComparison.OrdinalIgnoreCase) && !IsSafeLink(formula[(next + 1)..]) ? OoxmlCodes.Hyperlink
                : null;
        }

        if (facts is null)
        {
            return null;
        }

        return next < formula.Length && formula[next] == '!'
            ? facts.IsDroppedSheet(name) ? OoxmlCodes.MacroSheet : null
            : facts.IsDroppedName(name) ? OoxmlCodes.DefinedName : null;
    }

    /// <summary>The first argument must begin with a literal whose scheme is fixed; what is joined to it cannot change where it leads.</summary>
    public static bool IsSafeLink(ReadOnlySpan<char> arguments)
    {
        arguments = arguments.TrimStart();
        if (arguments.IsEmpty || arguments[0] != '"')
        {
            return false;
        }

        var end = arguments[1..].IndexOf('"');
        return end > 0 && HyperlinkTarget.IsSafe(arguments.Slice(1, end).ToString());
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '\\' || c > '\x7f';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '?' or '\\' || c > '\x7f';
}
