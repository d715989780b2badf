using System.Buffers;
using System.Text;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// The charset of an HTML file: its mark, else what it is beyond doubt, else what a meta element near its beginning says (WHATWG 13.2.3.2,
/// prescan of the first 1024 bytes; 4096 here, because mailers write long heads).
/// </summary>
internal static class HtmlEncoding
{
    private const int PrescanBytes = 4_096;

    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n;\"'/");

    public static TextBeginning Of(ReadOnlySpan<byte> head)
    {
        var beginning = TextBeginning.Of(head);
        if (beginning.Label is not null)
        {
            return beginning;
        }

        // Bytes outside ASCII that are UTF-8 throughout are UTF-8, whatever the label says: no other charset looks like that by chance.
        return !Ascii.IsValid(head) && TextBeginning.IsUtf8(head) ? beginning with { Label = "utf-8" }
            : beginning with { Label = Declared(head[..Math.Min(head.Length, PrescanBytes)]) };
    }

    private static string? Declared(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head).AsSpan();
        while (text.IndexOf("<meta", StringComparison.OrdinalIgnoreCase) is var start and >= 0)
        {
            text = text[(start + 5)..];
            var end = text.IndexOf('>');
            var tag = end < 0 ? text : text[..end];
            var at = tag.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return Meant(Value(tag[(at + 7)..]));
            }
        }

        return null;
    }

    private static string Value(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t\r\n=\"'");
        var end = text.IndexOfAny(ValueEnds);
        return (end < 0 ? text : text[..end]).ToString();
    }

    // 13.2.3.2: a document that could be read this far is not UTF-16. UTF-8 it is not either, or it would have been seen above.
    private static string? Meant(string label) =>
        label.StartsWith("utf", StringComparison.OrdinalIgnoreCase) || label.Equals("unicode", StringComparison.OrdinalIgnoreCase) ? null : label;
}
