using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>ASCIIHexDecode, ASCII85Decode and RunLengthDecode (ISO 32000-2, 7.4.2, 7.4.3, 7.4.5).</summary>
internal static class AsciiDecoders
{
    /// <summary>False when a byte stood in it that is neither digit nor white space (it is skipped).</summary>
    public static bool DecodeHex(ReadOnlySpan<byte> data, DecodeSink target)
    {
        var (high, clean) = (-1, true);
        foreach (var b in data)
        {
            if (b == '>')
            {
                break;
            }

            var digit = PdfEscapes.Hex(b);
            if (digit < 0)
            {
                clean &= PdfLexer.IsSpace(b);
            }
            else if (high < 0)
            {
                high = digit;
            }
            else
            {
                target.Add((byte)((high << 4) | digit));
                high = -1;
            }
        }

        if (high >= 0)
        {
            target.Add((byte)(high << 4));
        }

        return clean;
    }

    /// <summary>False when a byte stood in it that does not belong there (it is skipped).</summary>
    public static bool Decode85(ReadOnlySpan<byte> data, DecodeSink target)
    {
        var (count, clean) = (0, true);
        uint value = 0;
        foreach (var b in data)
        {
            if (b == '~')
            {
                break;
            }

            if (b == 'z' && count == 0)
            {
                target.Add("\0\0\0\0"u8);
            }
            else if (b is >= (byte)'!' and <= (byte)'u')
            {
                value = unchecked((value * 85) + b - '!');
                if (++count == 5)
                {
                    Emit(value, 4, target);
                    (count, value) = (0, 0);
                }
            }
            else
            {
                clean &= PdfLexer.IsSpace(b);
            }
        }

        if (count > 1)
        {
            for (var i = count; i < 5; i++)
            {
                value = unchecked((value * 85) + 84);
            }

            Emit(value, count - 1, target);
        }

        return clean && count != 1;
    }

    /// <summary>False when the data ends inside a run.</summary>
    public static bool DecodeRuns(ReadOnlySpan<byte> data, DecodeSink target)
    {
        var at = 0;
        while (at < data.Length && data[at] != 128)
        {
            int length = data[at++];
            if (length < 128)
            {
                var there = Math.Min(length + 1, data.Length - at);
                target.Add(data.Slice(at, there));
                at += there;
                if (there <= length)
                {
                    return false;
                }
            }
            else if (at < data.Length)
            {
                length = 257 - length;
                target.Room(length)[..length].Fill(data[at++]);
                target.Advance(length);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static void Emit(uint value, int count, DecodeSink target)
    {
        for (var i = 0; i < count; i++)
        {
            target.Add((byte)(value >> (24 - (8 * i))));
        }
    }
}
