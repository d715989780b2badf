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

    // 外字 of Windows begin here: 1,880 characters, in their order whatever numbers a charset gives them.
    private const char UserDefined = '\uE000';
    private const int UserDefinedCount = 1_880;
    private const int Trails = 0xFC - 0x40 + 1;

    // Rows that eucJP-ms gives to 外字, ten of JIS X 0208 and then ten of JIS X 0212; the standards have nothing there.
    private const int FirstUserRow = 0x75;
    private const int Leads = (0x9F - 0x81 + 1) + (0xFC - 0xE0 + 1);

    private static readonly char[] ShiftJis = BuildShiftJis();
    private static readonly char[] Jis = [.. Enumerable.Range(0, 94 * 94).Select(i => FromJis((i / 94) + 0x21, (i % 94) + 0x21))];
    private static readonly Lazy<BitArray> Common = new(BuildCommon);
    private static readonly Lazy<char[]> Supplementary = new(BuildSupplementary);
    private static readonly Lazy<string[]> Plane1 = new(() => BuildPlane(JisX0213.Plane1));
    private static readonly Lazy<string[]> Plane2 = new(() => BuildPlane(JisX0213.Plane2));
    private static readonly Lazy<char[]> Chinese = new(() => BuildDoubleByte(936));
    private static readonly Lazy<char[]> Korean = new(() => BuildDoubleByte(949));
    private static readonly Lazy<char[]> Greek = new(() => [.. Enumerable.Range(0xA0, 96).Select(b => Single(Page(28597).GetDecoder(), (byte)b))]);

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

    /// <summary>
    /// Reads pairs of JIS X 0208 whose bytes are from <paramref name="first"/> on (0x21, or 0xA1 in EUC) until something else stands there, whatever it is.
    /// </summary>
    public static void ReadJis(ReadOnlySpan<byte> source, Span<char> destination, byte first, ref int read, ref int written)
    {
        var table = Jis;
        var i = read;
        var count = written;
        while (i + 1 < source.Length)
        {
            var row = (uint)source[i] - first;
            var cell = (uint)source[i + 1] - first;
            if (row >= 94 || cell >= 94 || table[(row * 94) + cell] is var c && c == Unmapped)
            {
                break;
            }

            destination[count++] = c;
            i += 2;
        }

        (read, written) = (i, count);
    }

    /// <summary>The same for pairs of CP932.</summary>
    public static void ReadShiftJis(ReadOnlySpan<byte> source, Span<char> destination, ref int read, ref int written)
    {
        var table = ShiftJis;
        var i = read;
        var count = written;
        while (i + 1 < source.Length)
        {
            uint lead = source[i];
            var row = lead - 0x81 <= 0x9F - 0x81 ? lead - 0x81 : lead - 0xE0 <= 0xFC - 0xE0 ? lead - 0xE0 + 31 : Leads;
            var trail = (uint)source[i + 1] - 0x40;
            if (row >= Leads || trail >= Trails || table[(row * Trails) + trail] is var c && c == Unmapped)
            {
                break;
            }

            destination[count++] = c;
            i += 2;
        }

        (read, written) = (i, count);
    }

    /// <summary>The character of a JIS X 0208 position, both 0x21 to 0x7E.</summary>
    public static char FromJis(int row, int cell) => ShiftJis[ShiftJisPlace(row, cell)] is var c && c == Unmapped && row >= FirstUserRow ? FromUserDefined(row - FirstUserRow, cell) : c;

    // Where the same character stands in the table of CP932.
    private static int ShiftJisPlace(int row, int cell)
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

        return ((lead <= 0x9F ? lead - 0x81 : lead - 0xE0 + 31) * Trails) + trail - 0x40;
    }

    private static int Position(int row, int cell) => ((row - 0x21) * 94) + cell - 0x21;

    /// <summary>The character of a JIS X 0212 position, both 0x21 to 0x7E.</summary>
    public static char FromSupplementary(int row, int cell) =>
        Supplementary.Value[Position(row, cell)] is var c && c == Unmapped && row >= FirstUserRow ? FromUserDefined(row - FirstUserRow + 10, cell) : c;

    /// <summary>The character of a position in plane 1 or 2 of JIS X 0213, both 0x21 to 0x7E: one or two UTF-16 units.</summary>
    public static ReadOnlySpan<char> FromJisX0213(int plane, int row, int cell)
    {
        var added = (plane == 1 ? Plane1 : Plane2).Value[Position(row, cell)];
        return added.Length > 0 || plane == 2 ? added : ShiftJis.AsSpan(ShiftJisPlace(row, cell), 1);
    }

    /// <summary>The character of a user-defined position counted from the first row of that charset's.</summary>
    public static char FromUserDefined(int row, int cell) =>
        (row * 94) + cell - 0x21 is >= 0 and < UserDefinedCount and var place ? (char)(UserDefined + place) : Unmapped;

    /// <summary>The character of a GB 2312 position, both 0x21 to 0x7E.</summary>
    public static char FromChinese(int row, int cell) => Chinese.Value[Position(row, cell)];

    /// <summary>The character of a KS X 1001 position, both 0x21 to 0x7E.</summary>
    public static char FromKorean(int row, int cell) => Korean.Value[Position(row, cell)];

    /// <summary>The character of a byte of ISO 8859-7, 0x20 to 0x7F without its high bit.</summary>
    public static char FromGreek(int b) => Greek.Value[b - 0x20];

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

    private static char Single(Decoder decoder, params ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[4];
        decoder.Reset();
        return decoder.GetChars(bytes, chars, flush: true) == 1 ? chars[0] : Unmapped;
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

    private static char[] BuildDoubleByte(int page)
    {
        var decoder = Page(page).GetDecoder();
        return [.. Enumerable.Range(0, 94 * 94).Select(i => Single(decoder, (byte)((i / 94) + 0xA1), (byte)((i % 94) + 0xA1)))];
    }

    private static string[] BuildPlane(string[] rows)
    {
        var cells = new string[94 * 94];
        Array.Fill(cells, "");
        for (var row = 0; row < rows.Length; row++)
        {
            var cell = row * 94;
            for (var i = 0; i < rows[row].Length; cell++)
            {
                // Behind U+0001 stand two units of the BMP that are one character here.
                i += rows[row][i] == '\u0001' ? 1 : 0;
                var length = char.IsHighSurrogate(rows[row][i]) || (i > 0 && rows[row][i - 1] == '\u0001') ? 2 : 1;
                cells[cell] = rows[row][i] == Unmapped ? "" : rows[row].Substring(i, length);
                i += length;
            }
        }

        return cells;
    }

    private static Encoding Page(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;
}
