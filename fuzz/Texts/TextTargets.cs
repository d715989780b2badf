using Mugai.Policies;
using Mugai.Sanitizers.Cad;
using Mugai.Sanitizers.Calendar;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.SafeHtml;
using Mugai.Sanitizers.WebArchives;
using Mugai.Sanitizers.Xml;

namespace Mugai.Fuzz.Texts;

/// <summary>The targets of the text formats.</summary>
internal static class TextTargets
{
    public static FuzzTarget Xml { get; } = RebuildTarget.Of("xml", Formats.Xml, new XmlSanitizer(), [new XmlVerifier(), new PlainTextVerifier()],
        [
            "<?xml version=\"1.0\"?><a b=\"c\">d</a>",
            "<?xml version=\"1.0\" encoding=\"shift_jis\"?>\r\n<!DOCTYPE a [<!ENTITY e \"x\">]>\n<?p q?><x:a xmlns:x=\"urn:x\" x:b='&lt;&#x41;'><![CDATA[<&>]]><!-- c --><b/>市</x:a>",
            "<a xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p onclick=\"x\"/><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"x\"><b/></xi:include>\u202E</a>",
            "<r xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\" href=\"javascript:x\">&amp;&#13;&#10;😀</r>",
        ],
        ["<", ">", "/>", "</a>", "<a", " b=\"", "'", "&#x", "&amp;", ";", "<![CDATA[", "]]>", "<!--", "-->", "<?x ", "?>", "<!DOCTYPE ", "[", "]", "<!ENTITY ", "xmlns=\"", "xmlns:h=\"", "xml:", ":",
            "http://www.w3.org/1999/xhtml\"", "http://www.w3.org/2000/svg\"", "http://www.w3.org/2001/XInclude\"", "xsi:schemaLocation=\"", "urn:inert:", "\u200B", "\u202E", "\uFFFE", "\0", "\r"]);

    public static FuzzTarget SafeHtml { get; } = Pages("html-safe", LinkStyle.Defang);

    public static FuzzTarget SafeHtmlLinks { get; } = Pages("html-safe-links", LinkStyle.Show);

    public static FuzzTarget Ics { get; } = RebuildTarget.Of("ics", Formats.Ics, new CalendarSanitizer(), [new CalendarVerifier()],
        [
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Asia/Tokyo:20260401T100000\r\nSUMMARY:会議\\, 1\r\n 続き\r\nATTENDEE;CN=\"a;b\":mailto:a@b.example\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=SHIFT_JIS:=89=EF=\n=8Bc\nATTACH:x\nEND:VTODO\nEND:VCALENDAR",
        ],
        ["BEGIN:", "END:", "VCALENDAR", "VEVENT", "VALARM", "VTIMEZONE", "X-A", "\r\n", "\n", "\r\n ", "\n\t", ";", ":", "=", "\"", ",", "ENCODING=QUOTED-PRINTABLE", "CHARSET=", "=0D=0A", "=\r\n", "SUMMARY", "ACTION:AUDIO",
            "ORGANIZER", "mailto:", "DTSTART", "\u202E", "\0", "\uFEFF", "\\n", "VALUE=URI", "TYPE=", "😀"]);

    public static FuzzTarget Vcf { get; } = RebuildTarget.Of("vcf", Formats.Vcf, new CalendarSanitizer(), [new CalendarVerifier()],
        [
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:山田\r\nTEL;TYPE=HOME,VOICE:1\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/AAAA\r\nEND:VCARD\r\n",
            "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8ER=93c;=91=BE=98Y\nSOUND;X-IRMC-N:ﾔﾏﾀﾞ\nTEL;HOME;VOICE:1\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\n",
            "BEGIN:VCARD\nVERSION:4.0\nFN:x\nPHOTO:data:image/png;base64,iVBORw0KGgo=\nURL:http://x\nEND:VCARD\n",
        ],
        ["BEGIN:VCARD", "END:VCARD", "\r\n", "\n ", ";", ":", "=", "\"", ",", "ENCODING=QUOTED-PRINTABLE", "ENCODING=b", "BASE64", "CHARSET=UTF-8", "=E3=81=82", "PHOTO", "data:image/png;base64,", "VERSION:4.0", "TYPE=", "N:", "SOUND", "X-IRMC-N", "\u200B", "\0"]);

