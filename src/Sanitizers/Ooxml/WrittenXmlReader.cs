using System.Buffers;
using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>What a <see cref="WrittenXmlReader"/> stands at.</summary>
internal enum WrittenNode : byte
{
    Element,
    End,
    Text,
}

/// <summary>
/// Reads XML in the one spelling this product writes, for the verifier, and shares no code with what wrote it: the declaration, tags with one blank before each attribute and double quotes around each
/// value, text, four named references and numbers. Markup declarations, comments, instructions and CDATA are not in it, so that no two programs can read it in two ways. Throws
/// <see cref="XmlException"/> on everything else, and on what makes XML not well-formed: ends that do not match, attributes that occur twice, prefixes nobody declared, bytes that are no characters.
/// </summary>
internal sealed class WrittenXmlReader(Stream input)
{
    private const int FirstBuffer = 65_536;

    // The sanitizer reads tags of 8 MiB; each character of a value may have become a reference of six.
    private const int MaxTag = 64 << 20;

    private const string XmlUri = "http://www.w3.org/XML/1998/namespace";

    // Fewer attributes are compared with each other, more are hashed.
    private const int FewAttributes = 12;

    private static readonly SearchValues<byte> NoCharacters = SearchValues.Create([.. Enumerable.Range(0, 32).Where(static b => b is not ('\t' or '\n')).Select(static b => (byte)b)]);
    private static readonly SearchValues<byte> OddInValue = SearchValues.Create("<&\t\n"u8);

    // U+FFFE and U+FFFF.
    private static ReadOnlySpan<byte> LastCharacters => [0xEF, 0xBF, 0xBE, 0xEF, 0xBF, 0xBF];

    private readonly WrittenNames _names = new();
    private readonly List<(WrittenName Name, int Bindings)> _open = [];
    private readonly Dictionary<string, string> _inScope = new(StringComparer.Ordinal) { [""] = "", ["xml"] = XmlUri };
    private readonly List<(string Prefix, string? Before)> _bindings = [];
    private readonly List<(WrittenName Name, int Start, int Length)> _attributes = [];
    private readonly HashSet<(string, string)> _seen = [];
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private byte[] _buffer = new byte[FirstBuffer];
    private int _at;
    private int _end;
    private int _filled;
    private int _textLength;
    private long _scope;
    private bool _hasRoot;
    private bool _hasDeclaration;

    public WrittenNode Node { get; private set; }

    /// <summary>Of the element that begins or ends here.</summary>
    public WrittenName Name { get; private set; } = new("", "");

    /// <summary>How many elements are around it.</summary>
    public int Depth { get; private set; }

    /// <summary>No <see cref="WrittenNode.End"/> follows.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Declarations of namespaces are not among them.</summary>
    public int AttributeCount => _attributes.Count;

    /// <summary>The text as it is spelled, a piece of any length.</summary>
    public ReadOnlySpan<byte> RawText => _buffer.AsSpan(_at - _textLength, _textLength);

    public string Text => WrittenText.Decode(RawText);

    public WrittenName AttributeName(int index) => _attributes[index].Name;

    /// <summary>The value as it is spelled.</summary>
    public ReadOnlySpan<byte> RawValue(int index) => _buffer.AsSpan(_attributes[index].Start, _attributes[index].Length);

    public string Value(int index) => WrittenText.Decode(RawValue(index));

