using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Xml;

/// <summary>
/// Reads xml outputs by a scanner of its own, stricter than XML: one declaration, one root, tags that nest, attributes in double quotes, the five entities
/// and numeric references; no other declaration, no comment, no section, no processing instruction; no namespace that acts, no hint that fetches.
/// </summary>
public sealed class XmlVerifier : IOutputVerifier
{
    private const int MaxNameChars = 4 << 20;
    private const int MaxDepth = 1_024;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Xml];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        output.Position = 0;
        var text = new VerifiedText(output);
        return new Scan(text).Run() ?? text.Fault;
    }

    private sealed class Scan(VerifiedText text)
    {
        private readonly Stack<string> _open = new();
        private readonly StringBuilder _value = new();
        private bool _hasRoot;

        public string? Run()
        {
            if (!text.Take("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"))
            {
                return text.Fault;
            }

            while (text.Peek() >= 0)
            {
                var c = text.Next();
                if (c == '<')
                {
                    if (Tag() is { } fault)
                    {
                        return text.Fail(fault);
                    }
                }
                else if (_open.Count == 0 && c is not (' ' or '\t' or '\r' or '\n'))
                {
                    return text.Fail("text outside of the root");
                }
                else if (c == '&' && !Reference())
                {
                    return text.Fail("a reference that is not one of the five");
                }
            }

            return text.Fault ?? (_open.Count > 0 || !_hasRoot ? text.Fail("an element without its end") : null);
        }

        private string? Tag()
        {
            if (text.Peek() == '/')
            {
                text.Next();
                var end = Name();
                return text.Next() == '>' && _open.Count > 0 && _open.Pop() == end ? null : "an end tag that ends nothing";
            }

            if (_open.Count == 0 && _hasRoot)
            {
                return "a second root";
            }

            var name = Name();
            if (name.Length == 0)
            {
                return "markup that is no element";
            }

            _hasRoot = true;
            while (true)
            {
                var c = text.Next();
                if (c == '>')
                {
                    _open.Push(name);
                    return _open.Count > MaxDepth ? "more elements in each other than allowed" : null;
                }

                if (c == '/' || (c == ' ' && text.Peek() == '/' && text.Next() == '/'))
                {
                    return text.Next() == '>' ? null : "a broken tag";
                }

                if (c != ' ' || !Attribute())
                {
                    return "an attribute that may not be there";
                }
            }
        }

        private bool Attribute()
        {
            var name = Name();
            if (name.Length == 0 || text.Next() != '=' || text.Next() != '"')
            {
                return false;
            }

            _value.Clear();
            int c;
            while ((c = text.Next()) != '"')
            {
                if (c is < 0 or '<' || (c == '&' && !Reference()))
                {
                    return false;
                }

                if (_value.Length < 128)
                {
                    _value.Append(c > 0xFFFF ? "?" : ((char)c).ToString());
                }
            }

            return MayStand(name, _value.ToString().Trim());
        }

        private static bool MayStand(string name, string value)
        {
            var local = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            if (name == "xmlns" || name.StartsWith("xmlns:", StringComparison.Ordinal))
            {
                return !value.Equals("http://www.w3.org/1999/xhtml", StringComparison.OrdinalIgnoreCase) && !value.Equals("http://www.w3.org/2000/svg", StringComparison.OrdinalIgnoreCase)
                    && !value.Equals("http://www.w3.org/1999/XSL/Transform", StringComparison.OrdinalIgnoreCase) && !value.Equals("http://www.w3.org/2001/XInclude", StringComparison.Ordinal);
            }

            return !(local == "noNamespaceSchemaLocation" || (name.Contains(':', StringComparison.Ordinal) && local == "schemaLocation"))
                && !value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase);
        }

        private bool Reference()
        {
            var word = text.TakeWhile(c => char.IsAsciiLetterOrDigit((char)c) || c == '#', 8);
            return text.Next() == ';' && word is "amp" or "lt" or "gt" or "quot" or "apos" or "#xD" or "#xA" or "#x9";
        }

        private string Name()
        {
            var name = new StringBuilder();
            while (text.Peek() is var c && c >= 0 && IsNamePoint(c) && name.Length < MaxNameChars)
            {
                name.Append(new Rune(text.Next()).ToString());
            }

            return name.Length > 0 && (char.IsAsciiDigit(name[0]) || name[0] is '-' or '.') ? "" : name.ToString();
        }

        private static bool IsNamePoint(int c) => c > 0x7F || char.IsAsciiLetterOrDigit((char)c) || c is ':' or '_' or '-' or '.';
    }
}
