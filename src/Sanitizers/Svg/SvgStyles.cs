using System.Buffers;
using System.Text;

namespace Mugai.Sanitizers.Svg;

/// <summary>
/// Writes style sheets and style attributes anew from what <see cref="SvgVocabulary"/> allows. One pass over the text, nothing nested is kept:
/// rules of the form <c>selectors { declarations }</c> stay, every rule that begins with <c>@</c> goes.
/// </summary>
internal sealed class SvgStyles(Action<string, string> found, DrawnCost cost)
{
    private static readonly SearchValues<char> Combining = SearchValues.Create(" \t\r\n.#*>+~");
    private static readonly SearchValues<char> AtNameEnds = SearchValues.Create(" {(;\r\n\t\"'");

    private readonly List<string> _references = [];
    private List<string>? _ofRule;

    /// <summary>The declarations that stay, <c>name:value</c> joined by semicolons.</summary>
    public string Declarations(ReadOnlySpan<char> css)
    {
        var kept = new StringBuilder();
        css = WithoutComments(css);
        while (css.Length > 0)
        {
            var length = DeclarationLength(css);
            var declaration = css[..length].Trim();
            css = css[Math.Min(css.Length, length + 1)..];
            if (declaration.Length > 0)
            {
                Declaration(declaration, kept);
            }
        }

        return kept.ToString();
    }

    /// <summary>The rules that stay, one to a line.</summary>
    public string Sheet(string text)
    {
        var kept = new StringBuilder();
        var css = WithoutComments(text);
        while ((css = SkipNoise(css)).Length > 0)
        {
            if (css[0] == '@')
            {
                found(css.StartsWith("@import", StringComparison.OrdinalIgnoreCase) ? SvgCodes.ExternalReference : SvgCodes.Style, AtName(css));
                css = css[AtRuleLength(css)..];
                continue;
            }

            var open = css.IndexOf('{');
            if (open < 0)
            {
                found(SvgCodes.Style, "");
                break;
            }

            var close = css[open..].IndexOf('}');
            var block = close < 0 ? css[(open + 1)..] : css.Slice(open + 1, close - 1);
            Rule(css[..open].Trim(), block, kept);
            css = close < 0 ? default : css[(open + close + 1)..];
        }

        return kept.ToString();
    }

    /// <summary>Judges the value of an attribute or of a property; reports what is wrong with it and notes what it points at.</summary>
    public bool Accepts(ReadOnlySpan<char> value, string where)
    {
        _references.Clear();
        var verdict = CssValue.Judge(value, _references);
        if (verdict != CssValue.Verdict.Clean)
        {
            found(verdict == CssValue.Verdict.Loads ? SvgCodes.ExternalReference : SvgCodes.Style, where);
            return false;
        }

        if (_ofRule is not null)
        {
            _ofRule.AddRange(_references);
            return true;
        }

        foreach (var id in _references)
        {
            cost.Refer(id);
        }

        return true;
    }

    private void Rule(ReadOnlySpan<char> selectors, ReadOnlySpan<char> block, StringBuilder kept)
    {
        if (selectors.IsEmpty || !AreSelectors(selectors))
        {
            found(SvgCodes.Style, "");
            return;
        }

        _ofRule = [];
        var declarations = block.Contains('{') ? "" : Declarations(block);
        if (_ofRule.Count > 0)
        {
            // What a class points at counts for each element of the class; of other selectors nobody can tell cheaply what they choose.
            if (SimpleSelectors(selectors) is not { } simple)
            {
                found(SvgCodes.Style, "");
                _ofRule = null;
                return;
            }

            cost.Rule(simple, _ofRule);
        }

        _ofRule = null;
        if (declarations.Length > 0)
        {
            kept.Append(selectors).Append('{').Append(declarations).Append("}\n");
        }
    }

    private void Declaration(ReadOnlySpan<char> declaration, StringBuilder kept)
    {
        var colon = declaration.IndexOf(':');
        var name = colon < 0 ? "" : declaration[..colon].Trim().ToString().ToLowerInvariant();
        if (!SvgVocabulary.Properties.Contains(name))
        {
            found(SvgVocabulary.IsEditorProperty(name) ? SvgCodes.Metadata : SvgCodes.Style, name);
            return;
        }

        var value = declaration[(colon + 1)..].Trim();
        if (value.IsEmpty || !Accepts(value, name))
        {
            return;
        }

        if (kept.Length > 0)
        {
            kept.Append(';');
        }

        kept.Append(name).Append(':').Append(value);
    }

    // Names, classes, ids and how they combine. No attribute selectors and no pseudo-classes: they can be made to tell what a page holds.
    private static bool AreSelectors(ReadOnlySpan<char> selectors)
    {
        foreach (var c in selectors)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '#' or '*' or '>' or '+' or '~' or ',' or ' ' or '\t' or '\r' or '\n' or (>= '\u00A1' and not '\uFEFF')))
            {
                return false;
            }
        }

        return true;
    }

    private static List<string>? SimpleSelectors(ReadOnlySpan<char> selectors)
    {
        var simple = new List<string>();
        foreach (var range in selectors.Split(','))
        {
            var selector = selectors[range].Trim();
            if (selector.Length < 2 || selector[0] is not ('.' or '#') || selector[1..].ContainsAny(Combining))
            {
                return null;
            }

            simple.Add(selector.ToString());
        }

        return simple;
    }

    private static ReadOnlySpan<char> SkipNoise(ReadOnlySpan<char> css)
    {
        while (true)
        {
            css = css.TrimStart();
            if (css.StartsWith("<!--") || css.StartsWith("-->"))
            {
                css = css[(css[0] == '<' ? 4 : 3)..];
            }
            else if (css.Length > 0 && css[0] is ';' or '}')
            {
                css = css[1..];
            }
            else
            {
                return css;
            }
        }
    }

    private static string AtName(ReadOnlySpan<char> css)
    {
        var end = css.IndexOfAny(AtNameEnds);
        return css[..Math.Min(end < 0 ? css.Length : end, 32)].ToString();
    }

    // To the semicolon, or to the brace that closes the first one.
    private static int AtRuleLength(ReadOnlySpan<char> css)
    {
        var depth = 0;
        for (var i = 0; i < css.Length; i++)
        {
            switch (css[i])
            {
                case ';' when depth == 0:
                    return i + 1;
                case '{':
                    depth++;
                    break;
                case '}' when --depth <= 0:
                    return i + 1;
            }
        }

        return css.Length;
    }

    private static int DeclarationLength(ReadOnlySpan<char> css)
    {
        var quote = '\0';
        var depth = 0;
        for (var i = 0; i < css.Length; i++)
        {
            var c = css[i];
            if (quote != 0)
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c is '(' or ')')
            {
                depth = Math.Max(0, depth + (c == '(' ? 1 : -1));
            }
            else if (c == ';' && depth == 0)
            {
                return i;
            }
        }

        return css.Length;
    }

    private static ReadOnlySpan<char> WithoutComments(ReadOnlySpan<char> css)
    {
        var at = css.IndexOf("/*");
        if (at < 0)
        {
            return css;
        }

        var kept = new StringBuilder(css.Length);
        while (at >= 0)
        {
            kept.Append(css[..at]).Append(' ');
            css = css[(at + 2)..];
            var end = css.IndexOf("*/");
            css = end < 0 ? default : css[(end + 2)..];
            at = css.IndexOf("/*");
        }

        return kept.Append(css).ToString();
    }
}
