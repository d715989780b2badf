using System.Buffers;
using System.Globalization;

namespace Mugai.Sanitizers.Html;

/// <summary>CSS colors (CSS Color 4, as far as mail uses it) as RGB integers.</summary>
internal static class CssColor
{
    // Colors nearer than this in each channel are one color to the eye.
    private const int Indistinct = 8;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>RGB, <see cref="StyleFacts.Transparent"/>, or <see cref="StyleFacts.UnknownColor"/> when the value says something else.</summary>
    public static int Parse(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length is 0 or > 64)
        {
            return StyleFacts.UnknownColor;
        }

        if (value[0] == '#')
        {
            return Hex(value[1..]);
        }

        if (value.StartsWith("rgb", StringComparison.OrdinalIgnoreCase))
        {
            return Rgb(value);
        }

        Span<char> lower = stackalloc char[64];
        value.ToLowerInvariant(lower);
        return lower[..value.Length] switch
        {
            "white" => 0xFFFFFF,
            "black" or "windowtext" => 0,
            "red" => 0xFF0000,
            "green" => 0x008000,
            "blue" => 0x0000FF,
            "gray" or "grey" => 0x808080,
            "silver" => 0xC0C0C0,
            "yellow" => 0xFFFF00,
            "navy" => 0x000080,
            "maroon" => 0x800000,
            "purple" => 0x800080,
            "teal" => 0x008080,
            "olive" => 0x808000,
            "lime" => 0x00FF00,
            "aqua" or "cyan" => 0x00FFFF,
            "fuchsia" or "magenta" => 0xFF00FF,
            "orange" => 0xFFA500,
            "whitesmoke" => 0xF5F5F5,
            "snow" => 0xFFFAFA,
            "ivory" => 0xFFFFF0,
            "ghostwhite" => 0xF8F8FF,
            "transparent" => StyleFacts.Transparent,
            _ => StyleFacts.UnknownColor,
        };
    }

    /// <summary>The color in a <c>background</c> shorthand; unknown when there is an image or gradient.</summary>
    public static int ParseBackground(ReadOnlySpan<char> value)
    {
        if (value.Contains("url(", StringComparison.OrdinalIgnoreCase) || value.Contains("gradient", StringComparison.OrdinalIgnoreCase)
            || value.Contains("var(", StringComparison.OrdinalIgnoreCase))
        {
            return StyleFacts.UnknownColor;
        }

        if (value.Contains('('))
        {
            return Parse(value);
        }

        foreach (var range in value.Split(' '))
        {
            if (Parse(value[range]) is var color and not StyleFacts.UnknownColor)
            {
                return color;
            }
        }

        return value.Equals("none", StringComparison.OrdinalIgnoreCase) ? StyleFacts.Transparent : StyleFacts.UnknownColor;
    }

    /// <summary>True when text of one color cannot be seen on the other.</summary>
    public static bool LooksSame(int a, int b) =>
        a >= 0 && b >= 0
        && Math.Abs((a >> 16) - (b >> 16)) <= Indistinct
        && Math.Abs(((a >> 8) & 0xFF) - ((b >> 8) & 0xFF)) <= Indistinct
        && Math.Abs((a & 0xFF) - (b & 0xFF)) <= Indistinct;

    private static int Hex(ReadOnlySpan<char> digits)
    {
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return StyleFacts.UnknownColor;
        }

        return digits.Length switch
        {
            3 => ((number >> 8) * 0x110000) | (((number >> 4) & 0xF) * 0x1100) | ((number & 0xF) * 0x11),
            4 when (number & 0xF) == 0 => StyleFacts.Transparent,
            4 => Hex(digits[..3]),
            6 => number,
            8 when (number & 0xFF) < 0x10 => StyleFacts.Transparent,
            8 => (number >> 8) & 0xFFFFFF,
            _ => StyleFacts.UnknownColor,
        };
    }

    private static int Rgb(ReadOnlySpan<char> value)
    {
        Span<float> channels = [0, 0, 0, 1];
        var count = 0;
        var i = value.IndexOf('(') + 1;
        while (i > 0 && i < value.Length && count < 4)
        {
            var length = value[i..].IndexOfAnyExcept(NumberCharacters);
            length = length < 0 ? value.Length - i : length;
            if (length > 0)
            {
                if (!float.TryParse(value.Slice(i, length), NumberStyles.Float, CultureInfo.InvariantCulture, out channels[count]))
                {
                    return StyleFacts.UnknownColor;
                }

                count++;
                i += length;
            }
            else if (value[i] is ' ' or ',' or '/')
            {
                i++;
            }
            else
            {
                break;
            }
        }

        if (count < 3)
        {
            return StyleFacts.UnknownColor;
        }

        return channels[3] < 0.06f ? StyleFacts.Transparent
            : ((int)Math.Min(channels[0], 255) << 16) | ((int)Math.Min(channels[1], 255) << 8) | (int)Math.Min(channels[2], 255);
    }
}
