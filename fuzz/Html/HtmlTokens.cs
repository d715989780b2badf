using System.Text;

namespace Mugai.Fuzz.Html;

/// <summary>What mutation starts from: one page for each thing the converter knows, and the words of its grammar.</summary>
internal static class HtmlTokens
{
    public static IReadOnlyList<byte[]> Pages { get; } = Bytes(
        "<!DOCTYPE html><html><head><title>題 &amp; 名</title><style>.x{display:none}p.y,#z>a{color:#fff;background:#000}@media print{a{b:c}}</style></head><body class=x>本文</body></html>",
        "<h1>大</h1><h2>中</h2><ul><li>一<ul><li>a</ul><li>二</ul><ol start=3 reversed type=i><li value=9>x</ol><dl><dt>語<dd>説明</dl>",
        "<table border=1><caption>表</caption><tr><th>a<th>b</tr><tr><td rowspan=2>1<td colspan=3>2<br>3</tr><tr><td>x</table>迷子<td>y",
        "<table><tr><td>外<table><tr><td>中<td>内</table>続き</td><td><ul><li>z</ul></table>",
        "<blockquote>引用<blockquote>二<p>段落</blockquote></blockquote><pre>\n a\n  b</pre><textarea>\nx</textarea><xmp><b></xmp>",
        "<a href='https://www.a.example@evil.example/x?y=http://z'>www.bank.jp</a><a href=javascript:x>y</a><a href=//日本.jp/><img src=cid:q alt=図></a>",
        "<div style='visibility:hidden;font-size:0;d\\69splay:none'>隠<span style='visibility:visible;font-size:12px'>見</span></div><font color=#fff>白</font>",
        "<ruby>漢<rp>(</rp><rt>かん</rt></ruby><select><option>a<option>b</select><input type=radio checked><button>c</button>",
        "<script><!--<script></script>--></script>後<!--[if mso]>x<![endif]--><![if !mso]>y<![endif]><noscript>z</noscript>",
        "<svg><text>図<![CDATA[a]]></text><style>b</style><p>外</svg><math><mi>x</math>&notit;&#x1F600;&#128;&CounterClockwiseContourIntegral;",
        "<p class=MsoNormal>一<o:p>&nbsp;</o:p></p><b><p>二</b>三</p><b><div></b>四\u200B\u202E");

    public static IReadOnlyList<byte[]> Tokens { get; } = Bytes(
        "<", ">", "</", "/>", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<!DOCTYPE ", "<?", "&", "&#", "&#x", ";", "=", "'", "\"", "\r\n", "\r", "\0", "\u00A0", "\u200B", "\u202E",
        "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<td rowspan=9>", "<td colspan=9>", "<ul>", "<ol>", "<li>", "</ul>", "<p>", "</p>", "<div>", "</div>", "<br>", "<hr>", "<b>", "</b>",
        "<a href='http://a.example/'>", "</a>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<h1>", "</h1>", "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<textarea>",
        "<svg>", "</svg>", "<template>", "</template>", "<plaintext>", "<xmp>", "<select>", "<option>", "<ruby>", "<rt>", " style='display:none'", " style='font-size:0'", " hidden", " class=x", "{display:none}",
        "@media{", "}", "&nbsp;", "&amp;", "&notin", "&lt", "www.a.example", "https://", "日本語", "葛\U000E0100", "\U0001F600");

    public static IReadOnlyList<byte[]> Texts { get; } =
    [
        .. Bytes(
            "a,b\r\n=1+1,-12.5\r\n\"=x\",\"a\r\n=b\",+81-3-1234\r\n", "sep=;\na;=1\n", "ID;P\r\n", "日本語\r\n本文\n\r半角ｱ\u200B\u202E", "a\tb\t-x\t@y\r\n"),
        [0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA, 0x0D, 0x0A],
        [0xC6, 0xFC, 0xCB, 0xDC, 0xB8, 0xEC, 0x0A],
        [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42, 0x0A],
        [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00],
    ];

    public static IReadOnlyList<byte[]> TextTokens { get; } =
    [
        .. Bytes(",", ";", "\t", "\"", "\"\"", "=", "+", "-", "@", "＝", "－", "1", ".5", "e5", "E+", "|", "\r", "\n", "\r\n", " ", "\u3000", "'", "ID;", "sep=", "\uFEFF", "\0", "\u001B$B", "\u001B(B", "\u0085", "\u2028", "\U000E0041"),
        [0xE3, 0x81],
        [0xED, 0xA0, 0x80],
        [0xFF],
        [0x82, 0xA0],
    ];

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
