using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>Attributes, and the characters of values and texts.</summary>
internal sealed partial class Utf8XmlReader
{
    // Whoever comes after walks them for each name that it looks for. The longest lists seen are the namespaces of a Word document, some forty.
    public const int MaxAttributes = 4_096;

    // Up to here each attribute is compared with each.
    private const int FewAttributes = 12;

    private static readonly SearchValues<byte> OddInValue = SearchValues.Create("<&\t\r\n"u8);
    private static readonly SearchValues<byte> OddInText = SearchValues.Create("&\r]"u8);

    private readonly List<Attribute> _attributes = [];
    private int _attributeCount;
    private int _attribute = -1;

    // The text in hand: bytes that are not decoded yet, or characters that are.
    private int _textStart;
    private int _textLength;
    private char[] _characters = [];
    private int _charactersAt;
    private int _charactersCount;
    private bool _isDecoded;
    private string? _value;

    /// <inheritdoc/>
    public override bool CanReadValueChunk => true;

    /// <inheritdoc/>
    public override string Value
    {
        get
        {
            if (_attribute >= 0)
            {
                return ValueOf(_attributes[_attribute]);
            }

            if (_type is XmlNodeType.None or XmlNodeType.Element or XmlNodeType.EndElement)
            {
                return "";
            }

            return _value ??= _isDecoded ? new string(_characters, 0, _charactersCount) : Encoding.UTF8.GetString(_input.Bytes.Slice(_textStart, _textLength));
        }
    }

    /// <inheritdoc/>
    public override int ReadValueChunk(char[] buffer, int index, int count)
    {
        // A pair of surrogates is not cut: with room for one character a text would seem to end there.
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var into = buffer.AsSpan(index, count);
        if (!_isDecoded)
        {
            Utf8.ToUtf16(_input.Bytes.Slice(_textStart, _textLength), into, out var read, out var written);
            _textStart += read;
            _textLength -= read;
            return written;
        }

        var ready = Math.Min(count, _charactersCount - _charactersAt);
        _characters.AsSpan(_charactersAt, ready).CopyTo(into);
        _charactersAt += ready;
        return ready;
    }

    // From the place of the input on.
    private void Begin(int length, bool withReferences)
    {
        var text = _input.Rest[..length];
        (_textStart, _textLength, _value) = (_input.At, length, null);
        _isDecoded = withReferences ? text.IndexOfAny(OddInText) >= 0 : text.Contains((byte)'\r');
        if (_isDecoded)
        {
            if (withReferences && text.IndexOf("]]>"u8) >= 0)
            {
                throw _input.Broken("The end of a CDATA section in a text.");
            }

            _charactersAt = 0;
            _charactersCount = Decode(text, withReferences, isValue: false);
        }
    }

    // Line ends become line feeds (2.11); in values all white space becomes blanks (3.3.3), apart from references.
    private int Decode(ReadOnlySpan<byte> text, bool withReferences, bool isValue)
    {
        if (_characters.Length < text.Length)
        {
            _characters = new char[Math.Max(text.Length, 256)];
        }

        var odd = isValue ? OddInValue : OddInText;
        var count = 0;
        while (!text.IsEmpty)
        {
            var plain = withReferences ? text.IndexOfAny(odd) : text.IndexOf((byte)'\r');
            plain = plain < 0 ? text.Length : plain;
            Utf8.ToUtf16(text[..plain], _characters.AsSpan(count), out _, out var written);
            count += written;
            text = text[plain..];
            if (text.IsEmpty)
            {
                break;
            }

            var length = 1;
            switch (text[0])
            {
                case (byte)'&' when withReferences:
                    length = Reference(text, ref count);
                    break;
                case (byte)'<':
                    throw _input.Broken("< in a value.");
                case (byte)'\r':
                    length = text.Length > 1 && text[1] == (byte)'\n' ? 2 : 1;
                    _characters[count++] = isValue ? ' ' : '\n';
                    break;
                case (byte)']':
                    _characters[count++] = ']';
                    break;
                default:
                    _characters[count++] = ' ';
                    break;
            }

            text = text[length..];
        }

        return count;
    }

    private int Reference(ReadOnlySpan<byte> text, ref int count)
    {
        var end = text.IndexOf((byte)';');
        var name = end < 0 ? [] : text[1..end];
        switch (name)
        {
            case [(byte)'l', (byte)'t']:
                _characters[count++] = '<';
                break;
            case [(byte)'g', (byte)'t']:
                _characters[count++] = '>';
                break;
            case [(byte)'a', (byte)'m', (byte)'p']:
                _characters[count++] = '&';
                break;
            case [(byte)'q', (byte)'u', (byte)'o', (byte)'t']:
                _characters[count++] = '"';
                break;
            case [(byte)'a', (byte)'p', (byte)'o', (byte)'s']:
                _characters[count++] = '\'';
                break;
            case [(byte)'#', (byte)'x', .. var hex] when Number(hex, NumberStyles.AllowHexSpecifier, out var code):
                count += Put(code, count);
                break;
            case [(byte)'#', .. var digits] when Number(digits, NumberStyles.None, out var code):
                count += Put(code, count);
                break;
            default:
                throw _input.Broken("No reference that is known.");
        }

        return end + 1;
    }

