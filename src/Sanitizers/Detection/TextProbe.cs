using System.Buffers;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>Tells text from binary, and kinds of text from each other, by how the text begins.</summary>
internal static class TextProbe
{
    // The binary data bytes of the WHATWG MIME Sniffing standard (3), without ESC (ISO-2022-JP) and Ctrl-Z (the end mark of DOS text).
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31, 127]);

    private const int ShortBeginning = 4096;

    // Comments and declarations of drawing programs come before the first element.
    private const int LongBeginning = 16 * 1024;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    // Tags of the WHATWG MIME Sniffing standard (7.1), and those with which mailers begin a document.
    private static readonly string[] HtmlTags =
    [
        "!doctype html", "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b", "body", "br", "p", "meta",
        "link", "center", "span", "img", "object", "embed", "base", "form", "svg",
    ];

    /// <summary>
    /// True when the whole stream reads as text: a byte-order mark, or no NUL anywhere and next to no control characters. Rewinds.
    /// </summary>
    public static bool IsText(Stream content, ReadOnlySpan<byte> head)
    {
        if (HasWideMark(head))
        {
            return true;
        }

        // One control in 512 bytes: a stray form feed or bell of an old program is text, compressed or encrypted data never is.
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            long controls = 0;
            long length = 0;
            int count;
            content.Position = 0;
            while ((count = content.Read(buffer, 0, buffer.Length)) > 0)
            {
                var bytes = buffer.AsSpan(0, count);
                length += count;
                if (bytes.Contains((byte)0))
                {
                    return false;
                }

                controls += CountControls(bytes);
                if (controls > 8 + (length / 512))
                {
                    return false;
                }
            }

            return controls <= length / 8;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            content.Position = 0;
        }
    }

    /// <summary>The kind of a text by its beginning; null for plain text.</summary>
    public static FileFormat? Kind(ReadOnlySpan<byte> head)
    {
        var rented = ArrayPool<char>.Shared.Rent(ShortBeginning);
        try
        {
            var trimmed = Beginning(head, rented.AsSpan(0, ShortBeginning)).TrimStart();
            if (trimmed.IsEmpty)
            {
                return null;
            }

            if (TextOpenings.Find(trimmed) is { } opening)
            {
                return opening;
            }

            if (trimmed[0] != '<')
            {
                return HeaderShape.Looks(head) ? Mail(trimmed) : null;
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        var longer = Beginning(head, new char[Math.Min(head.Length, LongBeginning)]).ToString();
        return Markup(longer.AsSpan().TrimStart(), longer);
    }

    /// <summary>True when the first character that is not white space opens a tag.</summary>
    public static bool BeginsWithTag(ReadOnlySpan<byte> head) => Beginning(head, new char[Math.Min(head.Length, ShortBeginning)]).TrimStart() is ['<', ..];

    // A saved web page is written like a mail; nobody sent it: no recipient, no trace, and at most "Saved by ..." as its author. A mail to blind copies may lack the rest, not the address.
    private static FileFormat Mail(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf("\n\n");
        var crlf = text.IndexOf("\r\n\r\n");
        end = crlf >= 0 && (end < 0 || crlf < end) ? crlf : end;
        var header = end < 0 ? text : text[..end];
        var isPage = header.Contains("Snapshot-Content-Location:", StringComparison.OrdinalIgnoreCase)
            || (Begins(Value(header, "content-type:"), "multipart/related") && !HasField(header, "to:") && !HasField(header, "received:") && !HasField(header, "message-id:") && !Value(header, "from:").Contains('@'));
        return isPage ? Formats.Mht : Formats.Eml;
    }

    private static bool HasField(ReadOnlySpan<char> header, string field) => StartOf(header, field) >= 0;

    private static int StartOf(ReadOnlySpan<char> header, string field) => Begins(header, field) ? 0 : header.IndexOf("\n" + field, StringComparison.OrdinalIgnoreCase);

    // The first line of a value that says something.
    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> header, string field)
    {
        var at = StartOf(header, field);
        if (at < 0)
        {
            return [];
        }

        var value = header[(at + header[at..].IndexOf(':') + 1)..].TrimStart();
        var end = value.IndexOfAny('\r', '\n');
        return end < 0 ? value : value[..end];
    }

    private static FileFormat? Markup(ReadOnlySpan<char> text, string beginning)
    {
        var rest = text;
        var isXml = Begins(rest, "<?xml");
        // Past declarations and comments to the first element.
        while (!rest.IsEmpty)
        {
            rest = rest.TrimStart();
            var end = Begins(rest, "<!--") ? rest.IndexOf("-->") + 3
                : Begins(rest, "<?") ? rest.IndexOf('>') + 1
                : Begins(rest, "<!") && !Begins(rest, "<!doctype html") ? DeclarationLength(rest) : 0;
            if (end <= 0 || end > rest.Length || (Begins(rest, "<!--") && end == 2))
            {
                break;
            }

            rest = rest[end..];
        }

        if (beginning.Contains("<hta:application", StringComparison.OrdinalIgnoreCase))
        {
            return Formats.Hta;
        }

        if (beginning.Contains("mso-application", StringComparison.OrdinalIgnoreCase) && isXml)
        {
            return Formats.OfficeXml;
        }

        if (Begins(rest, "<!doctype html"))
        {
            return Formats.Html;
        }

        var name = ElementName(rest);
        return XmlRoots.Find(name, beginning) ?? (isXml ? Formats.Xml : IsHtmlTag(text) || IsHtmlTag(rest) ? Formats.Html : null);
    }

    // A DOCTYPE may hold declarations of its own in brackets; drawings of some programs have thirty lines of them.
    private static int DeclarationLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('>', '[');
        if (end < 0 || text[end] == '>')
        {
            return end + 1;
        }

        var close = text.IndexOf(']');
        var after = close < 0 ? -1 : text[close..].IndexOf('>');
        return after < 0 ? 0 : close + after + 1;
    }

    private static string ElementName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '<')
        {
            return "";
        }

        var name = text[1..];
        var end = name.IndexOfAny(NameEnds);
        name = end < 0 ? name : name[..end];
        var colon = name.LastIndexOf(':');
        return name[(colon + 1)..].ToString();
    }

    private static bool IsHtmlTag(ReadOnlySpan<char> text)
    {
        if (Begins(text, "<!--"))
        {
            return true;
        }

        foreach (var tag in HtmlTags)
        {
            if (text.Length > tag.Length + 1 && text[0] == '<' && Begins(text[1..], tag) && text[tag.Length + 1] is ' ' or '\t' or '\r' or '\n' or '>' or '/')
            {
                return true;
            }
        }

        return false;
    }

    private static bool Begins(ReadOnlySpan<char> text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // As many bytes of the beginning as there is room for characters. Latin-1 is enough to see ASCII markup in every charset met here; UTF-16 is told by its mark.
    private static ReadOnlySpan<char> Beginning(ReadOnlySpan<byte> head, Span<char> room)
    {
        head = head[..Math.Min(head.Length, room.Length)];
        var (charset, mark) = head switch
        {
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.Latin1, 3),
            _ => (Encoding.Latin1, 0),
        };
        return room[..charset.GetChars(head[mark..], room)];
    }

    private static bool HasWideMark(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]);

    private static int CountControls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        int at;
        while ((at = bytes.IndexOfAny(Controls)) >= 0)
        {
            count++;
            bytes = bytes[(at + 1)..];
        }

        return count;
    }
}
