using System.Buffers;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// Reads txt, csv and tsv outputs byte by byte as a stranger would and shares nothing with what wrote them: its own UTF-8 decoding
/// (RFC 3629, 4), its own list of what may not be there, its own reading of cells.
/// </summary>
public sealed class PlainTextVerifier : IOutputVerifier
{
    private const int ReplacementStart = 0xFEFF;

    private static readonly SearchValues<byte> CommaStructure = SearchValues.Create(",\"\r\n"u8);

    private static readonly SearchValues<byte> TabStructure = SearchValues.Create("\t\"\r\n"u8);

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Txt, Detection.Formats.Csv, Detection.Formats.Tsv];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var fault = AsUtf8(output, Cells(format, context));
        return fault is not null && context.Policy.TextCharset == TextCharset.Keep && AsCp932(output, Cells(format, context)) is null ? null : fault;
    }

    private static CellCheck? Cells(FileFormat format, ISanitizeContext context) =>
        context.Policy.NeutralizeCsvFormulas && format.Name != Detection.Formats.Txt.Name ? new CellCheck(format.Name == Detection.Formats.Tsv.Name ? '\t' : ',') : null;

    // Windows code page 932 as the platform reads it, nothing undecodable in it. Its characters are all in the basic plane.
    private static string? AsCp932(Stream output, CellCheck? cells)
    {
        var decoder = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!.GetDecoder();
        var bytes = new byte[32_768];
        var chars = new char[32_768 + 2];
        var previous = 0;
        int read;
        output.Position = 0;
        do
        {
            read = output.Read(bytes, 0, bytes.Length);
            int count;
            try
            {
                count = decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0);
            }
            catch (DecoderFallbackException)
            {
                return "The text holds bytes that are neither UTF-8 nor CP932.";
            }

            foreach (var c in chars.AsSpan(0, count))
            {
                if ((previous == '\r') != (c == '\n') || !MayStand(c) || cells?.Take(c) is not null)
                {
                    return "The CP932 text holds what clean text does not.";
                }

                previous = c;
            }
        }
        while (read > 0);
        return previous == '\r' || cells?.End() is not null ? "The CP932 text holds what clean text does not." : null;
    }

    private static string? AsUtf8(Stream output, CellCheck? cells)
    {
        var rented = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(output.Length, 1, 32_768));
        try
        {
            return AsUtf8(output, rented, cells);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static string? AsUtf8(Stream output, byte[] buffer, CellCheck? cells)
    {
        int point = 0, pending = 0, smallest = 0, previous = 0;
        long offset = 0;
        int read;
        output.Position = 0;
        while ((read = output.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                var plain = pending == 0 && previous != '\r' && buffer[i] is >= 0x20 and <= 0x7E ? PlainRun(buffer.AsSpan(i, read - i), cells) : 0;
                if (plain > 0)
                {
                    offset += plain;
                    previous = ' ';
                    if ((i += plain) == read)
                    {
                        break;
                    }
                }

                var b = buffer[i];
                offset++;
                if (pending > 0)
                {
                    if ((b & 0xC0) != 0x80)
                    {
                        return At("an unfinished character", offset);
                    }

                    point = (point << 6) | (b & 0x3F);
                    if (--pending > 0)
                    {
                        continue;
                    }

                    if (point < smallest || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
                    {
                        return At("bytes that are not UTF-8", offset);
                    }
                }
                else if (b < 0x80)
                {
                    point = b;
                }
                else
                {
                    (point, pending, smallest) = b switch
                    {
                        >= 0xC2 and <= 0xDF => (b & 0x1F, 1, 0x80),
                        >= 0xE0 and <= 0xEF => (b & 0x0F, 2, 0x800),
                        >= 0xF0 and <= 0xF4 => (b & 0x07, 3, 0x10000),
                        _ => (-1, 0, 0),
                    };
                    if (point < 0)
                    {
                        return At("bytes that are not UTF-8", offset);
                    }

                    continue;
                }

                if (point == ReplacementStart && offset == 3)
                {
                    // The mark; everywhere else it is an invisible character.
                    continue;
                }

                if ((previous == '\r') != (point == '\n'))
                {
                    return At("a line end that is not CRLF", offset);
                }

                if (!MayStand(point))
                {
                    return At($"U+{point:X4}", offset);
                }

                if (cells is not null && cells.Take(point) is { } fault)
                {
                    return At(fault, offset);
                }

                previous = point;
            }
        }

        return pending > 0 ? At("an unfinished character", offset)
            : previous == '\r' ? At("a line end that is not CRLF", offset)
            : cells?.End() is { } last ? At(last, offset)
            : null;
    }

    // How many of the next bytes are visible ASCII, which may stand anywhere but at the start of a cell: there each character counts.
    private static int PlainRun(ReadOnlySpan<byte> bytes, CellCheck? cells)
    {
        var run = cells is null ? bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') : cells.IsInText ? bytes.IndexOfAny(cells.Structure) : 0;
        run = run < 0 ? bytes.Length : run;
        if (cells is not null)
        {
            var odd = bytes[..run].IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            run = odd < 0 ? run : odd;
        }

        return run;
    }

    private static string At(string what, long offset) => $"The text holds {what} before byte {offset}.";

    // What a reader sees, and line ends. Asked per character, so the common answers come first.
    internal static bool MayStand(int point)
    {
        if (point < 0x7F)
        {
            return point >= 0x20 || point is 0x09 or 0x0A or 0x0D;
        }

        if (point is >= 0x3000 and < 0xD800)
        {
            return point != 0x3164;
        }

        if (point < 0xA0 || point is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E)
        {
            return false;
        }

        if (point is >= 0x200B and <= 0x200F or >= 0x2028 and <= 0x202E or >= 0x2060 and <= 0x206F)
        {
            return false;
        }

        if (point is >= 0xFDD0 and <= 0xFDEF or 0xFEFF or 0xFFA0 or >= 0xFFF9 and <= 0xFFFB || (point & 0xFFFE) == 0xFFFE)
        {
            return false;
        }

        if (point is >= 0x1D173 and <= 0x1D17A or >= 0x1BCA0 and <= 0x1BCA3)
        {
            return false;
        }

        return point < 0xE0000 || point is >= 0xE0100 and <= 0xE01EF || point >= 0xF0000;
    }

    /// <summary>One plain reading of the cells (RFC 4180): none may begin, spaces aside, with the sign of a formula unless it is a number.</summary>
    private sealed class CellCheck(int separator)
    {
        private State _state = State.Begin;
        private bool _quoted;
        private bool _sawDigitsOnly;
        private bool _quoteBefore;
        private bool _first = true;

        /// <summary>Behind the start of a cell without quotes: only what ends it counts.</summary>
        public bool IsInText => _state == State.Text && !_quoted && !_quoteBefore;

        /// <summary>What may end it, or begin something else.</summary>
        public SearchValues<byte> Structure { get; } = separator == ',' ? CommaStructure : TabStructure;

        private enum State
        {
            Begin,
            Sign,
            Text,
        }

        public string? Take(int point)
        {
            if (_quoted && _quoteBefore && point != '"')
            {
                _quoted = false;
            }

            _quoteBefore = point == '"' && _quoted && !_quoteBefore;
            if (!_quoted && (point == separator || point is '\r' or '\n'))
            {
                var fault = End();
                _state = State.Begin;
                _first = true;
                return fault;
            }

            switch (_state)
            {
                case State.Begin when point == '"' && _first:
                    _quoted = true;
                    _quoteBefore = false;
                    break;
                case State.Begin when point is ' ' or '\t' or '\r' or '\n' or '"' or 0x3000:
                    break;
                case State.Begin when point is '=' or '@' or 0xFF1D or 0xFF20:
                    return "a cell that a spreadsheet runs as a formula";
                case State.Begin when point is '+' or '-' or 0xFF0B or 0xFF0D:
                    _state = State.Sign;
                    _sawDigitsOnly = true;
                    break;
                case State.Sign:
                    // A number, a date, a telephone number; letters make it a formula. '|' and '!' call other programs.
                    _sawDigitsOnly &= point != '|' && point != '!' && point != '&' && point != '=' && point != '@' && (point is 'e' or 'E' || !IsLetter(point));
                    break;
                case State.Begin:
                    _state = State.Text;
                    break;
            }

            _first = false;
            return null;
        }

        public string? End() => _state == State.Sign && !_sawDigitsOnly ? "a cell that a spreadsheet runs as a formula" : null;

        private static bool IsLetter(int point) => point is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or >= 0x3041 and <= 0x9FFF;
    }
}