    private static bool Number(ReadOnlySpan<byte> digits, NumberStyles style, out int code) =>
        int.TryParse(digits, style, CultureInfo.InvariantCulture, out code)
        && code is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);

    private int Put(int code, int at) => new Rune(code).EncodeToUtf16(_characters.AsSpan(at));

    private void ReadAttributes(ReadOnlySpan<byte> tag, int at, int offset)
    {
        _attributeCount = 0;
        while (true)
        {
            var blanks = tag[at..].IndexOfAnyExcept(Blanks);
            if (blanks < 0)
            {
                break;
            }

            if (blanks == 0)
            {
                throw _input.Broken("No blank between attributes.");
            }

            at = ReadAttribute(tag, at + blanks, offset);
        }

        Declare();
        Distinct();
    }

    private int ReadAttribute(ReadOnlySpan<byte> tag, int at, int offset)
    {
        var equals = tag[at..].IndexOf((byte)'=');
        if (equals <= 0)
        {
            throw _input.Broken("An attribute without a value.");
        }

        var name = _names.Find(tag.Slice(at, equals).TrimEnd(" \t\r\n"u8)) ?? throw _input.Broken("No name of an attribute.");
        at += equals + 1;
        at += Math.Max(0, tag[at..].IndexOfAnyExcept(Blanks));
        var length = at < tag.Length && tag[at] is (byte)'"' or (byte)'\'' ? tag[(at + 1)..].IndexOf(tag[at]) : -1;
        if (length < 0)
        {
            throw _input.Broken("An attribute without a value.");
        }

        if (_attributeCount == MaxAttributes)
        {
            throw new BudgetExceededException(Reason.Budget, "XML attributes");
        }

        if (_attributeCount == _attributes.Count)
        {
            _attributes.Add(new Attribute());
        }

        var attribute = _attributes[_attributeCount++];
        (attribute.Name, attribute.Start, attribute.Length, attribute.Value) = (name, offset + at + 1, length, null);
        var value = tag.Slice(at + 1, length);
        if (value.ContainsAny(OddInValue))
        {
            var count = Decode(value, withReferences: true, isValue: true);
            attribute.Value = new string(_characters, 0, count);
        }

        return at + length + 2;
    }

    private string ValueOf(Attribute attribute) => attribute.Value ??= _names.Value(_input.Bytes.Slice(_input.Kept + attribute.Start, attribute.Length));

    // Namespaces in XML 1.0, 3 and 6.
    private void Declare()
    {
        for (var at = 0; at < _attributeCount; at++)
        {
            var attribute = _attributes[at];
            if (attribute.Name!.IsDeclaration)
            {
                var prefix = _names.Prefix(attribute.Name.Prefix.Name.Length > 0 ? attribute.Name.LocalName : "");
                var uri = _names.Add(ValueOf(attribute));
                if (prefix.Name == "xmlns" || (prefix.Name == "xml") != (uri == Space) || uri == Namespaces.Xmlns || (uri.Length == 0 && prefix.Name.Length > 0))
                {
                    throw _input.Broken("A declaration that may not be.");
                }

                _declared.Add((prefix, prefix.Uri));
                prefix.Uri = uri;
            }
            else if (attribute.Name.Prefix.Name == "xml" && attribute.Name.LocalName == "space")
            {
                _open[_depth - 1].PreservesSpace = ValueOf(attribute).Trim() switch
                {
                    "preserve" => true,
                    "default" => false,
                    _ => throw _input.Broken("xml:space."),
                };
            }
        }
    }

    private void Distinct()
    {
        for (var at = 0; at < _attributeCount; at++)
        {
            if (UriOf(_attributes[at].Name!) is null)
            {
                throw _input.Broken("A prefix that is not declared.");
            }
        }

        if (_attributeCount > FewAttributes)
        {
            var seen = new HashSet<(string, string)>(_attributeCount);
            for (var at = 0; at < _attributeCount; at++)
            {
                Refuse(!seen.Add((UriOf(_attributes[at].Name!)!, _attributes[at].Name!.LocalName)));
            }

            return;
        }

        for (var at = 1; at < _attributeCount; at++)
        {
            var name = _attributes[at].Name!;
            for (var before = 0; before < at; before++)
            {
                var other = _attributes[before].Name!;
                Refuse(ReferenceEquals(name.LocalName, other.LocalName) && UriOf(name) == UriOf(other));
            }
        }
    }

    private void Refuse([DoesNotReturnIf(true)] bool isTwice)
    {
        if (isTwice)
        {
            throw _input.Broken("Two attributes of one name.");
        }
    }

    // No prefix: no namespace, other than with elements.
    private static string? UriOf(XmlQualifiedBytes name) => name.IsDeclaration ? Namespaces.Xmlns : name.Prefix.Name.Length == 0 ? "" : name.Prefix.Uri;

    private sealed class Attribute
    {
        public XmlQualifiedBytes? Name { get; set; }

        public int Start { get; set; }

        public int Length { get; set; }

        public string? Value { get; set; }
    }
}
