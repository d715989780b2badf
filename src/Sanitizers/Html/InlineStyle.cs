using System.Globalization;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// Reads CSS declarations (CSS Syntax 3, 5.4.5, as far as mail uses it) into <see cref="StyleFacts"/>. Later declarations win. One pass,
/// no allocation; escapes (<c>d\69splay</c>) are resolved before a name is looked at.
/// </summary>
internal static class InlineStyle
{
    private const float TinyPixels = 1.5f;
    private const float FarPixels = 900;

    // Names and values that matter are shorter; longer ones are data: URLs and font lists.
    private const int MaxUnescaped = 256;
    private const int MaxNameChars = 16;

    public static void Parse(ReadOnlySpan<char> css, ref StyleFacts facts)
    {
        while (css.Length > 0)
        {
            var length = DeclarationLength(css);
            Declaration(css[..length], ref facts);
            css = css[Math.Min(css.Length, length + 1)..];
        }
    }

    // Up to the next semicolon outside parentheses and quotes.
    private static int DeclarationLength(ReadOnlySpan<char> css)
    {
        var depth = 0;
        var i = 0;
        while (i < css.Length)
        {
            var stop = css[i..].IndexOfAny(";()\"'");
            if (stop < 0)
            {
                return css.Length;
            }

            i += stop;
            switch (css[i])
            {
                case ';' when depth == 0:
                    return i;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth = Math.Max(0, depth - 1);
                    break;
                case '"' or '\'':
                    var end = css[(i + 1)..].IndexOf(css[i]);
                    i += end < 0 ? 0 : end + 1;
                    break;
            }

            i++;
        }

        return css.Length;
    }

    private static void Declaration(ReadOnlySpan<char> css, ref StyleFacts facts)
    {
        if (css.ContainsAny('\\', '/') && css.Length <= MaxUnescaped)
        {
            Span<char> unescaped = stackalloc char[MaxUnescaped];
            PlainDeclaration(unescaped[..Unescape(css, unescaped)], ref facts);
        }
        else
        {
            PlainDeclaration(css, ref facts);
        }
    }

    private static void PlainDeclaration(ReadOnlySpan<char> css, ref StyleFacts facts)
    {
        var colon = css.IndexOf(':');
        if (colon < 0)
        {
            return;
        }

        var name = css[..colon].Trim();
        if (name.Length is < 3 or > MaxNameChars)
        {
            return;
        }

        Span<char> lower = stackalloc char[MaxNameChars];
        for (var i = 0; i < name.Length; i++)
        {
            lower[i] = (char)(name[i] | (name[i] is >= 'A' and <= 'Z' ? 0x20 : 0));
        }

        lower = lower[..name.Length];
        if (!MayMatter(lower))
        {
            return;
        }

        var value = css[(colon + 1)..].Trim();
        var important = value.EndsWith("!important", StringComparison.OrdinalIgnoreCase);
        if (important)
        {
            value = value[..value.LastIndexOf('!')].TrimEnd();
        }

        Property(lower, value, important, ref facts);
    }

    // Most declarations are borders, paddings and fonts: they are told by two letters.
    private static bool MayMatter(ReadOnlySpan<char> name) => name[0] switch
    {
        'b' => name[1] is 'a' || name.Length == 6,
        'c' => name[2] is 'l' or 'i' or 'n' or 'r',
        'f' => name.Length is 4 or 9,
        'l' => name[1] == 'e' || name[2] == 's',
        'm' => name[1] == 'a',
        'p' => name[2] == 's',
        't' => name[1] == 'o' || name.Length == 11,
        'd' or 'h' or 'o' or 'r' or 'u' or 'v' or 'w' => true,
        _ => false,
    };

