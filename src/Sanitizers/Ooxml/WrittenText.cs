using System.Globalization;
using System.Text;
using System.Xml;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>Text of written XML: four named references and numbers, nothing else behind an ampersand.</summary>
internal static class WrittenText
{
    /// <summary>Throws on a reference that this product does not write.</summary>
    public static void Check(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'&') is var at and >= 0)
        {
            text = text[(at + 1)..];
            var end = text.IndexOf((byte)';');
            _ = end < 0 ? throw new XmlException("A reference does not end.") : Referred(text[..end]);
            text = text[(end + 1)..];
        }
    }

    /// <summary>What the bytes of a text or a value say.</summary>
    public static string Decode(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'&'))
        {
            return Encoding.UTF8.GetString(text);
        }

        var decoded = new StringBuilder(text.Length);
        while (text.IndexOf((byte)'&') is var at and >= 0)
        {
            decoded.Append(Encoding.UTF8.GetString(text[..at]));
            text = text[(at + 1)..];
            var end = text.IndexOf((byte)';');
            decoded.Append(Referred(text[..end]));
            text = text[(end + 1)..];
        }

        return decoded.Append(Encoding.UTF8.GetString(text)).ToString();
    }

    private static string Referred(ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("#x"u8) && name.Length <= 8 && uint.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && Rune.TryCreate(value, out var rune) && (value is 0x9 or 0xA or 0xD or >= 0x20) && value is not (0xFFFE or 0xFFFF))
        {
            return rune.ToString();
        }

        return name.SequenceEqual("amp"u8) ? "&" : name.SequenceEqual("lt"u8) ? "<" : name.SequenceEqual("gt"u8) ? ">" : name.SequenceEqual("quot"u8) ? "\"" : throw new XmlException("A reference that is not written.");
    }
}
