using System.Buffers;
using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Calendar;

/// <summary>
/// Unfolds the content lines of a calendar or card. Bytes are kept until the property is known, because a line of vCard 2.1 can have a charset of its own. Lines are
/// bounded; what is longer is cut and counted.
/// </summary>
internal sealed class ContentLineReader
{
    // A photograph in base64 is the only long line of real files.
    private const int MaxLineBytes = 12 << 20;

    private readonly ByteLines _lines;
    private readonly Budget _budget;
    private readonly ArrayBufferWriter<byte> _line = new(1_024);
    private readonly ArrayBufferWriter<char> _chars = new(1_024);
    private readonly string? _charset;
    private bool _hasNext;

    /// <summary>Reads <paramref name="content"/> (seekable, at 0).</summary>
    public ContentLineReader(Stream content, Budget budget)
    {
        _budget = budget;
        var head = new byte[32_768];
        var count = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var beginning = TextBeginning.Of(head.AsSpan(0, count));
        IsWide = beginning.Label is "utf-16le" or "utf-16be";
        _charset = TextBeginning.IsUtf8(head.AsSpan(0, count)) && !TextBeginning.HasEscapes(head.AsSpan(0, count)) ? "utf-8" : Detect(head.AsSpan(0, count));
        content.Position = IsWide ? 0 : beginning.MarkLength;
        _lines = new ByteLines(content);
        _hasNext = _lines.Read();
    }

    /// <summary>UTF-16, which no calendar is written in.</summary>
    public bool IsWide { get; }

    /// <summary>The charset of lines that do not name their own.</summary>
    public string Charset => _charset ?? "utf-8";

    /// <summary>Lines that were cut.</summary>
    public int Cut { get; private set; }

    /// <summary>Characters that could not be decoded.</summary>
    public long Undecodable { get; private set; }

    /// <summary>The next line that is one; null at the end. Lines that are none are skipped.</summary>
    public ContentLine? Read()
    {
        while (_hasNext)
        {
            _budget.ChargeObjects(1);
            var isSoft = Collect();
            var line = ContentLine.Parse(Decode(_line.WrittenSpan, _charset));
            if (line is null)
            {
                continue;
            }

            var isQuoted = line["ENCODING"].Equals("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);
            while (isQuoted && isSoft && _hasNext)
            {
                // RFC 2045, 6.7: the soft line break is not folded with a space.
                _budget.ChargeObjects(1);
                isSoft = Collect(append: true);
            }

            return isQuoted ? Unquoted(line) : line;
        }

        return null;
    }

    // One folded line into _line; true when it ends with the soft line break of quoted-printable.
    private bool Collect(bool append = false)
    {
        if (!append)
        {
            _line.ResetWrittenCount();
        }
        else if (_line.WrittenCount > 0 && _line.WrittenSpan[^1] == '=')
        {
            var kept = _line.WrittenSpan[..^1].ToArray();
            _line.ResetWrittenCount();
            _line.Write(kept);
        }

        var isCut = false;
        Take(ref isCut);
        while (_hasNext && (!_lines.IsBegin || (!append && _lines.Line is [(byte)' ' or (byte)'\t', ..])))
        {
            Take(ref isCut);
        }

        Cut += isCut ? 1 : 0;
        return _line.WrittenCount > 0 && _line.WrittenSpan[^1] == '=';
    }

    private void Take(ref bool isCut)
    {
        var piece = _lines.Line;
        if (_line.WrittenCount > 0 && _lines.IsBegin && piece is [(byte)' ' or (byte)'\t', ..])
        {
            piece = piece[1..];
        }

        var room = MaxLineBytes - _line.WrittenCount;
        isCut |= piece.Length > room;
        _line.Write(piece[..Math.Min(piece.Length, Math.Max(0, room))]);
        _hasNext = _lines.Read();
    }

    private ContentLine Unquoted(ContentLine line)
    {
        var bytes = _line.WrittenSpan;
        var colon = ValueStart(bytes);
        var decoded = new byte[bytes.Length];
        var count = 0;
        for (var i = colon; i < bytes.Length; i++)
        {
            if (bytes[i] == '=' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                decoded[count++] = (byte)((Convert.ToInt32(((char)bytes[i + 1]).ToString(), 16) << 4) | Convert.ToInt32(((char)bytes[i + 2]).ToString(), 16));
                i += 2;
            }
            else if (bytes[i] != '=')
            {
                decoded[count++] = bytes[i];
            }
        }

        var charset = line["CHARSET"];
        var text = Decode(decoded.AsSpan(0, count), charset.Length > 0 ? charset : _charset);
        var escaped = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\r", "\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return line with { Value = escaped };
    }

    // Behind the colon that ends name and parameters.
    private static int ValueStart(ReadOnlySpan<byte> line)
    {
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            isQuoted ^= line[i] == '"';
            if (line[i] == ':' && !isQuoted)
            {
                return i + 1;
            }
        }

        return line.Length;
    }

    private string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        _chars.ResetWrittenCount();
        var decoder = CharsetDecoder.For(charset);
        decoder.Decode(bytes, isFinal: true, _chars);
        Undecodable += decoder.Replacements;
        return new string(_chars.WrittenSpan);
    }

    private static string? Detect(ReadOnlySpan<byte> head)
    {
        var decoder = CharsetDecoder.For(null);
        decoder.Decode(head, isFinal: true, new ArrayBufferWriter<char>(head.Length));
        return decoder.UsedCharset == "us-ascii" ? null : decoder.UsedCharset;
    }
}
