using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf;

/// <summary>
/// Reads a written document byte by byte as a stranger: ASCII, one group from the first byte to the last, words of the list alone, no binary data, each picture with the first bytes
/// of a format that a sanitizer writes, codes of fields that reach nothing.
/// </summary>
public sealed class RtfVerifier : IOutputVerifier
{
    private const int MaxDepth = 600;
    private const int MaxCodeChars = 40_000;

    private static readonly string[] Forbidden = ["DDE", "INCLUDE", "LINK ", "LINK\\", "EMBED", "IMPORT", "MACROBUTTON", "GOTOBUTTON", "AUTOTEXT", "GLOSSARY", "CONTROL ", "ADDIN", "DATABASE", "RD ", "PRINT "];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Rtf];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        using var bytes = new BufferedStream(new WindowStream(output, 0, output.Length), 64 * 1024);
        return new Walk(bytes).Run();
    }

    private sealed class Walk(BufferedStream bytes)
    {
        private readonly char[] _name = new char[40];
        private readonly char[] _code = new char[MaxCodeChars];
        private readonly char[] _digits = new char[16];
        private int _nameLength;
        private int _codeLength;
        private int _digitCount;
        private int _depth;
        private int _codeDepth;
        private int _pictureDepth;
        private int _number;
        private int _skip;
        private int _next = -2;
        private bool _isStart = true;

        public string? Run()
        {
            while (true)
            {
                var c = Take();
                if (c < 0)
                {
                    return _depth == 0 && !_isStart ? null : "a document that does not end";
                }

                if (c >= 0x80 || (c < ' ' && c is not ('\r' or '\n')) || (_depth == 0 && !_isStart))
                {
                    return "bytes that are no text, or behind the end";
                }

                var fault = c switch
                {
                    '{' => ++_depth > MaxDepth ? "groups in each other" : null,
                    '}' => End(),
                    '\\' => Control(),
                    _ => Text((char)c),
                };
                if (fault is not null)
                {
                    return fault;
                }
            }
        }

        private string? End()
        {
            if (_depth == _codeDepth)
            {
                _codeDepth = 0;
                if (JudgeCode(_code.AsSpan(0, _codeLength)) is { } fault)
                {
                    return fault;
                }
            }

            if (_depth == _pictureDepth)
            {
                _pictureDepth = 0;
                if (!IsPicture(_digits.AsSpan(0, _digitCount)))
                {
                    return "a picture of another format";
                }
            }

            return --_depth < 0 ? "a group that never began" : null;
        }

        private string? Text(char c)
        {
            if (_isStart || _depth == 0)
            {
                return "no header";
            }

            if (_skip > 0)
            {
                _skip--;
            }
            else if (_pictureDepth > 0)
            {
                return char.IsAsciiHexDigit(c) ? Digit(c) : "something else than digits in a picture";
            }
            else if (_codeDepth > 0 && c is not ('\r' or '\n'))
            {
                return Code(c);
            }

            return null;
        }

        private string? Digit(char c)
        {
            if (_digitCount < _digits.Length)
            {
                _digits[_digitCount++] = c;
            }

            return null;
        }

        private string? Code(char c)
        {
            if (_codeLength == MaxCodeChars)
            {
                return "a field with a long code";
            }

            _code[_codeLength++] = c;
            return null;
        }

        private string? Control()
        {
            var c = Take();
            if (c is '\\' or '{' or '}')
            {
                return _codeDepth > 0 ? Code((char)c) : null;
            }

            if (c == '\'')
            {
                return char.IsAsciiHexDigit((char)Math.Max(Take(), 0)) && char.IsAsciiHexDigit((char)Math.Max(Take(), 0)) ? null : "half a byte";
            }

            if (!char.IsAsciiLetter((char)Math.Max(c, 0)))
            {
                return c is '*' or '~' or '-' or '_' or ':' ? null : "an unlisted symbol";
            }

            ReadWord(c);
            var name = _name.AsSpan(0, _nameLength);
            if (_isStart)
            {
                _isStart = false;
                return name is "rtf" && _depth == 1 ? null : "no header";
            }

            if (name is "bin" or "object" or "objdata" or "objocx" or "template" or "datafield" or "datastore" || !RtfVocabulary.IsWritten(name))
            {
                return "an unlisted word: " + name.ToString();
            }

            return Begin(name);
        }

        private string? Begin(ReadOnlySpan<char> name)
        {
            switch (name)
            {
                case "u":
                    _skip = 1;
                    return _codeDepth > 0 ? Code((char)(ushort)_number) : null;
                case "fldinst" when _codeDepth == 0:
                    (_codeDepth, _codeLength) = (_depth, 0);
                    break;
                case "pict" when _pictureDepth == 0:
                    (_pictureDepth, _digitCount) = (_depth, 0);
                    break;
                case "pict":
                    return "a picture in a picture";
            }

            return null;
        }

        private void ReadWord(int c)
        {
            _nameLength = 0;
            for (; c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'); c = Take())
            {
                _name[_nameLength] = (char)c;
                _nameLength = Math.Min(_nameLength + 1, _name.Length - 1);
            }

            var sign = c == '-' ? -1 : 1;
            c = c == '-' ? Take() : c;
            for (_number = 0; c is >= '0' and <= '9'; c = Take())
            {
                _number = unchecked((_number * 10) + c - '0');
            }

            _number *= sign;
            _next = c == ' ' ? -2 : c;
        }

        private int Take()
        {
            if (_next != -2)
            {
                var c = _next;
                _next = -2;
                return c;
            }

            return bytes.ReadByte();
        }

        // PNG, JPEG, a metafile with its header, an enhanced metafile, a bitmap with one of the two headers that are written.
        private static bool IsPicture(ReadOnlySpan<char> digits) => digits.StartsWith("89504e47") || digits.StartsWith("ffd8ff") || digits.StartsWith("01000900") || digits.StartsWith("01000000")
            || digits.StartsWith("28000000") || digits.StartsWith("6c000000") || digits.StartsWith("7c000000");

        private static string? JudgeCode(ReadOnlySpan<char> code)
        {
            code = code.Trim();
            foreach (var word in Forbidden)
            {
                if (code.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    return "a field that may not stay";
                }
            }

            if (!code.StartsWith("HYPERLINK", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            // The target is the first word that is no switch.
            var rest = code["HYPERLINK".Length..].TrimStart();
            if (rest.StartsWith("\\") || rest.IsEmpty)
            {
                return null;
            }

            rest = rest.TrimStart("\"\u201c\u201d");
            return rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
                || rest.StartsWith("#") || rest.IsEmpty || rest[0] is ' ' or '\\' ? null : "a link to somewhere else";
        }
    }
}
