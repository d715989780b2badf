using System.Buffers;
using System.Text;

namespace Mugai.Mime.Tests;

public sealed class CharsetDecoderTests
{
    /// <summary>Real byte sequences, in hexadecimal, as mailers send them.</summary>
    public static TheoryData<string, string, string> Texts => new()
    {
        { "iso-2022-jp", "1B2442467C4B5C386C1B2842", "日本語" },
        { "ISO-2022-JP", "41421B2442467C1B284243", "AB日C" },
        { "iso-2022-jp", "1B2440467C4B5C1B284A", "日本" },
        { "iso-2022-jp", "1B244246 7C0D0A4142", "日\r\nAB" },
        { "iso-2022-jp", "1B24422D2136492D6A1B2842", "①局㈱" },
        { "iso-2022-jp", "1B28494E2F1B2842", "ﾎｯ" },
        { "iso-2022-jp", "0E4E2F0F41", "ﾎｯA" },
        { "iso-2022-jp", "CEAF41", "ﾎｯA" },
        { "iso-2022-jp", "1B244279751B2842", "﨑" },
        { "iso-2022-jp-1", "1B24284430211B2842", "丂" },
        { "cp50221", "1B24422121217E1B2842", "　◇" },
        { "iso-2022-jp-3", "1B24284F2D217E651B2842", "①鷗" },
        { "iso-2022-jp-3", "1B244222761B24284F24742D6A1B244221411B2842", "♪ゔ㈱～" },
        { "iso-2022-jp-2004", "1B2428512E217C707E7E46 7C1B2842", "俱鄧繫日" },
        { "iso-2022-jp-2004", "1B24285124772E221B24285021211B2842", "か\u309A\U0002000B\U00020089" },
        { "iso-2022-jp-2", "1B2441 44633A43 1B2842", "你好" },
        { "iso-2022-jp-2", "1B242843475131391B2842", "한국" },
        { "iso-2022-jp-2", "1B2E411B4E691B2E461B4E4A0A41", "éΚ\nA" },
        { "cp50220", "1B24427F212121927E1B2842", "\uE000　\uE757" },
        { "iso-2022-jp-ms", "1B24283F2121347E1B2842", "\uE000\uE757" },
        { "eucjp-ms", "F5A1FEFE8FF5A18FFEFE", "\uE000\uE3AB\uE3AC\uE757" },
        { "shift_jis", "93FA967B8CEA", "日本語" },
        { "Shift_JIS", "82A0B1C5DC41", "あｱﾅﾜA" },
        { "cp932", "8740875487 8A", "①Ⅰ㈱" },
        { "windows-31j", "FBFCFAB1ED95", "髙﨑﨑" },
        { "shift_jis", "F040F9FC", "\uE000\uE757" },
        { "shift_jis", "835C8160", "ソ～" },
        { "euc-jp", "C6FCCBDCB8EC", "日本語" },
        { "EUC-JP", "8EB18EC541A4A2", "ｱﾅAあ" },
        { "cp51932", "ADA1ADEA", "①㈱" },
        { "euc-jp", "8FB0A1", "丂" },
        { "utf-8", "EFBBBFE697A5F09F98BA", "日😺" },
        { "utf-16", "FFFEE5652C67", "日本" },
        { "utf-16", "FEFF65E5672C", "日本" },
        { "utf-16be", "65E5D83DDE3A", "日😺" },
        { "windows-1252", "93E994", "“é”" },
        { "iso-8859-1", "93E994", "“é”" },
        { "windows-1251", "CFF0E8", "При" },
        { "gb2312", "C4E3BAC3", "你好" },
        { "big5", "A7DAADCC", "我們" },
        { "euc-kr", "C7D1B1B9", "한국" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Decode_ReadsRealBytes_HoweverTheyAreCut(string label, string hex, string text)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var decoder = CharsetDecoder.For(label);
            Assert.Equal(text, Decode(decoder, bytes, piece));
            Assert.False(decoder.HadErrors);
            Assert.Equal(MimeDefect.None, decoder.Defect);
        }
    }

