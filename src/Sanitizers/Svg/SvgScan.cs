using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Mugai.Sanitizers.Svg;

/// <summary>The verifier's own reading of a drawing.</summary>
internal sealed class SvgScan(string text)
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

    private static readonly FrozenSet<string> Bad = FrozenSet.ToFrozenSet(
        "script handler listener foreignobject iframe object embed a audio video canvas source track html body link meta base form input button textarea select math metadata import".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private readonly Stack<string> _open = new();
    private int _at;

    /// <summary>What is wrong, or null.</summary>
    public string? Fault()
    {
        if (!text.StartsWith(Declaration + "<svg ", StringComparison.Ordinal))
        {
            return "the document does not begin as ours do";
        }

        _at = Declaration.Length;
        while (_at < text.Length)
        {
            if ((text[_at] == '<' ? Tag() : Characters()) is { } fault)
            {
                return fault;
            }

            if (_open.Count == 0)
            {
                return _at == text.Length ? null : "something follows the drawing";
            }
        }

        return "the drawing has no end";
    }

    private string? Characters()
    {
        var end = text.IndexOf('<', _at);
        var run = text.AsSpan(_at, (end < 0 ? text.Length : end) - _at);
        _at += run.Length;
        if (!Decode(run, out var value))
        {
            return "an entity that is not of the five";
        }

        return _open.Peek() == "style" ? Css(value, isSheet: true) : null;
    }

    private string? Tag()
    {
        if (_at + 1 < text.Length && text[_at + 1] == '/')
        {
            var close = text.IndexOf('>', _at);
            var name = close < 0 ? "" : text[(_at + 2)..close];
            _at = close + 1;
            return close >= 0 && _open.TryPop(out var open) && open == name ? null : "tags do not match";
        }

        _at++;
        var element = Name();
        if (!SvgVocabulary.Elements.Contains(element) || Bad.Contains(element))
        {
            return "an element that is not allowed";
        }

        while (true)
        {
            switch (At())
            {
                case '>':
                    _at++;
                    _open.Push(element);
                    return null;
                case ' ' when At(1) == '/' && At(2) == '>':
                    _at += 3;
                    return _open.Count == 0 ? "an empty drawing" : null;
                case ' ':
                    _at++;
                    if (Attribute(element) is { } fault)
                    {
                        return fault;
                    }

                    break;
                default:
                    return "a tag that is not written as ours are";
            }
        }
    }

    private string? Attribute(string element)
    {
        var name = Name();
        if (name.Length == 0 || At() != '=' || At(1) != '"')
        {
            return "an attribute that is not written as ours are";
        }

        _at += 2;
        var end = text.IndexOf('"', _at);
        if (end < 0)
        {
            return "an attribute without end";
        }

        var raw = text.AsSpan(_at, end - _at);
        _at = end + 1;
        return raw.Contains('<') || !Decode(raw, out var value) ? "an attribute holds what it must not" : Value(element, name, value);
    }

    private static string? Value(string element, string name, string value)
    {
        switch (name)
        {
            case "xmlns":
                return value == SvgVocabulary.Namespace ? null : "a namespace that is not ours";
            case "xmlns:xlink":
                return value == SvgVocabulary.XLink ? null : "a namespace that is not ours";
            case "xml:space" or "xml:lang":
                return null;
            case "xlink:href":
                return element is "image" or "feImage" && value.StartsWith("data:", StringComparison.Ordinal) ? Picture(value) : value.Length > 1 && value[0] == '#' ? null : "a reference leads outside";
        }

        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || name.Contains(':', StringComparison.Ordinal) || name.Contains("href", StringComparison.OrdinalIgnoreCase))
        {
            return "an attribute that is not allowed";
        }

        if (name == "attributeName" && (value.Contains("href", StringComparison.OrdinalIgnoreCase) || value.StartsWith("on", StringComparison.OrdinalIgnoreCase) || value.Contains(':', StringComparison.Ordinal)))
        {
            return "an animation of a reference";
        }

        return SvgVocabulary.Named.Contains(name) ? null : Css(value, isSheet: false);
    }

    // The bytes were verified as a picture when they were written; here only that they are one.
    private static string? Picture(string value)
    {
        var comma = value.IndexOf(',', StringComparison.Ordinal);
        var begin = comma < 0 ? "" : value.Substring(comma + 1, Math.Min(8, value.Length - comma - 1));
        return (comma < 0 ? "" : value[..comma]) switch
        {
            "data:image/png;base64" when begin.StartsWith("iVBORw0K", StringComparison.Ordinal) => null,
            "data:image/jpeg;base64" when begin.StartsWith("/9j/", StringComparison.Ordinal) => null,
            "data:image/gif;base64" when begin.StartsWith("R0lGODl", StringComparison.Ordinal) || begin.StartsWith("R0lGODd", StringComparison.Ordinal) => null,
            "data:image/webp;base64" when begin.StartsWith("UklGR", StringComparison.Ordinal) => null,
            _ => "a data: reference that is no picture",
        };
    }

    private static string? Css(string value, bool isSheet)
    {
        if (value.AsSpan().ContainsAny('\\', '@', '<') || (!isSheet && value.AsSpan().ContainsAny('{', '}')) || value.Contains("/*", StringComparison.Ordinal))
        {
            return "a style holds what it must not";
        }

        var rest = value.AsSpan();
        int at;
        while ((at = rest.IndexOf("url(", StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            rest = rest[(at + 4)..].TrimStart();
            rest = rest.Length > 0 && rest[0] is '"' or '\'' ? rest[1..].TrimStart() : rest;
            if (rest.IsEmpty || rest[0] != '#')
            {
                return "a style leads outside";
            }
        }

        var dense = value.Length > 4096 ? value : string.Concat(value.Where(c => c > ' '));
        return dense.Contains("script:", StringComparison.OrdinalIgnoreCase) || dense.Contains("expression(", StringComparison.OrdinalIgnoreCase)
            || dense.Contains("-moz-binding", StringComparison.OrdinalIgnoreCase) || dense.Contains("://", StringComparison.Ordinal)
            || dense.Contains("data:", StringComparison.OrdinalIgnoreCase) ? "a style that acts" : null;
    }

    private char At(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private string Name()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(At()) || At() is '-' or ':')
        {
            _at++;
        }

        return text[start.._at];
    }

    private static bool Decode(ReadOnlySpan<char> raw, out string value)
    {
        value = "";
        var at = raw.IndexOf('&');
        if (at < 0)
        {
            value = raw.ToString();
            return true;
        }

        var decoded = new StringBuilder(raw.Length);
        while (at >= 0)
        {
            decoded.Append(raw[..at]);
            raw = raw[(at + 1)..];
            var end = raw.IndexOf(';');
            if (end < 0 || !Entity(raw[..end], decoded))
            {
                return false;
            }

            raw = raw[(end + 1)..];
            at = raw.IndexOf('&');
        }

        value = decoded.Append(raw).ToString();
        return true;
    }

    private static bool Entity(ReadOnlySpan<char> name, StringBuilder decoded)
    {
        var c = name switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => '\0',
        };
        if (c == 0 && (name.Length < 3 || !name.StartsWith("#x") || !ushort.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || (c = (char)code) is not ('\t' or '\r' or '\n')))
        {
            return false;
        }

        decoded.Append(c);
        return true;
    }
}
