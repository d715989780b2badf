using System.Collections;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// The double-byte characters of CP932, once as a table: JIS X 0208 with the NEC and IBM extensions (①Ⅱ㈱髙﨑) and the user-defined
/// area (外字, private use). ISO-2022-JP and EUC-JP as mailers write them hold the same characters at other numbers.
/// </summary>
internal static class JisTables
{
    public const char Unmapped = '\uFFFD';
    private const int Trails = 0xFC - 0x40 + 1;
    private const int Leads = (0x9F - 0x81 + 1) + (0xFC - 0xE0 + 1);

    private static readonly char[] ShiftJis = BuildShiftJis();
    private static readonly Lazy<BitArray> Common = new(BuildCommon);
    private static readonly Lazy<char[]> Supplementary = new(BuildSupplementary);

    /// <summary>True for a byte that begins a double-byte character of CP932.</summary>
    public static bool IsLead(byte b) => b is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);

    /// <summary>The character of a CP932 pair, U+FFFD when there is none.</summary>
    public static char FromShiftJis(byte lead, byte trail)
    {
        if (!IsLead(lead) || trail < 0x40 || trail > 0xFC)
        {
            return Unmapped;
        }

        var row = lead <= 0x9F ? lead - 0x81 : lead - 0xE0 + 31;
        return ShiftJis[(row * Trails) + trail - 0x40];
    }

    /// <summary>The character of a JIS X 0208 position, both 0x21 to 0x7E.</summary>
    public static char FromJis(int row, int cell)
    {
        var lead = ((row - 0x21) >> 1) + 0x81;
        if (lead > 0x9F)
        {
            lead += 0x40;
        }

        int trail;
        if ((row & 1) != 0)
        {
            trail = cell + 0x1F;
            trail += trail >= 0x7F ? 1 : 0;
        }
        else
        {
            trail = cell + 0x7E;
        }

        return FromShiftJis((byte)lead, (byte)trail);
    }

    /// <summary>The character of a JIS X 0212 position, both 0x21 to 0x7E.</summary>
    public static char FromSupplementary(int row, int cell) => Supplementary.Value[((row - 0x21) * 94) + cell - 0x21];

    /// <summary>True for a kanji of JIS level 1, which is what Japanese text consists of; level 2 holds rare ones.</summary>
    public static bool IsCommonKanji(char c) => Common.Value[c];

    private static BitArray BuildCommon()
    {
        var common = new BitArray(char.MaxValue + 1);
        for (var row = 0x30; row <= 0x4F; row++)
        {
            for (var cell = 0x21; cell <= 0x7E; cell++)
            {
                common[FromJis(row, cell)] = true;
            }
        }

        common[Unmapped] = false;
        return common;
    }

    private static char[] BuildShiftJis()
    {
        var decoder = Page(932).GetDecoder();
        var necSelected = Page(51932).GetDecoder();
        var table = new char[Leads * Trails];
        for (var row = 0; row < Leads; row++)
        {
            var lead = (byte)(row < 31 ? row + 0x81 : row - 31 + 0xE0);
            for (var t = 0; t < Trails; t++)
            {
                var trail = (byte)(t + 0x40);

                // The platform decodes the NEC selection of IBM extensions (ED and EE, rows 89 to 92) only under its EUC numbers.
                table[(row * Trails) + t] = lead is 0xED or 0xEE && trail != 0x7F
                    ? Single(necSelected, EucLead(lead, trail), EucTrail(trail))
                    : Single(decoder, lead, trail);
            }
        }

        return table;
    }

    private static byte EucLead(byte lead, byte trail) => (byte)(((lead - 0xC1) * 2) + (trail >= 0x9F ? 1 : 0) + 0xA1);

    private static byte EucTrail(byte trail) => (byte)(trail >= 0x9F ? trail - 0x9F + 0xA1 : trail - 0x40 - (trail > 0x7F ? 1 : 0) + 0xA1);

    private static char Single(Decoder decoder, byte first, byte second)
    {
        Span<char> chars = stackalloc char[4];
        decoder.Reset();
        return decoder.GetChars([first, second], chars, flush: true) == 1 ? chars[0] : Unmapped;
    }

    private static char[] BuildSupplementary()
    {
        // Code page 20932 holds JIS X 0212 as high byte, low byte.
        var decoder = Page(20932).GetDecoder();
        var table = new char[94 * 94];
        for (var i = 0; i < table.Length; i++)
        {
            var c = Single(decoder, (byte)((i / 94) + 0xA1), (byte)((i % 94) + 0x21));
            table[i] = c is >= '\uE000' and <= '\uF8FF' ? Unmapped : c;
        }

        return table;
    }

    private static Encoding Page(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;
}
