using System.Text;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// Tells by the first bytes whether a document is in UTF-8 and says so, or says nothing (XML 1.0, 4.3.3). Whatever is spelled in an unusual way is none, and left to the framework's reader.
/// </summary>
internal static class Utf8XmlHead
{
    private const int MaxDeclaration = 256;

    /// <summary>The document without its byte order mark, and whether it is one in UTF-8.</summary>
    public static (Stream Content, bool IsUtf8) Read(Stream content)
    {
        var head = new byte[MaxDeclaration];
        var count = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var bytes = head.AsSpan(0, count);
        var mark = bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var isUtf8 = IsUtf8(bytes[mark..]);
        return (new Rejoined(head.AsMemory(isUtf8 ? mark : 0, count - (isUtf8 ? mark : 0)), content), isUtf8);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] is not ((byte)'<' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') || head[1] == 0)
        {
            return false;
        }

        if (!head.StartsWith("<?xml"u8) || head[5..] is [> (byte)' ', ..] and not [(byte)'?', ..])
        {
            return true;
        }

        head = head[5..];
        if (!Takes(ref head, "version"u8, out var version) || !version.SequenceEqual("1.0"u8))
        {
            return false;
        }

        if (Takes(ref head, "encoding"u8, out var encoding) && !Ascii.EqualsIgnoreCase(encoding, "utf-8"u8))
        {
            return false;
        }

        if (Takes(ref head, "standalone"u8, out var standalone) && !(standalone.SequenceEqual("yes"u8) || standalone.SequenceEqual("no"u8)))
        {
            return false;
        }

        return head.TrimStart(" \t\r\n"u8).StartsWith("?>"u8);
    }

    private static bool Takes(ref ReadOnlySpan<byte> head, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var rest = head.TrimStart(" \t\r\n"u8);
        if (rest.Length == head.Length || !rest.StartsWith(name))
        {
            return false;
        }

        rest = rest[name.Length..].TrimStart(" \t\r\n"u8);
        if (rest is not [(byte)'=', ..])
        {
            return false;
        }

        rest = rest[1..].TrimStart(" \t\r\n"u8);
        var end = rest is [(byte)'"' or (byte)'\'', ..] ? rest[1..].IndexOf(rest[0]) : -1;
        if (end < 0)
        {
            return false;
        }

        value = rest.Slice(1, end);
        head = rest[(end + 2)..];
        return true;
    }

    /// <summary>The bytes that were looked at, then the rest.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> head, Stream rest) : ForwardStream
    {
        private ReadOnlyMemory<byte> _head = head;

        public override int Read(Span<byte> buffer)
        {
            if (_head.IsEmpty)
            {
                return rest.Read(buffer);
            }

            var count = Math.Min(buffer.Length, _head.Length);
            _head.Span[..count].CopyTo(buffer);
            _head = _head[count..];
            return count;
        }
    }
}
