namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>The encodings of simple fonts by name (ISO 32000-2, annex D), each as 256 characters; 0 where a code stands for none.</summary>
internal static class SimpleEncodings
{
    // The upper halves of the code pages; what lies below 0x80 is ASCII.
    private const string WindowsUpper =
        "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

    private const string MacUpper =
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\0ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

    // From 0xA1 on.
    private const string StandardUpper =
        "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶•‚„”»…‰\0¿\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ\0\0\0ı\0\0łøœß";

    public static char[] Windows { get; } = Make(0x80, WindowsUpper);

    public static char[] Mac { get; } = Make(0x80, MacUpper);

    public static char[] Standard { get; } = MakeStandard();

    /// <summary>The named encoding; null when there is none of that name.</summary>
    public static char[]? Named(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("WinAnsiEncoding"u8) => Windows,
        _ when name.SequenceEqual("MacRomanEncoding"u8) => Mac,
        _ when name.SequenceEqual("StandardEncoding"u8) => Standard,
        _ => null,
    };

    private static char[] Make(int from, string upper)
    {
        var characters = new char[256];
        for (var code = 0x20; code < 0x7F; code++)
        {
            characters[code] = (char)code;
        }

        upper.CopyTo(characters.AsSpan(from));
        return characters;
    }

    private static char[] MakeStandard()
    {
        var characters = Make(0xA1, StandardUpper);
        (characters[0x27], characters[0x60]) = ('’', '‘');
        return characters;
    }
}
