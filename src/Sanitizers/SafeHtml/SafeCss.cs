using System.Text;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.SafeHtml;

/// <summary>
/// CSS written anew from an allow-list: properties that set type, color, space and tables; values of words, numbers and colors. Nothing that loads, places
/// over other things, generates content or depends on a condition. A declaration with an escape is dropped whole, so that no name hides. One pass,
/// no recursion. Its own output comes out unchanged.
/// </summary>
internal static class SafeCss
{
    private const int MaxValueChars = 1_024;
    private const int MaxSelectorChars = 512;

    private static readonly HashSet<string> Properties = new(StringComparer.Ordinal)
    {
        "background", "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-collapse", "border-color",
        "border-left", "border-left-color", "border-left-style", "border-left-width", "border-radius", "border-right", "border-right-color", "border-right-style",
        "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color", "border-top-style", "border-top-width", "border-width", "box-sizing",
        "break-after", "break-before", "break-inside", "caption-side", "clear", "color", "column-count", "column-gap", "direction", "display", "empty-cells", "float", "font",
        "font-family", "font-feature-settings", "font-size", "font-stretch", "font-style", "font-variant", "font-weight", "height", "hyphens", "letter-spacing", "line-break",
        "line-height", "list-style", "list-style-position", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height",
        "max-width", "min-height", "min-width", "orphans", "overflow-wrap", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top",
        "page-break-after", "page-break-before", "page-break-inside", "quotes", "ruby-align", "ruby-position", "tab-size", "table-layout", "text-align", "text-align-last",
        "text-decoration", "text-decoration-color", "text-decoration-line", "text-decoration-style", "text-emphasis", "text-indent", "text-justify", "text-transform",
        "text-underline-offset", "text-underline-position", "unicode-bidi", "vertical-align", "visibility", "white-space", "widows", "width", "word-break", "word-spacing",
        "word-wrap", "writing-mode",
    };

    private static readonly string[] Functions = ["rgb", "rgba", "hsl", "hsla"];

    /// <summary>Writes what may stay of a list of declarations; returns how many would have loaded something.</summary>
    public static int Declarations(ReadOnlySpan<char> css, StringBuilder clean)
    {
        var loads = 0;
        var start = clean.Length;
        while (css.Length > 0)
        {
            var length = Until(css, ";");
            var declaration = css[..length];
            loads += Loads(declaration) ? 1 : 0;
            var before = clean.Length;
            if (before > start)
            {
                clean.Append(';');
            }

            if (!Declaration(declaration, clean))
            {
                clean.Length = before;
            }

            css = css[Math.Min(css.Length, length + 1)..];
        }

        return loads;
    }

