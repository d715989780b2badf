namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>Numbers only.</summary>
internal static class RtfLimits
{
    // Word itself writes fewer than fifty; readers that call themselves for each group fall over some thousands.
    public const int MaxDepth = 512;

    // A group for each run of four characters in a book of a thousand pages is one million.
    public const int MaxGroups = 8_000_000;

    // CVE-2023-21716: the table of fonts overflowed beyond 32,767 entries. Word writes some hundred.
    public const int MaxFonts = 4_096;

    public const int MaxColors = 4_096;
    public const int MaxStyles = 8_192;
    public const int MaxLists = 4_096;

    // A list has nine levels ([RTF] "List Table"); CVE-2014-1761 wrote beyond them.
    public const int MaxLevels = 9;

    // Word has 63 columns; other programs a few more.
    public const int MaxCells = 256;

    public const int MaxOpenFields = 64;
}
