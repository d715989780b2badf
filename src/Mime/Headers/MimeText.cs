using System.Buffers;
using System.Text;

namespace Mugai.Mime;

/// <summary>The lexical ground of header values: blanks, comments, quoted strings (RFC 5322 3.2).</summary>
internal static class MimeText
{
    public const byte Escape = 0x1B;

    /// <summary>Space, tab and the line ends of folds.</summary>
    public static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    /// <summary>ftext of RFC 5322 3.6.8: what a field name may consist of.</summary>
    public static readonly SearchValues<byte> FieldName = SearchValues.Create(Range(33, 126).Where(c => c != ':').ToArray());

    /// <summary>token of RFC 2045 5.1.</summary>
    public static readonly SearchValues<byte> Token =
        SearchValues.Create(Range(33, 126).Where(c => !"()<>@,;:\\\"/[]?="u8.Contains(c)).ToArray());

    /// <summary>What ends the name of a parameter.</summary>
    public static readonly SearchValues<byte> NameEnds = SearchValues.Create("=; \t\r\n("u8);

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOfAnyExcept(Blanks);
        return start < 0 ? [] : text[start..(text.LastIndexOfAnyExcept(Blanks) + 1)];
    }

    /// <summary>The position after the comment that begins at <paramref name="start"/>; an unclosed one runs to the end.</summary>
    public static int SkipComment(ReadOnlySpan<byte> text, int start)
    {
        var depth = 0;
        var i = start;
        while (true)
        {
            var hop = text[i..].IndexOfAny((byte)'(', (byte)')', (byte)'\\');
            if (hop < 0)
            {
                return text.Length;
            }

            i += hop;
            switch (text[i])
            {
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    return i + 1;
                case (byte)'\\':
                    i++;
                    break;
            }

            if (++i >= text.Length)
            {
                return text.Length;
            }
        }
    }

    /// <summary>The position after the quoted string that begins at <paramref name="start"/>; an unclosed one runs to the end.</summary>
    public static int SkipQuoted(ReadOnlySpan<byte> text, int start) => SkipQuoted(text, start, out _);

    public static int SkipQuoted(ReadOnlySpan<byte> text, int start, out bool isClosed)
    {
        isClosed = false;
        var i = start + 1;
        while (i < text.Length)
        {
            var hop = text[i..].IndexOfAny((byte)'"', (byte)'\\', Escape);
            if (hop < 0)
            {
                return text.Length;
            }

            i += hop;
            switch (text[i])
            {
                case (byte)'"':
                    isClosed = true;
                    return i + 1;
                case Escape:
                    i = SkipEscape(text, i);
                    break;
                default:
                    i += 2;
                    break;
            }
        }

        return text.Length;
    }

    /// <summary>
    /// The position after a raw ISO-2022-JP run that begins with the ESC at <paramref name="start"/>: in it quotes, backslashes, commas and
    /// brackets are halves of kanji. Without an end it is an ordinary character.
    /// </summary>
    public static int SkipEscape(ReadOnlySpan<byte> text, int start)
    {
        if (start + 2 >= text.Length)
        {
            return start + 1;
        }

        if (text[start + 1] != '$')
        {
            return text[start + 1] == '(' ? start + 3 : start + 1;
        }

        var next = text[(start + 1)..].IndexOf(Escape);
        if (next < 0)
        {
            return start + 1;
        }

        var end = start + 1 + next;
        return end + 2 < text.Length && text[end + 1] == '(' ? end + 3 : end;
    }

    /// <summary>Takes escapes and the line ends of folds out of the inside of a quoted string.</summary>
    public static byte[] Unquote(ReadOnlySpan<byte> inside) => Unquote(inside, keepOthers: false, out _);

    /// <summary>
    /// With <paramref name="keepOthers"/> only \" and \\ are escapes: file names come as "C:\TEMP\a.png" unescaped, and half of all
    /// parsers read them so. Whether there was such a backslash is told.
    /// </summary>
    public static byte[] Unquote(ReadOnlySpan<byte> inside, bool keepOthers, out bool hasOthers)
    {
        hasOthers = false;
        var output = new byte[inside.Length];
        var length = 0;
        for (var i = 0; i < inside.Length; i++)
        {
            var c = inside[i];
            if (c == Escape)
            {
                var run = inside[i..SkipEscape(inside, i)];
                run.CopyTo(output.AsSpan(length));
                length += run.Length;
                i += run.Length - 1;
                continue;
            }

            if (c == '\\' && i + 1 < inside.Length)
            {
                var isOther = inside[i + 1] is not ((byte)'"' or (byte)'\\');
                hasOthers |= isOther;
                if (!isOther || !keepOthers)
                {
                    c = inside[++i];
                }
            }
            else if (c is (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            output[length++] = c;
        }

        return output[..length];
    }

    /// <summary>The text without its comments, trimmed. Allocates only when there is one.</summary>
    public static ReadOnlySpan<byte> WithoutComments(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'('))
        {
            return Trim(text);
        }

        var output = new byte[text.Length];
        var length = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] == '(')
            {
                i = SkipComment(text, i);
            }
            else
            {
                output[length++] = text[i++];
            }
        }

        return Trim(output.AsSpan(0, length));
    }

    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> a, ReadOnlySpan<byte> lowerOrAny) => Ascii.EqualsIgnoreCase(a, lowerOrAny);

    private static IEnumerable<byte> Range(int first, int last)
    {
        for (var c = first; c <= last; c++)
        {
            yield return (byte)c;
        }
    }
}
