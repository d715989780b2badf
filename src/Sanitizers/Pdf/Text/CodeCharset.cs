using System.Buffers;
using Mugai.Mime;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>
/// Predefined CMaps (ISO 32000-2, table 116) whose codes are a charset: then the characters come from the charset, and no table of the character collection is needed.
/// </summary>
internal sealed class CodeCharset
{
    // Names begin so: the charset's label; JIS is two bytes without the high bits of EUC.
    private static readonly (string Prefix, string Label)[] Known =
    [
        ("90ms-RKSJ", "shift_jis"), ("90msp-RKSJ", "shift_jis"), ("90pv-RKSJ", "shift_jis"), ("83pv-RKSJ", "shift_jis"), ("Add-RKSJ", "shift_jis"), ("Ext-RKSJ", "shift_jis"), ("EUC-", "euc-jp"),
        ("UniJIS", "utf-16be"), ("UniGB", "utf-16be"), ("UniCNS", "utf-16be"), ("UniKS", "utf-16be"), ("GBK", "gbk"), ("GBpc-EUC", "gbk"), ("GB-EUC", "gbk"), ("ETen-B5", "big5"), ("B5pc", "big5"),
        ("HKscs-B5", "big5"), ("KSCms-UHC", "euc-kr"), ("KSC-EUC", "euc-kr"), ("KSCpc-EUC", "euc-kr"), ("H", "jis"), ("V", "jis"), ("Add-", "jis"), ("Ext-", "jis"), ("78-", "jis"),
    ];

    private readonly string _label;

    private CodeCharset(string label) => _label = label;

    /// <summary>Null when the map's codes are no charset: Identity, and UTF-8 or UTF-32 ones that nobody writes.</summary>
    public static CodeCharset? Of(string name)
    {
        foreach (var (prefix, label) in Known)
        {
            if (prefix is "H" or "V" ? name == prefix : name.StartsWith(prefix, StringComparison.Ordinal) && !name.Contains("UTF32", StringComparison.Ordinal) && !name.Contains("UTF8", StringComparison.Ordinal))
            {
                return new CodeCharset(label);
            }
        }

        return null;
    }

    public int NextLength(ReadOnlySpan<byte> bytes)
    {
        var first = bytes[0];
        var length = _label switch
        {
            "utf-16be" => bytes.Length >= 4 && first is >= 0xD8 and < 0xDC ? 4 : 2,
            "jis" => 2,
            "shift_jis" => first is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC) ? 2 : 1,
            "euc-jp" => first is 0x8E or >= 0xA1 ? 2 : 1,
            _ => first >= 0x81 ? 2 : 1,
        };
        return Math.Min(length, bytes.Length);
    }

    public string Text(ReadOnlySpan<byte> code)
    {
        if (_label == "utf-16be")
        {
            return System.Text.Encoding.BigEndianUnicode.GetString(code[..(code.Length & ~1)]);
        }

        var bytes = code.ToArray();
        if (_label == "jis")
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] |= 0x80;
            }
        }

        var decoded = new ArrayBufferWriter<char>(8);
        CharsetDecoder.For(_label == "jis" ? "euc-jp" : _label).Decode(bytes, true, decoded);
        return decoded.WrittenSpan.Contains('\uFFFD') ? "" : decoded.WrittenSpan.ToString();
    }
}