    public static FuzzTarget Dxf { get; } = RebuildTarget.Of("dxf", Formats.Dxf, new DxfSanitizer(), [new DxfVerifier()],
        [
            "  0\r\nSECTION\r\n  2\r\nHEADER\r\n  9\r\n$ACADVER\r\n  1\r\nAC1015\r\n  9\r\n$DWGCODEPAGE\r\n  3\r\nANSI_932\r\n  0\r\nENDSEC\r\n  0\r\nSECTION\r\n  2\r\nBLOCKS\r\n  0\r\nBLOCK\r\n  5\r\n1A\r\n 70\r\n    4\r\n  1\r\nc:\\\\x.dwg\r\n  0\r\nENDBLK\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n",
            "0\nSECTION\n2\nENTITIES\n999\nc\n0\nTEXT\n5\n2B\n1\n市役所\n10\n1.5\n1001\nPE_URL\n1000\nhttp://x\n0\nOLE2FRAME\n5\n3C\n310\n00FF\n0\nWIPEOUT\n340\n3C\n102\n{ACAD_REACTORS\n330\n3C\n102\n}\n0\nENDSEC\n0\nEOF\n",
            "0\nSECTION\n2\nCLASSES\n0\nCLASS\n1\nLAYOUT\n2\nA\n0\nCLASS\n1\nX\n0\nENDSEC\n0\nSECTION\n2\nOBJECTS\n0\nDICTIONARY\n5\nC\n3\nA\n350\nD\n0\nXRECORD\n5\nD\n0\nENDSEC\n0\nSECTION\n2\nTHUMBNAILIMAGE\n90\n1\n0\nENDSEC\n0\nEOF\n",
        ],
        ["0\n", "0\nSECTION\n2\n", "HEADER\n", "ENTITIES\n", "OBJECTS\n", "BLOCKS\n", "TABLES\n", "CLASSES\n", "0\nENDSEC\n", "0\nEOF\n", "9\n$", "999\n", "1001\nACAD\n", "1000\n", "102\n{", "102\n}\n",
            "310\n", "5\n", "350\n", "330\n", "0\nBLOCK\n", "0\nSTYLE\n3\n", "0\nDICTIONARY\n3\n", "70\n12\n", "://", "\\\\", "c:\\", "\r\n", " ", "\u202E", "\0", "ANSI_932", "$DWGCODEPAGE\n3\n"]);

    public static FuzzTarget P21 { get; } = RebuildTarget.Of("p21", Formats.Step, new ExchangeSanitizer(), [new ExchangeVerifier()],
        [
            "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('x'),'2;1');\nFILE_NAME('c:\\\\a\\\\b.p21','2026',('山田'),(''),'','','');\nFILE_SCHEMA(('A'));\nENDSEC;\nDATA;\n#1=POINT('it''s',(0.,1.E-3,-2),$,*,.T.);\n#2=(A(#1)B(\"0F\"));\nENDSEC;\nEND-ISO-10303-21;\n",
            "ISO-10303-21;HEADER;ENDSEC;/* c */ANCHOR;<a>=#1;ENDSEC;REFERENCE;#9=<http://x>;ENDSEC;DATA;#1=DOCUMENT_FILE('a.dwg','http://x',$);ENDSEC;END-ISO-10303-21;",
        ],
        ["#", "=", "(", ")", ",", ";", "'", "''", "$", "*", ".T.", "\"", "/*", "*/", "HEADER;", "ENDSEC;", "DATA;", "END-ISO-10303-21;", "ISO-10303-21;", "REFERENCE;", "\\X2\\3042\\X0\\", "\\\\", "://", "c:\\\\", "\u202E", "\0", "A", "1.E+5", "DOCUMENT_FILE("]);

