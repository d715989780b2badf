using System.Buffers;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Whether a text with a PDF header is a PDF to a viewer as well. Viewers need neither cross-reference table nor startxref: they search the whole file for objects, and one of them
/// takes a trailer alone. So the question is not how well the file is made, but whether anything in it can be taken for an object: the keyword <c>obj</c> behind a
/// number, or <c>trailer</c> before a dictionary. A text that tells about PDF, and even shows a dictionary, has neither.
/// </summary>
internal static class PdfInText
{
    /// <summary>Reads <paramref name="content"/> (seekable) to its end at most.</summary>
    public static bool Holds(Stream content)
    {
        var rented = ArrayPool<byte>.Shared.Rent(32 * 1024);
        var scan = default(Scan);
        try
        {
            content.Position = 0;
            while (content.Read(rented) is > 0 and var read)
            {
                foreach (var b in rented.AsSpan(0, read))
                {
                    if (scan.Take(b))
                    {
                        return true;
                    }
                }
            }

            return scan.Take((byte)'\n');
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private struct Scan
    {
        private const int None = 0;
        private const int Object = 1;
        private const int Trailer = 2;

        private int _word;
        private int _matched;
        private byte _before;
        private byte _beforeBlanks;
        private bool _hasComment;
        private bool _hadComment;
        private bool _isBlank;
        private bool _wantsDictionary;

        // True at the first byte behind what a viewer takes for an object.
        public bool Take(byte b)
        {
            if (_wantsDictionary && !IsBlank(b))
            {
                // A comment may stand in between.
                if (b is (byte)'<' or (byte)'%')
                {
                    return true;
                }

                _wantsDictionary = false;
            }

            var isEnd = Match(b);
            if (isEnd && _word == Object)
            {
                return true;
            }

            _wantsDictionary |= isEnd && _word == Trailer && (IsBlank(b) || b is (byte)'<' or (byte)'%');
            if (isEnd)
            {
                _word = None;
                if (_wantsDictionary && b is (byte)'<' or (byte)'%')
                {
                    return true;
                }
            }

            Note(b);
            return false;
        }

        // True when a word that was looked for ended before b.
        private bool Match(byte b)
        {
            var word = _word == Object ? "obj"u8 : _word == Trailer ? "trailer"u8 : default;
            if (_word != None && _matched == word.Length)
            {
                if (!IsWord(b))
                {
                    return true;
                }

                _word = None;
            }
            else if (_word != None && b == word[_matched])
            {
                _matched++;
                return false;
            }
            else
            {
                _word = None;
            }

            if (b == 'o' && (char.IsAsciiDigit((char)_beforeBlanks) || (_isBlank && _hadComment)) && !char.IsAsciiLetter((char)_before))
            {
                (_word, _matched) = (Object, 1);
            }
            else if (b == 't' && !IsWord(_before))
            {
                (_word, _matched) = (Trailer, 1);
            }

            return false;
        }

        // The number before the keyword may end its line in a comment: then nothing but blanks stands before the keyword, and the line above holds a percent sign.
        private void Note(byte b)
        {
            if (b is (byte)'\r' or (byte)'\n')
            {
                _hadComment = _hasComment || (_isBlank && _hadComment);
                (_hasComment, _isBlank) = (false, true);
            }
            else if (!IsBlank(b))
            {
                _hasComment |= b == '%';
                _isBlank = false;
            }

            _before = b;
            _beforeBlanks = IsBlank(b) ? _beforeBlanks : b;
        }

        private static bool IsWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == '_';

        private static bool IsBlank(byte b) => b is 0 or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r' or (byte)' ';
    }
}
