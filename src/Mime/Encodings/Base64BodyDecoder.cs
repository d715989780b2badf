using System.Buffers;
using System.Buffers.Text;

namespace Mugai.Mime;

/// <summary>
/// Base64 (RFC 2045 6.8). Whole lines of whole quanta go through the platform's vectorised decoder, everything else byte by byte.
/// The reading of what is wrong: characters outside of the alphabet are skipped; data after padding is decoded as if it began anew (so
/// nothing is hidden from whoever looks at the output); a missing last padding is added; a single left-over character is dropped.
/// </summary>
internal sealed class Base64BodyDecoder : TransferDecoder
{
    private const byte Blank = 0xFE;
    private const byte Bad = 0xFF;
    private const byte Padding = 0xFD;

    private static readonly byte[] Values = BuildValues();

    private int _bits;
    private int _count;
    private int _paddingDue;
    private bool _sawEnd;
    private int _lineGuess = 76;

    public override int Decode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        DemandRoom(source, destination);
        var written = 0;
        while (!source.IsEmpty)
        {
            if (_count == 0 && !_sawEnd && _paddingDue == 0)
            {
                DecodeLines(ref source, destination, ref written);
            }

            DecodeSlowly(ref source, destination, ref written);
        }

        if (isFinal)
        {
            Finish(destination, ref written);
        }

        return written;
    }

    /// <summary>Line after line while each is a run of whole quanta without padding and ends in a line end.</summary>
    private void DecodeLines(ref ReadOnlySpan<byte> source, Span<byte> destination, ref int written)
    {
        while (true)
        {
            var length = _lineGuess;
            if (source.Length < length + 2 || source[length] != '\r' || source[length + 1] != '\n')
            {
                length = source.IndexOfAny((byte)'\r', (byte)'\n');
                if (length > 4 && (length & 3) == 0)
                {
                    _lineGuess = length;
                }
                else if (length < 0)
                {
                    length = source.Length & ~3;
                }
            }

            if ((length & 3) != 0 || length == 0
                || Base64.DecodeFromUtf8(source[..length], destination[written..], out var consumed, out var wrote, isFinalBlock: false) != OperationStatus.Done
                || wrote != length / 4 * 3)
            {
                return;
            }

            written += wrote;
            source = source[consumed..];
            var end = source.Length > 1 && source[0] == '\r' && source[1] == '\n' ? 2 : source.Length > 0 && source[0] is (byte)'\r' or (byte)'\n' ? 1 : 0;
            source = source[end..];
        }
    }

    /// <summary>Byte by byte, up to the end of a line that leaves no quantum open.</summary>
    private void DecodeSlowly(ref ReadOnlySpan<byte> source, Span<byte> destination, ref int written)
    {
        var i = 0;
        while (i < source.Length)
        {
            var c = source[i++];
            var value = Values[c];
            if (value < 64)
            {
                if (_sawEnd || _paddingDue > 0)
                {
                    Defect = MimeDefect.BadBase64;
                    _sawEnd = false;
                    _paddingDue = 0;
                }

                _bits = (_bits << 6) | value;
                if (++_count == 4)
                {
                    destination[written++] = (byte)(_bits >> 16);
                    destination[written++] = (byte)(_bits >> 8);
                    destination[written++] = (byte)_bits;
                    _bits = _count = 0;
                }
            }
            else if (value == Padding)
            {
                TakePadding(destination, ref written);
            }
            else if (value == Bad)
            {
                Defect = MimeDefect.BadBase64;
            }
            else if (c == '\n' && _count == 0 && !_sawEnd && _paddingDue == 0)
            {
                break;
            }
        }

        source = source[i..];
    }

    private void TakePadding(Span<byte> destination, ref int written)
    {
        if (_paddingDue > 0)
        {
            _paddingDue--;
            return;
        }

        if (_count < 2)
        {
            // Padding where a quantum begins: too much of it.
            Defect = MimeDefect.BadBase64;
            return;
        }

        _paddingDue = _count == 2 ? 1 : 0;
        Flush(destination, ref written);
        _sawEnd = true;
    }

    private void Flush(Span<byte> destination, ref int written)
    {
        if (_count == 2)
        {
            destination[written++] = (byte)(_bits >> 4);
        }
        else if (_count == 3)
        {
            destination[written++] = (byte)(_bits >> 10);
            destination[written++] = (byte)(_bits >> 2);
        }

        _bits = _count = 0;
    }

    private void Finish(Span<byte> destination, ref int written)
    {
        if (_count > 0 || _paddingDue > 0)
        {
            Defect = MimeDefect.BadBase64;
        }

        Flush(destination, ref written);
        _paddingDue = 0;
    }

    private static byte[] BuildValues()
    {
        var values = new byte[256];
        Array.Fill(values, Bad);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var i = 0; i < alphabet.Length; i++)
        {
            values[alphabet[i]] = (byte)i;
        }

        foreach (var blank in " \t\r\n"u8)
        {
            values[blank] = Blank;
        }

        values['='] = Padding;
        return values;
    }
}
