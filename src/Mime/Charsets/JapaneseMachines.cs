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
            JisTables.ReadShiftJis(source, destination, ref i, ref written);
            if (i == source.Length)
            {
                break;
            }

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
            JisTables.ReadJis(source, destination, 0xA1, ref i, ref written);
            if (i == source.Length)
            {
                break;
            }

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
