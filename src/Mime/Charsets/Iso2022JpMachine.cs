using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// ISO-2022-JP (RFC 1468) with what Japanese mailers add: half-width kana by ESC ( I, by SO/SI and as bare 8-bit bytes (CP50220 to
/// CP50222), the NEC and IBM extensions, 外字 (rows 7F to 92 of CP50220, ESC $ ( ? of ISO-2022-JP-MS), JIS X 0212 (RFC 2237), JIS X 0213 (ISO-2022-JP-3 and
/// -2004), and the Chinese, Korean, Latin and Greek of ISO-2022-JP-2 (RFC 1554). A line end returns to ASCII even when the escape sequence was forgotten.
/// </summary>
internal sealed class Iso2022JpMachine : CharsetMachine
{
    private const byte Escape = 0x1B;

    // What stands for itself in ASCII: all but ESC, SO, SI and 8-bit bytes.
    private static readonly SearchValues<byte> Unshifted =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(c => c is not (0x0E or 0x0F or Escape)).Select(c => (byte)c)]);

    // Rows behind those that 7-bit bytes can name: how CP50220 writes 外字.
    private const byte FirstUserRow = 0x7F;
    private const byte LastUserRow = 0x92;

    private Set _set = Set.Ascii;
    private HighSet _high;
    private bool _shiftedOut;

    private enum Set : byte
    {
        Ascii,
        Kana,
        Jis0208,
        Jis0212,
        Jis0213Plane1,
        Jis0213Plane2,
        UserDefined,
        Chinese,
        Korean,
    }

    /// <summary>What ESC N takes the next byte from (RFC 1554: the 96-character sets).</summary>
    private enum HighSet : byte
    {
        None,
        Latin1,
        Greek,
    }

    public override bool TryPass(ReadOnlySpan<byte> utf8) => _set == Set.Ascii && _high == HighSet.None && !_shiftedOut && Ascii.IsValid(utf8);

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        var i = 0;
        var written = 0;
        while (i < source.Length)
        {
            if (_set == Set.Ascii && !_shiftedOut)
            {
                var run = source[i..].IndexOfAnyExcept(Unshifted);
                var ascii = run < 0 ? source : source[..(i + run)];
                // What a line designates beside its own characters ends with it (RFC 1554).
                _high = _high != HighSet.None && ascii[i..].IndexOfAny((byte)'\r', (byte)'\n') >= 0 ? HighSet.None : _high;
                CopyAscii(ascii, destination, ref i, ref written);
                if (i == source.Length)
                {
                    break;
                }
            }

            if (_set == Set.Jis0208 && !_shiftedOut)
            {
                JisTables.ReadJis(source, destination, 0x21, ref i, ref written);
                if (i == source.Length)
                {
                    break;
                }
            }

            var b = source[i];
            if (b == Escape && _high != HighSet.None && i + 1 < source.Length && source[i + 1] == 'N')
            {
                if (i + 2 == source.Length && !isFinal)
                {
                    break;
                }

                Shifted(source, destination, ref i, ref written);
            }
            else if (b == Escape)
            {
                if (!TakeEscape(source[i..], isFinal, out var length))
                {
                    break;
                }

                i += Math.Max(length, 1);
                if (length == 0)
                {
                    Replace(destination, ref written);
                }
            }
            else if (b is 0x0E or 0x0F)
            {
                _shiftedOut = b == 0x0E;
                i++;
            }
            else if (b is (byte)'\n' or (byte)'\r')
            {
                _set = Set.Ascii;
                _high = HighSet.None;
                _shiftedOut = false;
                destination[written++] = (char)b;
                i++;
            }
            else if (_set == Set.Jis0208 && !_shiftedOut && b is >= FirstUserRow and <= LastUserRow)
            {
                if (!TakePair(source, destination, isFinal, ref i, ref written))
                {
                    break;
                }
            }
            else if (b >= 0x80)
            {
                i++;
                Kana(b, destination, ref written);
            }
            else if (b <= 0x20 || b == 0x7F || (_set == Set.Ascii && !_shiftedOut))
            {
                destination[written++] = (char)b;
                i++;
            }
            else if (_set == Set.Kana || _shiftedOut)
            {
                i++;
                Kana((byte)(b | 0x80), destination, ref written);
            }
            else if (!TakePair(source, destination, isFinal, ref i, ref written))
            {
                break;
            }
        }

        consumed = i;
        return written;
    }

    private bool TakePair(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, ref int i, ref int written)
    {
        if (i + 1 == source.Length)
        {
            if (!isFinal)
            {
                return false;
            }

            i++;
            Replace(destination, ref written);
            return true;
        }

        var trail = source[i + 1];
        if (trail is < 0x21 or > 0x7E)
        {
            i++;
            Replace(destination, ref written);
            return true;
        }

        var lead = source[i];
        i += 2;
        if (_set is Set.Jis0213Plane1 or Set.Jis0213Plane2)
        {
            Put(JisTables.FromJisX0213(_set == Set.Jis0213Plane1 ? 1 : 2, lead, trail), destination, ref written);
            return true;
        }

        var c = _set switch
        {
            Set.Jis0208 => lead >= FirstUserRow ? JisTables.FromUserDefined(lead - FirstUserRow, trail) : JisTables.FromJis(lead, trail),
            Set.Jis0212 => JisTables.FromSupplementary(lead, trail),
            Set.UserDefined => JisTables.FromUserDefined(lead - 0x21, trail),
            Set.Chinese => JisTables.FromChinese(lead, trail),
            Set.Korean => JisTables.FromKorean(lead, trail),
            _ => JisTables.Unmapped,
        };
        Put([c], destination, ref written);
        return true;
    }

    private void Put(ReadOnlySpan<char> character, Span<char> destination, ref int written)
    {
        if (character.IsEmpty || character[0] == JisTables.Unmapped)
        {
            Replace(destination, ref written);
            return;
        }

        character.CopyTo(destination[written..]);
        written += character.Length;
    }

    // ESC N and one byte of the set that was announced.
    private void Shifted(ReadOnlySpan<byte> source, Span<char> destination, ref int i, ref int written)
    {
        i += 2;
        var b = i == source.Length ? 0 : source[i] & 0x7F;
        if (b < 0x20)
        {
            // A control stands for itself, one with its eighth bit set for nothing.
            i += i < source.Length && source[i] >= 0x80 ? 1 : 0;
            Replace(destination, ref written);
            return;
        }

        i++;
        Put([_high == HighSet.Greek ? JisTables.FromGreek(b) : (char)(b | 0x80)], destination, ref written);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Kana(byte b, Span<char> destination, ref int written)
    {
        if (b is >= 0xA1 and <= 0xDF)
        {
            destination[written++] = (char)(b - 0xA1 + 0xFF61);
        }
        else
        {
            Replace(destination, ref written);
        }
    }

    /// <summary>False: more bytes are needed. Length 0: no escape sequence of ours.</summary>
    private bool TakeEscape(ReadOnlySpan<byte> rest, bool isFinal, out int length)
    {
        length = 0;
        var needed = rest.Length < 2 ? 3 : rest[1] == '$' && rest.Length > 2 && rest[2] == '(' ? 4 : rest[1] is (byte)'$' or (byte)'(' or (byte)'&' or (byte)'.' ? 3 : 2;
        if (rest.Length < needed)
        {
            return isFinal;
        }

        if (rest[1] == '.' && rest[2] is (byte)'A' or (byte)'F')
        {
            (_high, length) = (rest[2] == 'A' ? HighSet.Latin1 : HighSet.Greek, 3);
            return true;
        }

        (_set, length) = (rest[1], needed > 2 ? rest[2] : 0) switch
        {
            ((byte)'(', 'B' or 'J' or 'H') => (Set.Ascii, 3),
            ((byte)'(', 'I') => (Set.Kana, 3),
            ((byte)'$', '@' or 'B') => (Set.Jis0208, 3),
            ((byte)'$', 'A') => (Set.Chinese, 3),
            ((byte)'$', '(') => rest[3] switch
            {
                (byte)'D' => (Set.Jis0212, 4),
                (byte)'@' or (byte)'B' => (Set.Jis0208, 4),
                (byte)'O' or (byte)'Q' => (Set.Jis0213Plane1, 4),
                (byte)'P' => (Set.Jis0213Plane2, 4),
                (byte)'?' => (Set.UserDefined, 4),
                (byte)'C' => (Set.Korean, 4),
                (byte)'A' => (Set.Chinese, 4),
                _ => (_set, 0),
            },

            // ESC & @ announces the 1990 edition and is followed by ESC $ B.
            ((byte)'&', '@') => (_set, 3),
            _ => (_set, 0),
        };
        return true;
    }
}