    public bool Read()
    {
        if (IsEmpty)
        {
            IsEmpty = false;
            Leave();
        }

        if (!_hasDeclaration)
        {
            Declaration();
        }

        if (_at == _end && !Fill())
        {
            return _hasRoot && _open.Count == 0 ? false : throw new XmlException("The part ends before its root does.");
        }

        if (_buffer[_at] != '<')
        {
            ReadText();
            return true;
        }

        int length;
        while ((length = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)'>')) < 0)
        {
            if (!Fill())
            {
                throw new XmlException("A tag does not end.");
            }
        }

        var start = _at + 1;
        _at += length + 1;
        if (_buffer[start] == '/')
        {
            EndTag(_buffer.AsSpan(start + 1, length - 2));
        }
        else
        {
            StartTag(start, length - 1);
        }

        return true;
    }

    private void Declaration()
    {
        _hasDeclaration = true;
        Fill();
        var begin = _buffer.AsSpan(0, _end);
        foreach (var declaration in (string[])["<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>"])
        {
            if (Ascii.Equals(begin[..Math.Min(begin.Length, declaration.Length)], declaration))
            {
                _at = declaration.Length;
                return;
            }
        }
    }

    private void ReadText()
    {
        if (_open.Count == 0)
        {
            throw new XmlException("Text outside of the root.");
        }

        while (true)
        {
            var piece = _buffer.AsSpan(_at, _end - _at);
            var next = piece.IndexOf((byte)'<');
            piece = next < 0 ? piece : piece[..next];
            if (next < 0 && piece.LastIndexOf((byte)'&') is var begun and >= 0 && !piece[begun..].Contains((byte)';'))
            {
                // The rest of a reference is not here yet.
                piece = piece[..begun];
            }

            if (piece.IsEmpty && Fill())
            {
                continue;
            }

            if (piece.IsEmpty || piece.Contains((byte)'>'))
            {
                throw new XmlException("A character that is written as a reference.");
            }

            WrittenText.Check(piece);
            (_textLength, _at, Node) = (piece.Length, _at + piece.Length, WrittenNode.Text);
            return;
        }
    }

    private void EndTag(ReadOnlySpan<byte> name)
    {
        if (_open.Count == 0 || !ReferenceEquals(_names.Get(name), _open[^1].Name))
        {
            throw new XmlException("An end without its beginning.");
        }

        (Node, Name, Depth) = (WrittenNode.End, _open[^1].Name, _open.Count - 1);
        Leave();
    }

    private void StartTag(int start, int length)
    {
        if (_open.Count == 0 && _hasRoot)
        {
            throw new XmlException("Two roots.");
        }

        var tag = _buffer.AsSpan(start, length);
        IsEmpty = tag.EndsWith("/"u8);
        tag = IsEmpty ? tag[..^1] : tag;
        var blank = tag.IndexOf((byte)' ');
        (Node, Name, Depth, _hasRoot) = (WrittenNode.Element, _names.Get(blank < 0 ? tag : tag[..blank]), _open.Count, true);
        _open.Add((Name, _bindings.Count));
        _attributes.Clear();
        _declared.Clear();
        if (blank >= 0)
        {
            ReadAttributes(start + blank, start + tag.Length);
        }

        Resolve(Name);
        CheckAttributes();
    }

    private void ReadAttributes(int at, int end)
    {
        while (at < end)
        {
            var rest = _buffer.AsSpan(at, end - at);
            var equals = rest.IndexOf((byte)'=');
            if (rest[0] != ' ' || equals < 2 || equals + 1 >= rest.Length || rest[equals + 1] != '"')
            {
                throw new XmlException("Not an attribute.");
            }

            var value = rest[(equals + 2)..];
            var length = value.IndexOf((byte)'"');
            if (length < 0)
            {
                throw new XmlException("A value does not end.");
            }

            value = value[..length];
            if (value.IndexOfAny(OddInValue) is var odd and >= 0)
            {
                _ = value[odd..].IndexOfAny("<\t\n"u8) < 0 ? 0 : throw new XmlException("A character that is written as a reference.");
                WrittenText.Check(value);
            }

            var name = _names.Get(rest[1..equals]);
            if (name.Prefix == "xmlns" || (name.Prefix.Length == 0 && name.Local == "xmlns"))
            {
                Bind(name.Prefix.Length == 0 ? "" : name.Local, WrittenText.Decode(value));
            }
            else
            {
                _attributes.Add((name, at + equals + 2, length));
            }

            at += equals + length + 3;
        }
    }

    private void CheckAttributes()
    {
        var isMany = _attributes.Count > FewAttributes;
        for (var at = 0; at < _attributes.Count; at++)
        {
            var name = _attributes[at].Name;
            if (name.Prefix.Length > 0)
            {
                Resolve(name);
            }

            for (var before = 0; before < at && !isMany; before++)
            {
                var other = _attributes[before].Name;
                if (ReferenceEquals(name, other) || (name.Local == other.Local && name.AttributeUri == other.AttributeUri))
                {
                    throw new XmlException("An attribute occurs twice.");
                }
            }
        }

        if (!isMany)
        {
            return;
        }

        _seen.Clear();
        foreach (var (name, _, _) in _attributes)
        {
            _ = _seen.Add((name.AttributeUri, name.Local)) ? 0 : throw new XmlException("An attribute occurs twice.");
        }
    }

    private void Resolve(WrittenName name)
    {
        if (!name.IsResolved(_scope))
        {
            name.Resolve(_inScope.GetValueOrDefault(name.Prefix) ?? throw new XmlException("A prefix that nobody declared."), _scope);
        }
    }

    private void Bind(string prefix, string uri)
    {
        if (!_declared.Add(prefix) || prefix == "xmlns" || (prefix == "xml") != (uri == XmlUri) || uri == "http://www.w3.org/2000/xmlns/" || (uri.Length == 0 && prefix.Length > 0))
        {
            throw new XmlException("A namespace that cannot be declared.");
        }

        _bindings.Add((prefix, _inScope.GetValueOrDefault(prefix)));
        _inScope[prefix] = uri;
        _scope++;
    }

    private void Leave()
    {
        var count = _open[^1].Bindings;
        _open.RemoveAt(_open.Count - 1);
        if (_bindings.Count == count)
        {
            return;
        }

        for (var at = _bindings.Count - 1; at >= count; at--)
        {
            var (prefix, before) = _bindings[at];
            _ = before is null ? _inScope.Remove(prefix) : (_inScope[prefix] = before).Length >= 0;
        }

        _bindings.RemoveRange(count, _bindings.Count - count);
        _scope++;
    }

    /// <summary>Reads on. What was read already up to <see cref="_at"/> is forgotten. False at the end of the input.</summary>
    private bool Fill()
    {
        var kept = _filled - _at;
        if (kept == _buffer.Length)
        {
            if (kept >= MaxTag)
            {
                throw new XmlException("A tag is too long.");
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        Buffer.BlockCopy(_buffer, _at, _buffer, 0, kept);
        var known = _end - _at;
        var read = input.ReadAtLeast(_buffer.AsSpan(kept), _buffer.Length - kept, throwOnEndOfStream: false);
        (_at, _end, _filled) = (0, known, kept + read);
        if (read == 0)
        {
            return kept == known ? false : throw new XmlException("Half a character.");
        }

        // A character may be cut at the end: it waits for the rest.
        var fresh = _buffer.AsSpan(known, _filled - known);
        var whole = fresh.Length;
        for (var back = 1; back <= Math.Min(3, fresh.Length); back++)
        {
            if (fresh[^back] >= 0xC0)
            {
                whole = fresh[^back] >= 0xF0 && back < 4 || fresh[^back] >= 0xE0 && back < 3 || back < 2 ? fresh.Length - back : fresh.Length;
                break;
            }
        }

        fresh = fresh[..whole];
        if (!Utf8.IsValid(fresh) || fresh.ContainsAny(NoCharacters) || fresh.IndexOf(LastCharacters[..3]) >= 0 || fresh.IndexOf(LastCharacters[3..]) >= 0)
        {
            throw new XmlException("Bytes that are no characters of XML.");
        }

        _end = known + whole;
        return true;
    }
}
