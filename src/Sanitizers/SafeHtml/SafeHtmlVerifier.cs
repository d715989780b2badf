using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.SafeHtml;

/// <summary>
/// Reads html outputs by a scanner of its own that knows nothing but our exact way of writing: the fixed beginning, tags of its own list that nest, attributes of its own
/// list in double quotes with single spaces, four entities, pictures in strict base64 with the right first bytes. Anything a browser might read another way is a fault.
/// </summary>
public sealed class SafeHtmlVerifier : IOutputVerifier
{
    private const string Beginning = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
        + "style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'\">\n";

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Html];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        var text = new VerifiedText(output);
        return new Scan(text).Run() ?? text.Fault;
    }

    private sealed class Scan(VerifiedText text)
    {
        private static readonly HashSet<string> Tags =
        [
            .. ("a abbr acronym address article aside b big blockquote caption center cite code colgroup dd del dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 "
                + "header hgroup i ins kbd li main mark menu nav nobr ol p pre q rp rt ruby s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt "
                + "u ul var").Split(' '),
        ];

        private static readonly HashSet<string> Single = [.. "br col hr img wbr".Split(' ')];

        private static readonly HashSet<string> Names =
        [
            .. ("abbr align alt bgcolor border bordercolor cellpadding cellspacing class clear color colspan compact datetime dir face frame headers height hspace id lang name noshade "
                + "nowrap reversed rowspan rules scope size span start style summary text title type valign value vspace width").Split(' '),
        ];

        private readonly Stack<string> _open = new();
        private readonly StringBuilder _value = new();
        private bool _isHead = true;
        private bool _isOver;

        public string? Run()
        {
            if (!text.Take(Beginning))
            {
                return text.Fault;
            }

            while (text.Peek() >= 0 && !_isOver)
            {
                var c = text.Next();
                var isRight = c == '<' ? Tag() : _isHead ? c == '\n' : c is not ('>' or '"' or '\r') && (c != '&' || Reference());
                if (!isRight)
                {
                    return text.Fail("markup that we do not write");
                }
            }

            return text.Fault ?? (_isOver && text.Next() < 0 ? null : text.Fail("a page without its end"));
        }

        private bool Tag()
        {
            if (text.Peek() == '/')
            {
                text.Next();
                return End();
            }

            var name = Name();
            if (name == "style")
            {
                return text.Next() == '>' && Sheet();
            }

            if (_isHead)
            {
                return name == "title" ? text.Next() == '>' && Title() : name == "body" && Body();
            }

            if (Single.Contains(name))
            {
                return Attributes(name);
            }

            _open.Push(name);
            return Tags.Contains(name) && _open.Count <= 256 && Attributes(name);
        }

        private bool Body()
        {
            _isHead = false;
            return Attributes("body");
        }

        private bool End()
        {
            var name = Name();
            if (text.Next() != '>')
            {
                return false;
            }

            if (_isHead)
            {
                return name == "head" && text.Take("\n<body") && Body();
            }

            if (_open.Count > 0)
            {
                return _open.Pop() == name;
            }

            _isOver = name == "body" && text.Take("</html>");
            return _isOver;
        }

        private bool Title()
        {
            int c;
            while ((c = text.Next()) != '<')
            {
                if (c is < 0 or '>' or '\r' || (c == '&' && !Reference()))
                {
                    return false;
                }
            }

            return text.Take("/title>");
        }

        // One rule a line; no sign that could end the element, escape, comment or load.
        private bool Sheet()
        {
            _value.Clear();
            int c;
            while ((c = text.Next()) != '<')
            {
                if (c < 0 || !CssMay(c) && c is not ('{' or '}' or '\n' or '>' or '~' or '*'))
                {
                    return false;
                }

                Collect(c);
            }

            return text.Take("/style>");
        }

        private bool Attributes(string tag)
        {
            while (text.Next() is var c && c != '>')
            {
                var name = c == ' ' ? Name() : "";
                if (name.Length == 0 || text.Next() != '=' || text.Next() != '"')
                {
                    return false;
                }

                var isRight = name switch
                {
                    "src" => tag == "img" && Picture(),
                    "href" => tag == "a" && Text() && IsAddress(_value.ToString()),
                    "rel" => tag == "a" && Text() && _value.ToString() == "noopener noreferrer",
                    "style" => Style(),
                    _ => Names.Contains(name) && Text(),
                };
                if (!isRight)
                {
                    return false;
                }
            }

            return true;
        }

        private bool Text()
        {
            _value.Clear();
            int c;
            while ((c = text.Next()) != '"')
            {
                if (c is < 0 or '<' or '>' or '\r' || (c == '&' && !Reference()))
                {
                    return false;
                }

                Collect(c);
            }

            return true;
        }

        private bool Style()
        {
            _value.Clear();
            int c;
            while ((c = text.Next()) != '"')
            {
                if (c < 0 || !CssMay(c))
                {
                    return false;
                }

                Collect(c);
            }

            var style = _value.ToString();
            return !style.Contains("behavior:", StringComparison.OrdinalIgnoreCase) && !style.Contains("binding:", StringComparison.OrdinalIgnoreCase)
                && !style.StartsWith("position:", StringComparison.OrdinalIgnoreCase) && !style.Contains(";position:", StringComparison.OrdinalIgnoreCase);
        }

        // Only numbers stand in parentheses, so that no function which loads can be called; signs of escapes, at-rules and markup are missing.
        private bool CssMay(int c)
        {
            if (c == '(')
            {
                var word = Last(4);
                return word.EndsWith("rgb", StringComparison.OrdinalIgnoreCase) || word.EndsWith("rgba", StringComparison.OrdinalIgnoreCase)
                    || word.EndsWith("hsl", StringComparison.OrdinalIgnoreCase) || word.EndsWith("hsla", StringComparison.OrdinalIgnoreCase);
            }

            return c > 0xA0 || char.IsAsciiLetterOrDigit((char)c) || c is ' ' or '#' or '%' or '.' or ',' or '-' or '+' or '/' or '!' or '_' or '\'' or ':' or ';' or ')';
        }

        private string Last(int count) => _value.ToString(Math.Max(0, _value.Length - count), Math.Min(count, _value.Length));

        private static bool IsAddress(string value) => value.StartsWith('#')
            || ((value.StartsWith("https://", StringComparison.Ordinal) || value.StartsWith("http://", StringComparison.Ordinal) || value.StartsWith("ftp://", StringComparison.Ordinal)
                || value.StartsWith("mailto:", StringComparison.Ordinal) || value.StartsWith("tel:", StringComparison.Ordinal) || value.StartsWith("sms:", StringComparison.Ordinal)
                || value.StartsWith("fax:", StringComparison.Ordinal) || value.StartsWith("callto:", StringComparison.Ordinal)) && !value.Contains(' ', StringComparison.Ordinal));

        private bool Picture()
        {
            var type = text.TakeWhile(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '/' or ':' or ';', 40);
            if (text.Next() != ',')
            {
                return false;
            }

            _value.Clear();
            var count = 0;
            var padding = 0;
            int c;
            while ((c = text.Next()) != '"')
            {
                if (c == '=')
                {
                    padding++;
                }
                else if (padding > 0 || c < 0 || c > 0x7F || (!char.IsAsciiLetterOrDigit((char)c) && c is not ('+' or '/')))
                {
                    return false;
                }

                count++;
                if (_value.Length < 16)
                {
                    _value.Append((char)c);
                }
            }

            var first = _value.ToString();
            return count % 4 == 0 && padding <= 2 && type switch
            {
                "data:image/png;base64" => first.StartsWith("iVBORw0KGgo", StringComparison.Ordinal),
                "data:image/jpeg;base64" => first.StartsWith("/9j/", StringComparison.Ordinal),
                "data:image/gif;base64" => first.StartsWith("R0lGOD", StringComparison.Ordinal),
                "data:image/webp;base64" => first.StartsWith("UklGR", StringComparison.Ordinal),
                "data:image/bmp;base64" => first.StartsWith("Qk", StringComparison.Ordinal),
                _ => false,
            };
        }

        private bool Reference()
        {
            var word = text.TakeWhile(c => c is >= 'a' and <= 'z', 5);
            return text.Next() == ';' && word is "amp" or "lt" or "gt" or "quot";
        }

        private string Name() => text.TakeWhile(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-', 24);

        private void Collect(int c)
        {
            if (_value.Length > 4_096)
            {
                _value.Remove(0, 2_048);
            }

            _value.Append(c > 0xFFFF ? '?' : (char)c);
        }
    }
}