    private static void Property(ReadOnlySpan<char> name, ReadOnlySpan<char> value, bool important, ref StyleFacts facts)
    {
        switch (name)
        {
            case "display" when !facts.DisplayIsImportant || important:
                facts.Display = Is(value, "none") ? DisplayKind.None
                    : Is(value, "block") || Is(value, "flex") || Is(value, "grid") || Is(value, "list-item") || Is(value, "table") ? DisplayKind.Block
                    : Is(value, "inline") || Is(value, "inline-block") || Is(value, "contents") ? DisplayKind.Inline : DisplayKind.Unset;
                facts.DisplayIsImportant |= important;
                break;
            case "visibility":
                facts.Invisible = Is(value, "hidden") || Is(value, "collapse") ? Tristate.On : Tristate.Off;
                break;
            case "opacity":
                facts.Gone |= Number(value, out var opacity, out _) && opacity <= 0.05f;
                break;
            case "font-size":
                facts.Tiny = !Pixels(value, perEm: 16, out var size) ? Tristate.Off : size <= TinyPixels ? Tristate.On : Tristate.Off;
                break;
            case "font":
                Font(value, ref facts);
                break;
            case "color":
                facts.Color = CssColor.Parse(value);
                break;
            case "background-color":
                facts.Background = CssColor.Parse(value);
                break;
            case "background":
                facts.Background = CssColor.ParseBackground(value);
                facts.ExternalResources += IsExternal(value) ? 1 : 0;
                break;
            case "background-image":
                facts.Background = Is(value, "none") ? facts.Background : StyleFacts.UnknownColor;
                facts.ExternalResources += IsExternal(value) ? 1 : 0;
                break;
            case "list-style-image" or "list-style" or "content" or "cursor":
                facts.ExternalResources += IsExternal(value) ? 1 : 0;
                break;
            case "text-indent" or "margin-left" or "margin-top":
                facts.Gone |= Pixels(value, 16, out var indent) && indent <= -FarPixels;
                break;
            case "margin":
                facts.NoMargin = StartsWithZero(value) && value.IndexOfAnyInRange('1', '9') < 0;
                break;
            case "margin-bottom":
                facts.NoMargin = StartsWithZero(value);
                break;
            case "position":
                facts.Positioned = Is(value, "absolute") || Is(value, "fixed");
                break;
            case "left" or "top" or "right" or "bottom":
                facts.FarAway |= Pixels(value, 16, out var offset) && offset <= -FarPixels;
                break;
            case "width":
                facts.Width = Pixels(value, 16, out var width) ? width : -1;
                facts.ZeroBox |= facts.Width is >= 0 and <= TinyPixels;
                break;
            case "height" or "max-height" or "max-width":
                facts.Height = Pixels(value, 16, out var height) ? height : -1;
                facts.ZeroBox |= facts.Height is >= 0 and <= TinyPixels;
                break;
            case "overflow":
                facts.ClipsOverflow = Is(value, "hidden") || Is(value, "clip");
                break;
            case "clip":
                facts.Gone |= value.StartsWith("rect(0", StringComparison.OrdinalIgnoreCase) || value.StartsWith("rect(1px", StringComparison.OrdinalIgnoreCase);
                break;
            case "clip-path":
                facts.Gone |= value.StartsWith("inset(50%", StringComparison.OrdinalIgnoreCase) || value.StartsWith("inset(100%", StringComparison.OrdinalIgnoreCase);
                break;
            case "white-space":
                facts.Preformatted = value.StartsWith("pre", StringComparison.OrdinalIgnoreCase) || Is(value, "break-spaces") ? Tristate.On : Tristate.Off;
                break;
            case "unicode-bidi":
                facts.OverridesDirection = Is(value, "bidi-override") || Is(value, "isolate-override");
                break;
        }
    }

    // The size in a font shorthand: the first number with a unit, or zero; a number without is the weight.
    private static void Font(ReadOnlySpan<char> value, ref StyleFacts facts)
    {
        foreach (var range in value.Split(' '))
        {
            var word = value[range];
            var slash = word.IndexOf('/');
            word = slash < 0 ? word : word[..slash];
            if (Number(word, out var number, out var unit) && (unit.Length > 0 || number == 0) && Pixels(word, perEm: 16, out var size))
            {
                facts.Tiny = size <= TinyPixels ? Tristate.On : Tristate.Off;
                return;
            }
        }
    }

