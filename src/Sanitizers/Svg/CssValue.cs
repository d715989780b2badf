using System.Buffers;

namespace Mugai.Sanitizers.Svg;

/// <summary>
/// Judges one CSS value by an allow-list of characters, functions and targets. Escapes, comments and blocks are never accepted, so that there is
/// only one way to read what passes.
/// </summary>
internal static class CssValue
{
    private static readonly SearchValues<char> NotInStrings = SearchValues.Create("\\<>{}@*:;()\r\n&");

    /// <summary>What is wrong with it.</summary>
    public enum Verdict
    {
        /// <summary>Nothing.</summary>
        Clean,

        /// <summary>It would load something.</summary>
        Loads,

        /// <summary>It is not of the allow-list.</summary>
        Unknown,
    }

    /// <summary>Judges <paramref name="value"/>; ids that it points at go to <paramref name="references"/>.</summary>
    public static Verdict Judge(ReadOnlySpan<char> value, List<string> references)
    {
        var depth = 0;
        var i = 0;
        while (i < value.Length)
        {
            var c = value[i];
            switch (c)
            {
                case '"' or '\'':
                    var end = value[(i + 1)..].IndexOf(c);
                    if (end < 0 || !IsPlainString(value.Slice(i + 1, end)))
                    {
                        return Verdict.Unknown;
                    }

                    i += end + 2;
                    break;
                case '(':
                    var name = FunctionName(value[..i]);
                    if (name.Equals("url", StringComparison.OrdinalIgnoreCase))
                    {
                        var length = Target(value[(i + 1)..], out var id);
                        if (length < 0)
                        {
                            return Verdict.Loads;
                        }

                        references.Add(id);
                        i += length + 1;
                        break;
                    }

                    if (++depth > 4 || !SvgVocabulary.Functions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                    {
                        return Verdict.Unknown;
                    }

                    i++;
                    break;
                case ')':
                    if (--depth < 0)
                    {
                        return Verdict.Unknown;
                    }

                    i++;
                    break;
                default:
                    if (!IsPlain(c) || (c == '/' && i + 1 < value.Length && value[i + 1] is '/' or '*'))
                    {
                        return Verdict.Unknown;
                    }

                    i++;
                    break;
            }
        }

        return depth == 0 ? Verdict.Clean : Verdict.Unknown;
    }

    /// <summary>True for an id that can stand in <c>url(#…)</c> and in an attribute without any escape.</summary>
    public static bool IsId(ReadOnlySpan<char> id)
    {
        foreach (var c in id)
        {
            if (c is <= ' ' or '"' or '\'' or '(' or ')' or '\\' or '<' or '>' or '&' or '#' or '{' or '}' or '%' or '@' or '*' or '/' or ':' or '\u007F')
            {
                return false;
            }
        }

        return id.Length is > 0 and <= 512;
    }

    // url(#id), url("#id"), url('#id'); the number of characters up to and with the closing parenthesis, -1 for anything else.
    private static int Target(ReadOnlySpan<char> rest, out string id)
    {
        id = "";
        var close = rest.IndexOf(')');
        if (close < 0)
        {
            return -1;
        }

        var target = rest[..close].Trim();
        if (target.Length >= 2 && target[0] is '"' or '\'' && target[^1] == target[0])
        {
            target = target[1..^1].Trim();
        }

        if (target.Length < 2 || target[0] != '#' || !IsId(target[1..]))
        {
            return -1;
        }

        id = target[1..].ToString();
        return close + 1;
    }

    private static ReadOnlySpan<char> FunctionName(ReadOnlySpan<char> before)
    {
        var start = before.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(before[start - 1]) || before[start - 1] == '-'))
        {
            start--;
        }

        return before[start..];
    }

    private static bool IsPlain(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is ' ' or '\t' or '\r' or '\n' or ',' or '.' or '+' or '-' or '%' or '#' or '_' or '/' or '!' or (>= '\u00A1' and not '\uFEFF');

    private static bool IsPlainString(ReadOnlySpan<char> text) => !text.ContainsAny(NotInStrings);
}