    [Theory]
    [InlineData("utf-8", "41FF42", "A\uFFFDB", 1)]
    [InlineData("utf-8", "41E38142", "A\uFFFDB", 1)]
    [InlineData("utf-8", "EDA080", "\uFFFD\uFFFD\uFFFD", 3)]
    [InlineData("utf-8", "E381", "\uFFFD", 1)]
    [InlineData("shift_jis", "81", "\uFFFD", 1)]
    [InlineData("shift_jis", "8120", "\uFFFD ", 1)]
    [InlineData("shift_jis", "FD41", "\uFFFDA", 1)]
    [InlineData("shift_jis", "853C623E", "\uFFFD<b>", 1)]
    [InlineData("euc-jp", "A43C62", "\uFFFD<b", 1)]
    [InlineData("euc-jp", "8FB03C", "\uFFFD<", 1)]
    [InlineData("iso-2022-jp", "1B2442 2F21 1B2842", "\uFFFD", 1)]
    [InlineData("iso-2022-jp", "1B2442 46", "\uFFFD", 1)]
    [InlineData("iso-2022-jp", "1B5A41", "\uFFFDZA", 1)]
    [InlineData("iso-2022-jp", "1B", "\uFFFD", 1)]
    [InlineData("iso-2022-jp", "1B2E46 1B4E 85", "\uFFFD", 1)]
    [InlineData("utf-16le", "00D84100", "\uFFFDA", 1)]
    [InlineData("utf-16le", "410042", "A\uFFFD", 1)]
    public void Decode_CountsEachReplacement_AndDropsNothing(string label, string hex, string text, int replacements)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var decoder = CharsetDecoder.For(label);
            Assert.Equal(text, Decode(decoder, bytes, piece));
            Assert.Equal(replacements, decoder.Replacements);
            Assert.True(decoder.HadErrors);
            Assert.Equal(MimeDefect.UndecodableText, decoder.Defect);
        }
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("UNICODE-1-1-UTF-7")]
    public void For_RefusesUtf7(string label)
    {
        var decoder = CharsetDecoder.For(label);
        Assert.Equal("+ADw-script+AD4-", Decode(decoder, "+ADw-script+AD4-"u8.ToArray(), 5));
        Assert.Equal(MimeDefect.RefusedCharset, decoder.Defect);
        Assert.True(decoder.HadErrors);
    }

    [Theory]
    [InlineData(null, "1B2442467C4B5C386C1B2842", "日本語", "iso-2022-jp")]
    [InlineData("", "E697A5E69CACE8AA9E", "日本語", "utf-8")]
    [InlineData("us-ascii", "93FA967B8CEA82C682CD", "日本語とは", "shift_jis")]
    [InlineData(null, "C6FCCBDCB8ECA4C8A4CF", "日本語とは", "euc-jp")]
    [InlineData(null, "414243", "ABC", "us-ascii")]
    [InlineData(null, "636166E92E", "café.", "windows-1252")]
    [InlineData(null, "466F726D61E7E36F20", "Formação ", "windows-1252")]
    [InlineData(null, "8A94", "株", "shift_jis")]
    [InlineData(null, "B3F4BCB0", "株式", "euc-jp")]
    [InlineData(null, "EFBBBF41", "A", "utf-8")]
    public void Decode_DetectsTheCharset_WithoutALabel(string? label, string hex, string text, string charset)
    {
        var bytes = Convert.FromHexString(hex);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var decoder = CharsetDecoder.For(label);
            Assert.Equal(text, Decode(decoder, bytes, piece));
            Assert.Equal(charset, decoder.UsedCharset);
            Assert.Equal(MimeDefect.None, decoder.Defect);
        }
    }

    [Fact]
    public void Decode_ReportsAnUnknownLabel_AndDetects()
    {
        var decoder = CharsetDecoder.For("x-nobody-knows");
        Assert.Equal("日本", Decode(decoder, "日本"u8.ToArray(), 2));
        Assert.Equal(MimeDefect.UnknownCharset, decoder.Defect);
    }

    [Fact]
    public void Decode_KeepsLongText_PastTheDetectionSample()
    {
        var text = string.Concat(Enumerable.Repeat("会議のお知らせです。", 3000));
        var euc = CodePagesEncodingProvider.Instance.GetEncoding(51932)!.GetBytes(text);
        foreach (var piece in new[] { 1, 1000, 4096, 100_000 })
        {
            Assert.Equal(text, Decode(CharsetDecoder.For(null), euc, piece));
        }
    }

    [Theory]
    [InlineData("iso-2022-jp", 50220)]
    [InlineData("shift_jis", 932)]
    [InlineData("euc-jp", 51932)]
    public void Decode_ReadsEveryCharacterOfThePlatformsEncoder(string label, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage, new EncoderReplacementFallback(""), DecoderFallback.ReplacementFallback)!;
        for (var c = '\u00A7'; c < '\uFFE6'; c++)
        {
            if (char.IsSurrogate(c) || c is >= '\uE000' and <= '\uF8FF' or >= '\uFF61' and <= '\uFF9F')
            {
                continue;
            }

            var bytes = encoding.GetBytes([c]);
            if (bytes.Length > 1 && encoding.GetString(bytes) == c.ToString())
            {
                Assert.Equal(c.ToString(), Decode(CharsetDecoder.For(label), bytes, 3));
            }
        }
    }

    private static string Decode(CharsetDecoder decoder, byte[] bytes, int piece)
    {
        var chars = new ArrayBufferWriter<char>();
        for (var i = 0; i < bytes.Length; i += piece)
        {
            decoder.Decode(bytes.AsSpan(i, Math.Min(piece, bytes.Length - i)), false, chars);
        }

        decoder.Decode([], true, chars);
        return chars.WrittenSpan.ToString();
    }

    [Theory]
    [InlineData("utf-8", "E697A5")]
    [InlineData("", "E697A5")]
    [InlineData("us-ascii", "1B2442467C1B2842")]
    [InlineData("shift_jis", "93FA")]
    [InlineData("euc-jp", "C6FC")]
    [InlineData("iso-2022-jp", "1B2442467C1B2842")]
    [InlineData("utf-16le", "E565")]
    [InlineData("windows-1251", "CF")]
    [InlineData("utf-7", "C9")]
    public void TryPass_TakesAsciiOnlyWhereItMeansAscii(string label, string hex)
    {
        // Wherever the passing of ASCII is tried between the bytes of other characters, the text is the one of decoding everything.
        var bytes = Convert.FromHexString(hex);
        foreach (var offer in new[] { true, false })
        {
            for (var cut = 0; cut <= bytes.Length; cut++)
            {
                var decoder = CharsetDecoder.For(label);
                var plain = CharsetDecoder.For(label);
                var (offered, decoded) = (new ArrayBufferWriter<char>(), new ArrayBufferWriter<char>());
                foreach (var piece in new[] { bytes[..cut], "AB"u8.ToArray(), bytes[cut..], bytes, "CD"u8.ToArray() })
                {
                    if (offer && piece.AsSpan().IndexOfAnyExceptInRange((byte)'A', (byte)'D') < 0 && piece.Length > 0 && decoder.TryPass(piece))
                    {
                        offered.Write(Encoding.ASCII.GetString(piece));
                    }
                    else
                    {
                        decoder.Decode(piece, false, offered);
                    }

                    plain.Decode(piece, false, decoded);
                }

                decoder.Decode([], true, offered);
                plain.Decode([], true, decoded);
                Assert.Equal(new string(decoded.WrittenSpan), new string(offered.WrittenSpan));
                Assert.Equal(plain.Replacements, decoder.Replacements);
                Assert.Equal(plain.UsedCharset, decoder.UsedCharset);
            }
        }
    }

    [Fact]
    public void TryPass_TakesUtf8_OnlyForUtf8()
    {
        Assert.True(CharsetDecoder.For("utf-8").TryPass("日本"u8));
        Assert.All(new[] { "", "us-ascii", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16", "windows-1252" }, label => Assert.False(CharsetDecoder.For(label).TryPass("日本"u8)));
    }
}
