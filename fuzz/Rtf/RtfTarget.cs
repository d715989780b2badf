using System.Text;
using Mugai.Fuzz.LegacyOffice;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Rtf;

namespace Mugai.Fuzz.Rtf;

/// <summary>Any bytes as a document: a verdict; what is written passes its verifier and is written the same the second time.</summary>
internal static class RtfTarget
{
    public static FuzzTarget Target { get; } = new("rtf", [.. Seeds.Select(Encoding.Latin1.GetBytes)], [.. Tokens.Select(Encoding.Latin1.GetBytes)], Run);

    private static string[] Seeds =>
    [
        @"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fnil\fcharset128 \'82\'6c\'82\'72;}{\f1\fcharset2 Symbol;}}{\colortbl;\red1\green2\blue3;}{\stylesheet{\s1 Normal;}{\*\cs2 c;}}\f0\fs21\'82\'a0\u12354?\f1 \'b7\par}",
        @"{\rtf1 {\field{\*\fldinst{ IF {\field{\*\fldinst PAGE}{\fldrslt 1}} \\* x}}{\fldrslt {\b r}}}{\field\fldlock{\*\fldinst{DD}{E a}}{\fldrslt s}}{\field{\*\fldinst MACROBUTTON a b}}}",
        @"{\rtf1 {\object\objemb{\*\objclass A}{\*\objdata 0105{\b 00}\bin3 }}}}{\result {\*\shppict{\pict\picw1\pngblip 89504e470d0a1a0a00}}}}{\nonshppict{\pict\wmetafile8 0100}}}",
        @"{\rtf1 {\shp{\*\shpinst\shpleft1{\sp{\sn pib}{\sv {\pict\jpegblip\bin2 ab}}}{\sp{\sn pVerticies}{\sv 8;1;(1,2)}}{\shptxt x}}}{\upr{a}{\*\ud{b}}}}",
        @"{\rtf1{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0{\leveltext\'01\u8226 ;}}}}{\*\listoverridetable{\listoverride\listid1\listoverridecount1{\lfolevel}\ls1}}\trowd\cellx1\cell\row}",
    ];

    private static string[] Tokens =>
    [
        "{", "}", "{}", "\\", "\\*", "\\'82", "\\'", "\\u-10179?", "\\u-8704?", "\\uc0 ", "\\uc2 ", "\\bin9 ", "\\bin1 ", "\\field", "\\fldinst ", "\\fldrslt ", "\\object", "\\result", "\\objdata ", "\\pict", "\\sp", "\\sn ", "\\sv ",
        "\\upr", "\\ud", "\\fonttbl", "\\colortbl", "\\f1 ", "\\fcharset128 ", "\\dbch\\af0 ", "\\par", "\\footnote", "\\info", "\\listoverride", "\\listoverridecount5", "\\lfolevel", "\\panose", "\\zzz", "\\rtf1", "\x83\x5c", "\x81", "\0",
        " DDE ", "HYPERLINK \"http://a/\"", "\\shp", "\\b0", "-1", "\\ansicpg936",
    ];

    private static void Run(byte[] input) => LegacyRun.Run(input, Formats.Rtf, new RtfSanitizer(), new RtfVerifier());
}