    public static FuzzTarget Sfc { get; } = RebuildTarget.Of("sfc", Formats.Sfc, new ExchangeSanitizer(), [new ExchangeVerifier()],
        [
            "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('SCADEC level2 feature_mode'),'2;1');\nENDSEC;\nDATA;\n/*SXF\n#10 = layer_feature('レイヤ','1')\nSXF*/\n/*SXF3.1\n#20 = text_string_feature('\\'市\\'','c:\\\\x')\nSXF3.1*/\n/*SXF\n#30 = evil_feature('x')\nSXF*/\nENDSEC;\nEND-ISO-10303-21;\n",
        ],
        ["/*SXF\n", "/*SXF3\n", "SXF*/", "SXF3*/", "\n#1 = ", "layer_feature", "text_string_feature", "('", "')", "','", "\\'", "''", "#", "=", ";", "/*", "*/", "ENDSEC;", "DATA;", "END-ISO-10303-21;", "://", "\\\\", "\u202E", "\0"]);

    public static FuzzTarget Mht { get; } = RebuildTarget.Of("mht", Formats.Mht, new WebArchiveSanitizer(), [new SafeHtmlVerifier()],
        [
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=e\r\n\r\n--e\r\nContent-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://x/a/\r\n\r\n<p>=8Es</p><img src=3D\"../b.png\" alt=3D\"x\"><img src=3D\"cid:c@x\">\r\n--e\r\nContent-Type: image/png\r\nContent-ID: <c@x>\r\nContent-Location: http://x/b.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--e--\r\n",
            "From: <Saved>\nSnapshot-Content-Location: http://x/\nContent-Type: text/html; charset=utf-16le\n\n<\0p\0>\0x\0",
        ],
        ["--e\r\n", "--e--\r\n", "\r\n\r\n", "\r\n", "\n", "Content-Type: ", "text/html", "multipart/related; boundary=e", "multipart/related; boundary=f", "--f\r\n", "; charset=", "utf-7", "iso-2022-jp", "Content-ID: <c@x>", "Content-Location: ",
            "http://x/", "cid:c@x", "<img src=", "=3D", "=\r\n", "Content-Transfer-Encoding: base64", "<script>", "</script>", "data:image/png;base64,", "\u202E", "\0"]);

    private static FuzzTarget Pages(string name, LinkStyle links) => RebuildTarget.Of(name, Formats.Html, new HtmlSanitizer(), [new SafeHtmlVerifier()],
        [
            "<!DOCTYPE html><html><head><title>a&amp;b</title><style>p.x > a{color:red;background:url(x)}@import 'x';</style></head><body bgcolor=#fff><p class=x style='color:rgb(1,2,3)'>本文<a href='https://a.example/?x'>www.b.example</a></body></html>",
            "<table border=1><tr><td>1<td>2<tr><th colspan=2>x</table><ul><li>a<li>b</ul><dl><dt>a<dd>b</dl><svg><p>x</svg><math><mi>x</math>",
            "<form><input type=checkbox checked><select><option>a<option>b</select><textarea>&lt;b></textarea></form><xmp><i></xmp><script>x</script><iframe></iframe>",
            "<img src='data:image/png;base64,iVBORw0KGgo=' alt='x' onerror=x><img src=http://e.example/ width=1><a href=#x>y</a><pre>\n z</pre><plaintext><b>",
        ],
        ["<", ">", "</", "/>", "<a href=", "<p>", "</p>", "<table>", "<td>", "<tr>", "</table>", "<style>", "</style>", "<title>", "</title>", "<script>", "</script>", "<svg>", "</svg>", "<![CDATA[", "<!--", "-->",
            "<body ", "</body>", "<html>", "<br>", "<li>", "<b>", "<xmp>", "<textarea>", "style=\"", "color:", "url(", "rgb(", "{", "}", ";", ":", "\"", "'", "/*", "*/", "@media", "\\", "&amp;", "&#x", "javascript:",
            "https://", "mailto:", "www.b.example", " onclick=", "\u202E", "\uD83D\uDE00", "\0", "\r", "<img src=", "data:image/png;base64,", "<plaintext>", "<template>", "<select>", "<option>", "<head>", "</head>"],
        new SanitizePolicy { Links = links });
}
