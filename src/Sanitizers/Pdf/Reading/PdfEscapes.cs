namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>Resolves what names and strings may be written with (ISO 32000-2, 7.3.4 and 7.3.5). The result is never longer than the input.</summary>
internal static class PdfEscapes
{
    /// <summary>#xx in a name: /J#61vaScript is JavaScript. A # without two digits stands for itself.</summary>
    public static int DecodeName(ReadOnlySpan<byte> written, Span<byte> target)
    {
        var count = 0;
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '#' && i + 2 < written.Length && Hex(written[i + 1]) is >= 0 and var high && Hex(written[i + 2]) is >= 0 and var low)
            {
                target[count++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
            {
                target[count++] = written[i];
            }
        }

        return count;
    }

    /// <summary>Backslash escapes, octal ones too, and line ends of a literal string.</summary>
    public static int DecodeLiteral(ReadOnlySpan<byte> written, Span<byte> target)
    {
        var count = 0;
        for (var i = 0; i < written.Length; i++)
        {
            var b = written[i];
            if (b == '\r')
            {
                i += NextIs(written, i, (byte)'\n') ? 1 : 0;
                target[count++] = (byte)'\n';
                continue;
            }

            if (b != '\\')
            {
                target[count++] = b;
                continue;
            }

            if (++i == written.Length)
            {
                break;
            }

            switch (written[i])
            {
                case (byte)'n': target[count++] = (byte)'\n'; break;
                case (byte)'r': target[count++] = (byte)'\r'; break;
                case (byte)'t': target[count++] = (byte)'\t'; break;
                case (byte)'b': target[count++] = (byte)'\b'; break;
                case (byte)'f': target[count++] = (byte)'\f'; break;
                case (byte)'\n': break;
                case (byte)'\r': i += NextIs(written, i, (byte)'\n') ? 1 : 0; break;
                case >= (byte)'0' and <= (byte)'7': target[count++] = Octal(written, ref i); break;
                default: target[count++] = written[i]; break;
            }
        }

        return count;
    }

    /// <summary>Pairs of hexadecimal digits; everything that is none is skipped, a last single one counts as the high half.</summary>
    public static int DecodeHex(ReadOnlySpan<byte> written, Span<byte> target)
    {
        var (count, high) = (0, -1);
        foreach (var b in written)
        {
            if (Hex(b) is not (>= 0 and var digit))
            {
                continue;
            }

            if (high < 0)
            {
                high = digit;
            }
            else
            {
                target[count++] = (byte)((high << 4) | digit);
                high = -1;
            }
        }

        if (high >= 0)
        {
            target[count++] = (byte)(high << 4);
        }

        return count;
    }

    public static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private static bool NextIs(ReadOnlySpan<byte> bytes, int at, byte wanted) => at + 1 < bytes.Length && bytes[at + 1] == wanted;

    // One to three digits; what overflows a byte is cut (7.3.4.2).
    private static byte Octal(ReadOnlySpan<byte> written, ref int i)
    {
        var value = written[i] - '0';
        for (var more = 0; more < 2 && i + 1 < written.Length && written[i + 1] is >= (byte)'0' and <= (byte)'7'; more++)
        {
            value = (value * 8) + written[++i] - '0';
        }

        return (byte)value;
    }
}