    private static bool Is(ReadOnlySpan<char> value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool StartsWithZero(ReadOnlySpan<char> value) => Number(value, out var number, out _) && number < 0.2f;

    /// <summary>True when a value loads something from outside (not data: and not a part of the mail).</summary>
    public static bool IsExternal(ReadOnlySpan<char> value)
    {
        var url = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase);
        return url >= 0 && LinkTarget.IsExternal(value[(url + 4)..].TrimStart().Trim("\"'"));
    }

    /// <summary>A length in pixels; false when it is none or depends on the screen.</summary>
    public static bool Pixels(ReadOnlySpan<char> value, float perEm, out float pixels)
    {
        if (!Number(value, out pixels, out var unit))
        {
            return false;
        }

        var factor = unit switch
        {
            "" or "px" or "PX" => 1f,
            "pt" or "PT" => 96f / 72,
            "em" or "rem" or "EM" => perEm,
            "ex" or "ch" => perEm / 2,
            "%" => pixels == 0 ? 1 : perEm / 100,
            "in" => 96,
            "cm" => 96 / 2.54f,
            "mm" => 96 / 25.4f,
            "pc" => 16,
            _ => pixels == 0 ? 1 : float.NaN,
        };
        pixels *= factor;
        return !float.IsNaN(pixels);
    }

    private static bool Number(ReadOnlySpan<char> value, out float number, out ReadOnlySpan<char> unit)
    {
        var length = 0;
        while (length < value.Length && length < 24 && (char.IsAsciiDigit(value[length]) || value[length] is '.' || (length == 0 && value[0] is '-' or '+')))
        {
            length++;
        }

        unit = value[length..];
        var space = unit.IndexOfAny(' ', '\t', '\n');
        unit = space < 0 ? unit : unit[..space];
        return TryShort(value[..length], out number) || float.TryParse(value[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    // Up to six digits: both halves are exact, so that the quotient is the number that parsing gives.
    private static bool TryShort(ReadOnlySpan<char> digits, out float number)
    {
        var (all, divisor) = (0, 0);
        foreach (var c in digits)
        {
            if (c == '.' && divisor == 0)
            {
                divisor = 1;
            }
            else if (char.IsAsciiDigit(c))
            {
                all = (all * 10) + (c - '0');
                divisor *= 10;
            }
            else
            {
                divisor = -1;
                break;
            }
        }

        number = divisor > 1 ? (float)all / divisor : all;
        return divisor is 0 or > 1 && digits.Length is > 0 and <= 7;
    }

    // CSS Syntax 3, 4.3.7, and comments out.
    private static int Unescape(ReadOnlySpan<char> css, Span<char> result)
    {
        var length = 0;
        for (var i = 0; i < css.Length; i++)
        {
            if (css[i] == '/' && i + 1 < css.Length && css[i + 1] == '*')
            {
                var end = css[(i + 2)..].IndexOf("*/");
                i = end < 0 ? css.Length : i + 2 + end + 1;
            }
            else if (css[i] != '\\' || i + 1 == css.Length)
            {
                result[length++] = css[i];
            }
            else
            {
                var point = 0;
                var digits = 0;
                while (digits < 6 && i + 1 < css.Length && char.IsAsciiHexDigit(css[i + 1]))
                {
                    point = (point * 16) + (css[++i] is <= '9' ? css[i] - '0' : (css[i] | 0x20) - 'a' + 10);
                    digits++;
                }

                if (digits == 0)
                {
                    result[length++] = css[++i];
                    continue;
                }

                result[length++] = point is > 0 and < 0xD800 ? (char)point : '\uFFFD';
                i += i + 1 < css.Length && char.IsWhiteSpace(css[i + 1]) ? 1 : 0;
            }
        }

        return length;
    }
}
