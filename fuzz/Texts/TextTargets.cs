using Mugai.Policies;
using Mugai.Sanitizers.Calendar;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.SafeHtml;
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
