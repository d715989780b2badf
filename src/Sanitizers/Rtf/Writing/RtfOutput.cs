using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>
/// RTF while it is written: ASCII alone, every other character as \u with a question mark behind it. What was written last can be taken back. Goes to a scratch stream in
/// large pieces.
/// </summary>
internal sealed class RtfOutput(Stream body, Budget budget)
{
    private const int BufferBytes = 64 * 1024;

    // A word or a character and what may stand in front of it.
    private const int Reserve = 64;

    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '\x7F' - ' ').Select(c => (char)c).Where(c => c is not ('\\' or '{' or '}'))]);

    /// <summary>Controls other than the tab: they mean nothing in text.</summary>
    public static SearchValues<char> Unwritten { get; } = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c).Where(c => c != '\t'), '\x7F']);

    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _flushed;
    private int _count;

    /// <summary>Bytes written.</summary>
    public long Length => _flushed + _count;

    /// <summary>A control word stands last: a letter or digit behind it would belong to it.</summary>
    public bool IsAfterWord { get; private set; }

    public void Brace(bool opens)
    {
        Room()[0] = (byte)(opens ? '{' : '}');
        _count++;
        IsAfterWord = false;
    }

    /// <summary>\*</summary>
    public void Star()
    {
        "\\*"u8.CopyTo(Room());
        _count += 2;
        IsAfterWord = false;
    }

    public void Word(RtfWord word, int? number = null) => Word(word.Written, number);

    /// <summary>A control with its backslash.</summary>
    public void Word(ReadOnlySpan<byte> written, int? number = null)
    {
        var room = Room();
        written.CopyTo(room);
        _count += written.Length;
        if (number is { } value)
        {
            Utf8Formatter.TryFormat(value, room[written.Length..], out var digits);
            _count += digits;
        }

        IsAfterWord = char.IsAsciiLetterOrDigit((char)_buffer[_count - 1]);
    }

    /// <summary>A line end, which means nothing but the end of a word.</summary>
    public void LineEnd()
    {
        "\r\n"u8.CopyTo(Room());
        _count += 2;
        IsAfterWord = false;
    }

    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAnyExcept(Plain);
            run = run < 0 ? text.Length : run;
            if (run > 0)
            {
                run = Ascii(text[..run]);
            }
            else
            {
                Odd(text[0]);
                run = 1;
            }

            text = text[run..];
        }
    }

    /// <summary>The name of a font: in its own code page where that has the character, because older programs look fonts up by those bytes.</summary>
    public void Name(ReadOnlySpan<char> text, Encoding? page)
    {
        Span<byte> bytes = stackalloc byte[8];
        Span<char> back = stackalloc char[8];
        for (var i = 0; i < text.Length; i++)
        {
            // A tab would be a word, which no name has.
            var one = text[i] == '\t' ? " " : text.Slice(i, 1);
            var count = one[0] < 0x80 || page is null || char.IsSurrogate(one[0]) ? 0 : page.GetBytes(one, bytes);
            if (count == 0 || page!.GetChars(bytes[..count], back) != 1 || back[0] != one[0])
            {
                Text(one);
                continue;
            }

            foreach (var b in bytes[..count])
            {
                Hex(b);
            }
        }
    }

    /// <summary>Hexadecimal digits, as many as there are.</summary>
    public void Digits(ReadOnlySpan<byte> digits)
    {
        Delimit((byte)'0');
        Raw(digits);
    }

    /// <summary>Something that begins with a brace will stand here.</summary>
    public void Raised() => IsAfterWord = false;

    /// <summary>Takes back everything from <paramref name="length"/> on.</summary>
    public void Truncate(long length, bool isAfterWord)
    {
        if (length >= _flushed)
        {
            _count = (int)(length - _flushed);
        }
        else
        {
            body.SetLength(length);
            body.Position = length;
            (_flushed, _count) = (length, 0);
        }

        IsAfterWord = isAfterWord;
    }

    /// <summary>Puts another byte in the place of one that was written.</summary>
    public void Patch(long at, byte value)
    {
        if (at >= _flushed)
        {
            _buffer[(int)(at - _flushed)] = value;
            return;
        }

        body.Position = at;
        body.WriteByte(value);
        body.Position = _flushed;
    }

    public void Flush()
    {
        budget.ChargeBytes(_count);
        body.Write(_buffer.AsSpan(0, _count));
        _flushed += _count;
        _count = 0;
    }

    private int Ascii(ReadOnlySpan<char> text)
    {
        Delimit((byte)text[0]);
        var room = Room();
        var count = Math.Min(text.Length, room.Length);
        System.Text.Ascii.FromUtf16(text[..count], room, out _);
        _count += count;
        return count;
    }

    private void Odd(char c)
    {
        switch (c)
        {
            case '\t':
                Word("\\tab"u8);
                break;
            case '\\' or '{' or '}':
                Word([(byte)'\\', (byte)c]);
                break;
            case >= '\x80':
                Word("\\u"u8, (short)c);
                Room()[0] = (byte)'?';
                _count++;
                IsAfterWord = false;
                break;
        }
    }

    /// <summary>A byte as its code.</summary>
    public void Hex(byte value)
    {
        var room = Room();
        "\\'"u8.CopyTo(room);
        Utf8Formatter.TryFormat(value, room[2..], out _, new StandardFormat('x', 2));
        _count += 4;
        IsAfterWord = false;
    }

    // A digit or a minus sign behind a word would be its number, and one blank belongs to it.
    private void Delimit(byte next)
    {
        if (IsAfterWord && (char.IsAsciiLetterOrDigit((char)next) || next is (byte)' ' or (byte)'-'))
        {
            Room()[0] = (byte)' ';
            _count++;
        }

        IsAfterWord = false;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = Room();
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            _count += count;
            bytes = bytes[count..];
        }
    }

    private Span<byte> Room()
    {
        if (BufferBytes - _count < Reserve)
        {
            Flush();
        }

        return _buffer.AsSpan(_count);
    }
}
