using System.Globalization;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// IPv4 addresses in every form that browsers take (URL Standard 3.5, "IPv4 parser"): one to four parts, each decimal, octal (0…) or hexadecimal (0x…), the
/// last one filling what is left. <c>http://3232235777/</c> and <c>http://0xC0.0250.257/</c> both lead to 192.168.1.1.
/// </summary>
internal static class HostAddress
{
    /// <summary>The dotted form of <paramref name="host"/> (no port) when it is an IPv4 address to a browser; null when it is a name.</summary>
    public static string? Dotted(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        if (host.Length is 0 or > 64 || !char.IsAsciiDigit(host[^1]) && !IsHexTail(host))
        {
            return null;
        }

        Span<ulong> parts = stackalloc ulong[4];
        var count = 0;
        foreach (var range in host.Split('.'))
        {
            if (count == 4 || !Part(host[range], out parts[count]))
            {
                return null;
            }

            count++;
        }

        var last = parts[count - 1];
        for (var i = 0; i < count - 1; i++)
        {
            if (parts[i] > 255)
            {
                return null;
            }
        }

        if (last >= 1UL << (8 * (5 - count)))
        {
            return null;
        }

        var address = last;
        for (var i = 0; i < count - 1; i++)
        {
            address |= parts[i] << (8 * (3 - i));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
    }

    // The last part of an address written in hexadecimal may end in a letter.
    private static bool IsHexTail(ReadOnlySpan<char> host)
    {
        var last = host[(host.LastIndexOf('.') + 1)..];
        return last.Length > 1 && last[0] == '0' && (last[1] | 0x20) == 'x';
    }

    private static bool Part(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        var radix = 10u;
        if (text.Length > 1 && text[0] == '0')
        {
            radix = (text[1] | 0x20) == 'x' ? 16u : 8u;
            text = text[(radix == 16 ? 2 : 1)..];
        }

        foreach (var c in text)
        {
            var digit = char.IsAsciiHexDigit(c) ? (uint)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) : 16u;
            if (digit >= radix || value > uint.MaxValue)
            {
                return false;
            }

            value = (value * radix) + digit;
        }

        return value <= uint.MaxValue;
    }
}
