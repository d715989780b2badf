namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>Latin letters with one accent (Unicode blocks Latin-1 Supplement and Latin Extended-A), told by letter and combining mark.</summary>
internal static class LatinLetters
{
    // Each group: the combining mark, then pairs of letter and composed letter.
    private static readonly (char Mark, string Pairs)[] Groups =
    [
        ('\u0300', "AÀEÈIÌOÒUÙaàeèiìoòuùNǸnǹ"), ('\u0301', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzź"), ('\u0302', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ"),
        ('\u0303', "AÃNÑOÕaãnñoõIĨiĩUŨuũ"), ('\u0304', "AĀaāEĒeēIĪiīOŌoōUŪuū"), ('\u0306', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ"), ('\u0307', "CĊcċEĖeėGĠgġIİZŻzż"),
        ('\u0308', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ"), ('\u030A', "AÅaåUŮuů"), ('\u030B', "OŐoőUŰuű"), ('\u030C', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzž"), ('\u0328', "AĄaąEĘeęIĮiįUŲuų"),
        ('\u0327', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ"), ('\u0326', "SȘsșTȚtțGĢgģKĶkķLĻlļNŅnņRŖrŗ"),
    ];

    private static readonly Dictionary<(char, char), char> All =
        Groups.SelectMany(group => group.Pairs.Chunk(2).Select(pair => ((pair[0], group.Mark), pair[1]))).ToDictionary(entry => entry.Item1, entry => entry.Item2);

    /// <summary>The composed letter; 0 when there is none.</summary>
    public static char Compose(char letter, char mark) => All.GetValueOrDefault((letter, mark));
}
