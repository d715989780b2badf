using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mugai.Mime;

/// <summary>Shift_JIS as CP932. After a broken pair an ASCII second byte is read again, so that no markup hides behind a lead byte.</summary>
internal sealed class ShiftJisMachine : CharsetMachine
{
    public override bool TryPass(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8);

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        var i = 0;
        var written = 0;
        while (i < source.Length)
        {
            var b = source[i];
            if (b < 0x80)
            {
                CopyAscii(source, destination, ref i, ref written);
            }
            else if (b is >= 0xA1 and <= 0xDF)
            {
                destination[written++] = (char)(b - 0xA1 + 0xFF61);
                i++;
            }
            else if (!JisTables.IsLead(b))
            {
                i++;
                Replace(destination, ref written);
            }
            else if (i + 1 == source.Length)
            {
                if (!isFinal)
                {
                    break;
                }

                i++;
                Replace(destination, ref written);
            }
            else
            {
                var c = JisTables.FromShiftJis(b, source[i + 1]);
                if (c != JisTables.Unmapped)
                {
                    destination[written++] = c;
                    i += 2;
                }
                else
                {
                    i += source[i + 1] < 0x80 ? 1 : 2;
                    Replace(destination, ref written);
                }
            }
        }

        consumed = i;
        return written;
    }
}

/// <summary>EUC-JP with the extensions of CP51932 and the three-byte characters of JIS X 0212.</summary>
internal sealed class EucJpMachine : CharsetMachine
{
    public override bool TryPass(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8);

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        var i = 0;
        var written = 0;
        while (i < source.Length)
        {
            var b = source[i];
            if (b < 0x80)
            {
                CopyAscii(source, destination, ref i, ref written);
                continue;
            }

            var length = b == 0x8F ? 3 : b is 0x8E or (>= 0xA1 and <= 0xFE) ? 2 : 1;
            if (i + length > source.Length && !isFinal && !EndsEarly(source[i..]))
            {
                break;
            }

            var c = Character(source[i..], length);
            if (c != JisTables.Unmapped)
            {
                destination[written++] = c;
                i += length;
                continue;
            }

            // Not past an ASCII byte: it may be markup.
            var skip = 1;
            while (skip < length && i + skip < source.Length && source[i + skip] >= 0x80)
            {
                skip++;
            }

            i += skip;
            Replace(destination, ref written);
        }

        consumed = i;
        return written;
    }

    private static bool EndsEarly(ReadOnlySpan<byte> rest) => rest.Length > 1 && rest[1] < 0x80;

    private static char Character(ReadOnlySpan<byte> rest, int length)
    {
        if (length == 1 || rest.Length < length || rest[1] is < 0xA1 or 0xFF)
        {
            return JisTables.Unmapped;
        }

        if (rest[0] == 0x8E)
        {
            return rest[1] <= 0xDF ? (char)(rest[1] - 0xA1 + 0xFF61) : JisTables.Unmapped;
        }

        if (length == 3)
        {
            return rest[2] is < 0xA1 or 0xFF ? JisTables.Unmapped : JisTables.FromSupplementary(rest[1] - 0x80, rest[2] - 0x80);
        }

        return JisTables.FromJis(rest[0] - 0x80, rest[1] - 0x80);
    }
}

/// <summary>
/// ISO-2022-JP (RFC 1468) with what Japanese mailers add: half-width kana by ESC ( I, by SO/SI and as bare 8-bit bytes (CP50220 to
/// CP50222), the NEC and IBM extensions, JIS X 0212 (RFC 2237) and JIS X 0213 where its characters are those of JIS X 0208. A line end
/// returns to ASCII even when the escape sequence was forgotten.
/// </summary>
internal sealed class Iso2022JpMachine : CharsetMachine
{
    private const byte Escape = 0x1B;

    // What stands for itself in ASCII: all but ESC, SO, SI and 8-bit bytes.
    private static readonly SearchValues<byte> Unshifted =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(c => c is not (0x0E or 0x0F or Escape)).Select(c => (byte)c)]);

    private Set _set = Set.Ascii;
    private bool _shiftedOut;

    private enum Set : byte
    {
        Ascii,
        Kana,
        Jis0208,
        Jis0212,
        Unknown,
    }

    public override bool TryPass(ReadOnlySpan<byte> utf8) => _set == Set.Ascii && !_shiftedOut && Ascii.IsValid(utf8);

    public override int Decode(ReadOnlySpan<byte> source, Span<char> destination, bool isFinal, out int consumed)
    {
        var i = 0;
        var written = 0;
        while (i < source.Length)
        {
            if (_set == Set.Ascii && !_shiftedOut)
            {
                var run = source[i..].IndexOfAnyExcept(Unshifted);
                CopyAscii(run < 0 ? source : source[..(i + run)], destination, ref i, ref written);
                if (i == source.Length)
                {
                    break;
                }
            }

            var b = source[i];
            if (b == Escape)
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
                _shiftedOut = false;
                destination[written++] = (char)b;
                i++;
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

        var c = _set switch
        {
            Set.Jis0208 => JisTables.FromJis(source[i], trail),
            Set.Jis0212 => JisTables.FromSupplementary(source[i], trail),
            _ => JisTables.Unmapped,
        };
        i += 2;
        if (c == JisTables.Unmapped)
        {
            Replace(destination, ref written);
        }
        else
        {
            destination[written++] = c;
        }

        return true;
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
        var needed = rest.Length < 2 ? 3 : rest[1] == '$' && rest.Length > 2 && rest[2] == '(' ? 4 : rest[1] is (byte)'$' or (byte)'(' or (byte)'&' ? 3 : 2;
        if (rest.Length < needed)
        {
            return isFinal;
        }

        (_set, length) = (rest[1], needed > 2 ? rest[2] : 0) switch
        {
            ((byte)'(', 'B' or 'J' or 'H') => (Set.Ascii, 3),
            ((byte)'(', 'I') => (Set.Kana, 3),
            ((byte)'$', '@' or 'B') => (Set.Jis0208, 3),
            ((byte)'$', 'A') => (Set.Unknown, 3),
            ((byte)'$', '(') => rest[3] switch
            {
                (byte)'D' => (Set.Jis0212, 4),
                (byte)'@' or (byte)'B' or (byte)'O' or (byte)'Q' => (Set.Jis0208, 4),
                (byte)'C' or (byte)'P' => (Set.Unknown, 4),
                _ => (_set, 0),
            },

            // ESC & @ announces the 1990 edition and is followed by ESC $ B.
            ((byte)'&', '@') => (_set, 3),
            _ => (_set, 0),
        };
        return true;
    }
}
