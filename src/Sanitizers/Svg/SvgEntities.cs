namespace Mugai.Sanitizers.Svg;

/// <summary>
/// Adobe Illustrator declares its namespaces as entities. Declarations of plain text, as such programs write them, are written anew into a DOCTYPE that holds nothing else: no
/// entity that names another one or a file, no markup, no parameter entities, no elements and attributes. So what they stand for grows in proportion to the references alone.
/// </summary>
internal static class SvgEntities
{
    private const int MaxEntities = 64;
    private const int MaxNameBytes = 64;

    // Illustrator's longest is the address of a namespace.
    private const int MaxValueBytes = 512;

    /// <summary>The head of a file with its DOCTYPE replaced by <paramref name="head"/>'s plain entities; null when there are none, or the DOCTYPE is not understood.</summary>
    public static byte[]? Plain(ReadOnlySpan<byte> head)
    {
        var start = Doctype(head);
        var open = start < 0 ? -1 : head[start..].IndexOf((byte)'[');
        if (open < 0 || head.Slice(start, open).Contains((byte)'>'))
        {
            return null;
        }

        var declared = new List<byte>([.. "<!DOCTYPE svg ["u8]);
        var rest = head[(start + open + 1)..];
        var count = 0;
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n"u8);
            if (rest.StartsWith("]"u8))
            {
                break;
            }

            var end = End(rest);
            if (end < 0)
            {
                return null;
            }

            if (IsPlain(rest[..end], out var declaration) && count++ < MaxEntities)
            {
                declared.AddRange(declaration);
            }

            rest = rest[end..];
        }

        rest = rest[1..].TrimStart(" \t\r\n"u8);
        return count > 0 && rest.StartsWith(">"u8) ? [.. head[..start], .. declared, .. "]>"u8, .. rest[1..]] : null;
    }

    // Where the DOCTYPE begins: behind the XML declaration, comments and instructions, never inside one.
    private static int Doctype(ReadOnlySpan<byte> head)
    {
        var at = head is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        while (at < head.Length)
        {
            var rest = head[at..];
            if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (rest.StartsWith("<!DOCTYPE"u8))
            {
                return at;
            }
            else if (rest.StartsWith("<?"u8) || rest.StartsWith("<!--"u8))
            {
                var length = End(rest);
                if (length < 0)
                {
                    return -1;
                }

                at += length;
            }
            else
            {
                return -1;
            }
        }

        return -1;
    }

    // One declaration, comment, instruction or parameter reference; -1 when it does not end here.
    private static int End(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("<!--"u8))
        {
            return Behind(text, 4, "-->"u8);
        }

        if (text.StartsWith("<?"u8))
        {
            return Behind(text, 2, "?>"u8);
        }

        if (!text.StartsWith("<!"u8))
        {
            return -1;
        }

        for (var at = 2; at < text.Length; at++)
        {
            if (text[at] == '>')
            {
                return at + 1;
            }

            if (text[at] is (byte)'"' or (byte)'\'')
            {
                var close = text[(at + 1)..].IndexOf(text[at]);
                if (close < 0)
                {
                    return -1;
                }

                at += close + 1;
            }
        }

        return -1;
    }

    private static int Behind(ReadOnlySpan<byte> text, int from, ReadOnlySpan<byte> end) => text[from..].IndexOf(end) is var at and >= 0 ? from + at + end.Length : -1;

    private static bool IsPlain(ReadOnlySpan<byte> declaration, out byte[] written)
    {
        written = [];
        if (!declaration.StartsWith("<!ENTITY"u8))
        {
            return false;
        }

        var rest = declaration[8..^1];
        var named = rest.TrimStart(" \t\r\n"u8);
        var length = named.IndexOfAny(" \t\r\n"u8);
        if (named.Length == rest.Length || length is < 1 or > MaxNameBytes || !IsName(named[..length]))
        {
            return false;
        }

        var value = named[length..].Trim(" \t\r\n"u8);
        if (value.Length < 2 || value.Length > MaxValueBytes || value[0] is not ((byte)'"' or (byte)'\'') || value[^1] != value[0] || value[1..^1].IndexOfAny("&%<\"'"u8) >= 0)
        {
            return false;
        }

        written = [.. "<!ENTITY "u8, .. named[..length], (byte)' ', .. value, (byte)'>'];
        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter is not ((byte)'_' or (byte)'-' or (byte)'.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter((char)name[0]) || name[0] == '_';
    }
}
