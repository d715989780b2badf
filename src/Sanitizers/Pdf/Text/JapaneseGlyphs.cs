using System.Buffers;
using Mugai.Mime;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>
/// Characters of the Adobe-Japan1 collection by CID, as far as its order is that of JIS: printable ASCII twice (proportional and half width), half-width katakana, and JIS X 0208
/// from CID 633 on, cell by cell, without the box drawing row. That is supplement 0 but for its last symbols; later CIDs are variants and rare characters.
/// </summary>
internal static class JapaneseGlyphs
{
    private const int HalfWidthAscii = 231;
    private const int HalfWidthKatakana = 327;
    private const int FirstOfJis = 633;
    private const int KatakanaCount = 63;

    private static readonly char[] All = Make();

    /// <summary>0 when it is not known.</summary>
    public static char Character(int cid) => (uint)cid < (uint)All.Length ? All[cid] : '\0';

    private static char[] Make()
    {
        var all = new char[7478];
        for (var code = 0x20; code < 0x7F; code++)
        {
            all[code - 0x1F] = all[HalfWidthAscii + code - 0x20] = (char)code;
        }

        for (var i = 0; i < KatakanaCount; i++)
        {
            all[HalfWidthKatakana + i] = (char)(0xFF61 + i);
        }

        var cid = FirstOfJis;
        for (var row = 1; row <= 84; row++)
        {
            for (var cell = 1; cell <= 94 && row is < 8 or > 15; cell++)
            {
                // 84-5 and 84-6 came in 1990 and stand elsewhere.
                if (cid < all.Length && (row < 84 || cell < 5) && Jis(row, cell) is var character and not '\uFFFD')
                {
                    all[cid++] = character;
                }
            }
        }

        return all;
    }

    private static char Jis(int row, int cell)
    {
        var decoded = new ArrayBufferWriter<char>(8);
        CharsetDecoder.For("euc-jp").Decode([(byte)(0xA0 + row), (byte)(0xA0 + cell)], true, decoded);
        return decoded.WrittenCount == 1 ? decoded.WrittenSpan[0] : '\uFFFD';
    }
}