    /// <summary>Writes what may stay of a style sheet, one rule a line; returns how much of it would have loaded something.</summary>
    public static int Sheet(string sheet, StringBuilder clean)
    {
        var loads = 0;
        var css = WithoutComments(sheet).AsSpan();
        while (true)
        {
            css = css.TrimStart(" \t\r\n\f;}");
            if (css.IsEmpty)
            {
                return loads;
            }

            var head = Until(css, "{;");
            if (head == css.Length || css[head] == ';')
            {
                // An at-rule without a block (@import, @charset), or rubbish.
                loads += css.StartsWith("@import", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                css = css[Math.Min(css.Length, head + 1)..];
                continue;
            }

            var selector = css[..head];
            css = css[(head + 1)..];
            var body = BlockLength(css, out var isNested);
            if (selector.Length > 0 && selector[0] != '@' && !isNested)
            {
                loads += Rule(selector, css[..body], clean);
            }
            else
            {
                loads += Loads(css[..body]) ? 1 : 0;
            }

            css = css[Math.Min(css.Length, body + 1)..];
        }
    }

    private static int Rule(ReadOnlySpan<char> selector, ReadOnlySpan<char> body, StringBuilder clean)
    {
        var before = clean.Length;
        if (!Selector(selector, clean))
        {
            clean.Length = before;
            return 0;
        }

        clean.Append('{');
        var opened = clean.Length;
        var loads = Declarations(body, clean);
        if (clean.Length == opened)
        {
            clean.Length = before;
        }
        else
        {
            clean.Append("}\n");
        }

        return loads;
    }

    private static bool Selector(ReadOnlySpan<char> selector, StringBuilder clean)
    {
        selector = selector.Trim(" \t\r\n\f");
        if (selector.IsEmpty || selector.Length > MaxSelectorChars)
        {
            return false;
        }

        foreach (var c in selector)
        {
            if (c is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                if (clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (char.IsAsciiLetterOrDigit(c) || c is '.' or '#' or ',' or '>' or '+' or '~' or '*' or ':' or '-' or '_' || IsOtherLetter(c))
            {
                // A child combinator is the only sign here that HTML knows too; style is raw text, where it means nothing.
                clean.Append(c);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static bool Declaration(ReadOnlySpan<char> declaration, StringBuilder clean)
    {
        var colon = declaration.IndexOf(':');
        if (colon <= 0)
        {
            return false;
        }

        var name = declaration[..colon].Trim().ToString().ToLowerInvariant();
        if (!Properties.Contains(name))
        {
            return false;
        }

        clean.Append(name).Append(':');
        return Value(declaration[(colon + 1)..].Trim(" \t\r\n\f"), clean);
    }

    private static bool Value(ReadOnlySpan<char> value, StringBuilder clean)
    {
        if (value.IsEmpty || value.Length > MaxValueChars)
        {
            return false;
        }

        var word = 0;
        var depth = 0;
        var quote = '\0';
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                    clean.Append('\'');
                }
                else if (char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' || IsOtherLetter(c))
                {
                    clean.Append(c);
                }
                else
                {
                    return false;
                }

                continue;
            }

            if (c is '"' or '\'')
            {
                quote = c;
                clean.Append('\'');
            }
            else if (c == '(')
            {
                if (!IsFunction(value[word..i]))
                {
                    return false;
                }

                depth++;
                clean.Append(c);
            }
            else if (c == ')')
            {
                if (--depth < 0)
                {
                    return false;
                }

                clean.Append(c);
            }
            else if (c is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                if (clean[^1] is not (' ' or ':'))
                {
                    clean.Append(' ');
                }
            }
            else if (char.IsAsciiLetterOrDigit(c) || c is '#' or '%' or '.' or ',' or '-' or '+' or '/' or '!' or '_' || IsOtherLetter(c))
            {
                clean.Append(c);
            }
            else
            {
                return false;
            }

            word = char.IsAsciiLetterOrDigit(c) || c == '-' ? word : i + 1;
        }

        return depth == 0 && quote == '\0';
    }

    private static bool IsFunction(ReadOnlySpan<char> name)
    {
        foreach (var function in Functions)
        {
            if (name.Equals(function, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOtherLetter(char c) => c > '\u00A0' && !char.IsSurrogate(c) && char.IsLetterOrDigit(c) && TextCharacters.IsPlain(c);

    private static bool Loads(ReadOnlySpan<char> css) => css.Contains("url(", StringComparison.OrdinalIgnoreCase) || css.Contains("@import", StringComparison.OrdinalIgnoreCase)
        || css.Contains("image-set(", StringComparison.OrdinalIgnoreCase);

    // Up to one of the ends outside of parentheses and quotes.
    private static int Until(ReadOnlySpan<char> css, ReadOnlySpan<char> ends)
    {
        var depth = 0;
        for (var i = 0; i < css.Length; i++)
        {
            var c = css[i];
            if (c is '"' or '\'')
            {
                var close = css[(i + 1)..].IndexOfAny(c, '\n');
                i += close < 0 ? 0 : close + 1;
            }
            else if (c == '(')
            {
                depth++;
            }
            else if (c == ')')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if ((depth == 0 || c is '{' or '}') && ends.Contains(c))
            {
                return i;
            }
        }

        return css.Length;
    }

    // The length of what stands before the closing brace.
    private static int BlockLength(ReadOnlySpan<char> css, out bool isNested)
    {
        isNested = false;
        var depth = 0;
        for (var i = 0; i < css.Length; i++)
        {
            var c = css[i];
            if (c is '"' or '\'')
            {
                var close = css[(i + 1)..].IndexOfAny(c, '\n');
                i += close < 0 ? 0 : close + 1;
            }
            else if (c == '{')
            {
                depth++;
                isNested = true;
            }
            else if (c == '}' && depth-- == 0)
            {
                return i;
            }
        }

        return css.Length;
    }

    // CSS Syntax 3, 4.3.2; the marks of HTML comments are tokens of their own that say nothing (4.3.4).
    private static string WithoutComments(string css)
    {
        if (!css.Contains("/*", StringComparison.Ordinal) && !css.Contains("<!--", StringComparison.Ordinal) && !css.Contains("-->", StringComparison.Ordinal))
        {
            return css;
        }

        var clean = new StringBuilder(css.Length);
        var at = 0;
        while (at < css.Length)
        {
            var start = css.IndexOf("/*", at, StringComparison.Ordinal);
            clean.Append(css, at, (start < 0 ? css.Length : start) - at);
            var end = start < 0 ? -1 : css.IndexOf("*/", start + 2, StringComparison.Ordinal);
            at = end < 0 ? css.Length : end + 2;
            clean.Append(' ');
        }

        return clean.Replace("<!--", " ").Replace("-->", " ").ToString();
    }
}
