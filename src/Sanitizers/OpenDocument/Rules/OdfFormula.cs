using System.Collections.Frozen;
using Mugai.Sanitizers.Ooxml.Excel;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>
/// Says whether a formula may stay (OpenDocument 1.3 part 4): only functions of the list, no reference out of the document ('file:///…'#$Sheet1.A1), no DDE, no link of another kind than
/// http, https, mailto. One pass, no tree: what matters shows in the tokens.
/// </summary>
internal static class OdfFormula
{
    // Calc takes 65,535 characters.
    private const int MaxChars = 65_536;

    private static readonly string[] Errors = ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#VALUE!"];
    private static readonly string[] TableParts = ["#This Row", "#All", "#Data", "#Headers", "#Totals"];

    // OpenFormula's functions that Excel does not have, and those of LibreOffice, without DDE, WEBSERVICE, FILTERXML and whatever a macro or an add-in brings.
    private static readonly FrozenSet<string> Functions = (
        "B CHISQDIST CHISQINV COLOR CURRENT DAYSINMONTH DAYSINYEAR EASTERSUNDAY ERRORTYPE FORMULA FOURIER ISLEAPYEAR MEAN MONTHS MULTIPLE.OPERATIONS RAND.NV RANDBETWEEN.NV RAWSUBTRACT REGEX "
        + "ROT13 ROUNDSIG STYLE UNIQUE WEEKNUM_EXCEL2003 WEEKNUM_OOO WEEKS WEEKSINYEAR YEARS GAMMALN NORMSINV NORMSDIST LOGNORMDIST NUMBERVALUE ERF.PRECISE FLOOR.MATH CEILING.XCL FLOOR.XCL OPT_BARRIER "
        + "OPT_PROB_HIT OPT_PROB_INMONEY OPT_TOUCH CONVERT_OOO ARABIC DECIMAL NETWORKDAYS.INTL AGGREGATE IFERROR IFNA FORECAST.ETS.ADD FORECAST.ETS.MULT FORECAST.ETS.PI.ADD FORECAST.ETS.PI.MULT "
        + "FORECAST.ETS.STAT.ADD FORECAST.ETS.STAT.MULT DATESTRING XIRR GCD_EXCEL2003 LCM_EXCEL2003 GETPIVOTDATA ISEVEN_ADD ISODD_ADD").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What a condition is made of besides (OpenDocument 1.3 part 3, 19.471, 19.628; LibreOffice's calcext:value).
    private static readonly FrozenSet<string> ConditionWords = (
        "value cell-content cell-content-is-between cell-content-is-not-between cell-content-is-in-list cell-content-is-whole-number cell-content-is-decimal-number cell-content-is-date cell-content-is-time "
        + "cell-content-is-text cell-content-text-length cell-content-text-length-is-between cell-content-text-length-is-not-between is-true-formula formula-is between not-between top-elements bottom-elements "
        + "top-percent bottom-percent begins-with ends-with contains-text not-contains-text").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Vendors = ["COM.MICROSOFT.", "ORG.OPENOFFICE.", "ORG.LIBREOFFICE.", "LEGACY."];

    /// <summary>Null when the formula may stay; else the finding code. <paramref name="namespaceOf"/> says what stands before it means.</summary>
    public static string? CodeOf(string formula, bool isCondition, Func<string, string?> namespaceOf)
    {
        var text = formula.AsSpan();
        var name = 0;
        while (name < text.Length && char.IsAsciiLetterOrDigit(text[name]))
        {
            name++;
        }

        if (name > 0 && name < text.Length && text[name] == ':' && (name + 1 == text.Length || text[name + 1] != ':'))
        {
            // A grammar of somebody else's could mean anything.
            if (namespaceOf(formula[..name]) is not { } uri || OdfSpaces.Find(uri) != OdfSpace.ValuePrefix)
            {
                return OdfCodes.Formula;
            }

            text = text[(name + 1)..];
        }

        return text.Length > MaxChars ? OdfCodes.Formula : new Scan(text, isCondition).Run();
    }

    /// <summary>Null for addresses of cells of this document.</summary>
    public static string? CodeOfRange(string range) => new Scan(range, false).Run();

    private static bool IsAllowed(ReadOnlySpan<char> name)
    {
        foreach (var vendor in Vendors)
        {
            if (name.StartsWith(vendor, StringComparison.OrdinalIgnoreCase))
            {
                name = name[vendor.Length..];
                break;
            }
        }

        return FunctionNames.IsAllowed(name) || Functions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }

    private ref struct Scan(ReadOnlySpan<char> text, bool isCondition)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _at;
        private int _brackets;
        private int _braces;
        private bool _asksIndirectly;
        private bool _spellsOutside;

        public string? Run()
        {
            while (_at < _text.Length)
            {
                var c = _text[_at];
                var code = c switch
                {
                    '"' => Literal(),
                    '\'' => QuotedName(),
                    '#' => Hash(),
                    '|' => _braces > 0 ? Step() : OdfCodes.Dde,
                    _ when IsNameStart(c) => Name(),
                    _ => Other(c),
                };
                if (code is not null)
                {
                    return code;
                }
            }

            // INDIRECT("'file:///…'#$Sheet1.A1") reads another file although no reference does.
            return _asksIndirectly && _spellsOutside ? OdfCodes.ExternalReference : null;
        }

        private string? Step()
        {
            _at++;
            return null;
        }

        private string? Other(char c)
        {
            _brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
            _braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            return Step();
        }

        private string? Literal()
        {
            var start = ++_at;
            for (; _at < _text.Length; _at++)
            {
                if (_text[_at] != '"')
                {
                    continue;
                }

                if (_at + 1 < _text.Length && _text[_at + 1] == '"')
                {
                    _at++;
                    continue;
                }

                _spellsOutside |= _text[start.._at].ContainsAny('#', '\\') || _text[start.._at].Contains(':') && _text[start.._at].Contains('/');
                return Step();
            }

            return OdfCodes.Formula;
        }

        private string? QuotedName()
        {
            var start = ++_at;
            for (; _at < _text.Length; _at++)
            {
                if (_text[_at] != '\'')
                {
                    continue;
                }

                if (_at + 1 < _text.Length && _text[_at + 1] == '\'')
                {
                    _at++;
                    continue;
                }

                var name = _text[start.._at];
                _at++;
                var isFile = (_at < _text.Length && _text[_at] == '#') || HyperlinkTarget.ReachesOutside(name) || name.Contains("://", StringComparison.Ordinal);
                return isFile ? OdfCodes.ExternalReference : name.Contains('|') ? OdfCodes.Dde : null;
            }

            return OdfCodes.Formula;
        }

        private string? Hash()
        {
            foreach (var word in _brackets > 1 || (_brackets == 1 && _at > 0 && _text[_at - 1] == '[') ? [.. Errors, .. TableParts] : Errors)
            {
                if (_text[_at..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    _at += word.Length;
                    return null;
                }
            }

            return OdfCodes.ExternalReference;
        }

        private string? Name()
        {
            var start = _at;
            while (_at < _text.Length && (IsNamePart(_text[_at]) || (isCondition && _text[_at] == '-')))
            {
                _at++;
            }

            var name = _text[start.._at];
            var next = _at;
            while (next < _text.Length && _text[next] is ' ' or '\t' or '\r' or '\n')
            {
                next++;
            }

            if (next >= _text.Length || _text[next] != '(')
            {
                return null;
            }

            _at = next;
            if (isCondition && ConditionWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            {
                return null;
            }

            name = isCondition ? name[(name.LastIndexOf('-') + 1)..] : name;
            name = name[(name.LastIndexOf('$') + 1)..];
            _asksIndirectly |= name.Equals("INDIRECT", StringComparison.OrdinalIgnoreCase);
            return name.IsEmpty || IsAllowed(name)
                ? name.Equals("HYPERLINK", StringComparison.OrdinalIgnoreCase) && !FormulaJudge.IsSafeLink(_text[(next + 1)..]) ? OdfCodes.Hyperlink : null
                : name.Equals("DDE", StringComparison.OrdinalIgnoreCase) ? OdfCodes.Dde : OdfCodes.Formula;
        }

        private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$' or '\\' || c > '\x7f';

        private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '$' or '\\' || c > '\x7f';
    }
}
