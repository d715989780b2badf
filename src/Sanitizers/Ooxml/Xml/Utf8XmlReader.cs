using System.Buffers;
using System.Text;
using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// Reads XML 1.0 with namespaces in UTF-8, without DTD, comments and processing instructions, as <see cref="XmlReader"/> does and about three times as fast: names are looked up by their bytes, values become
/// strings when asked for. Moves by <see cref="Read"/> alone. Long texts come in pieces. Throws <see cref="XmlException"/> where the document is not well-formed.
/// </summary>
internal sealed partial class Utf8XmlReader(Stream content) : XmlReader
{
    // A text is not cut below this.
    private const int LongText = 65_536;

    private const string Space = "http://www.w3.org/XML/1998/namespace";

    private static readonly SearchValues<byte> TagEnds = SearchValues.Create("\"'>"u8);
    private static readonly SearchValues<byte> EndTagEnds = SearchValues.Create(">"u8);
    private static readonly SearchValues<byte> TargetEnds = SearchValues.Create(" \t\r\n?"u8);
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    private readonly Utf8XmlInput _input = new(content);
    private readonly Utf8XmlNames _names = new();
    private readonly List<Open> _open = [];
    private readonly List<(XmlPrefix Prefix, string? Before)> _declared = [];
    private int _depth;
    private bool _isEmpty;
    private bool _isCData;
    private bool _hasRoot;
    private bool _hasBegun;
    private XmlNodeType _type;
    private ReadState _state = ReadState.Initial;

    /// <summary>A number that names the current node and is the same in a second reading.</summary>
    public long Mark => _input.Mark;

    /// <inheritdoc/>
    public override bool Read()
    {
        Leave();
        _state = ReadState.Interactive;
        while (true)
        {
            _input.Begin();
            if (_isCData)
            {
                if (CData())
                {
                    return true;
                }

                continue;
            }

            if (!_input.Ensure(1))
            {
                return End();
            }

            if (_input.Rest[0] != (byte)'<')
            {
                if (Text())
                {
                    return true;
                }

                continue;
            }

            if (!_input.Ensure(2))
            {
                throw _input.Broken("Nothing behind <.");
            }

            switch (_input.Rest[1])
            {
                case (byte)'/':
                    EndTag();
                    return true;
                case (byte)'?':
                    Instruction();
                    break;
                case (byte)'!':
                    Declaration();
                    break;
                default:
                    StartTag();
                    return true;
            }

            _hasBegun = true;
        }
    }

    // What the node in hand leaves behind: the scope of an element that has ended.
    private void Leave()
    {
        _attribute = -1;
        if ((_type == XmlNodeType.Element && _isEmpty) || _type == XmlNodeType.EndElement)
        {
            var open = _open[--_depth];
            for (var at = _declared.Count - 1; at >= open.Declared; at--)
            {
                _declared[at].Prefix.Uri = _declared[at].Before;
            }

            _declared.RemoveRange(open.Declared, _declared.Count - open.Declared);
        }

        _type = XmlNodeType.None;
    }

    private bool End()
    {
        if (_depth > 0 || !_hasRoot)
        {
            throw _input.Broken("The document ends too early.");
        }

        _state = ReadState.EndOfFile;
        return false;
    }

    /// <summary>False for white space outside the root.</summary>
    private bool Text()
    {
        _hasBegun = true;
        var searched = 0;
        int length;
        while ((length = _input.Rest[searched..].IndexOf((byte)'<')) < 0)
        {
            searched = _input.Length - _input.At;
            if (searched >= LongText && WholeText(_input.Rest) is var whole and > 0)
            {
                searched = whole;
                length = 0;
                break;
            }

            if (!_input.Fill())
            {
                length = 0;
                break;
            }
        }

        length += searched;
        var text = _input.Rest[..length];
        var isBlank = text[0] <= ' ' && text.IndexOfAnyExcept(Blanks) < 0;
        if (_depth == 0)
        {
            if (!isBlank)
            {
                throw _input.Broken("Text outside the root.");
            }

            _input.At += length;
            return false;
        }

        if (isBlank)
        {
            _type = _open[_depth - 1].PreservesSpace ? XmlNodeType.SignificantWhitespace : XmlNodeType.Whitespace;
        }
        else
        {
            _type = XmlNodeType.Text;
        }

        Begin(length, withReferences: true);
        _input.At += length;
        return true;
    }

    // Neither a reference nor a line end nor the end of a CDATA section is cut.
    private static int WholeText(ReadOnlySpan<byte> text)
    {
        var cut = text.LastIndexOf((byte)'&');
        var whole = cut >= 0 && text[cut..].IndexOf((byte)';') < 0 ? text[..cut] : text;
        return WholeCData(whole);
    }

    // Two bytes at most are left for the next piece, however many of them stand there: what is cut is never looked at again.
    private static int WholeCData(ReadOnlySpan<byte> text) => text.Length - (text is [.., (byte)'\r' or (byte)']'] ? Math.Min(2, text.Length) : 0);

    /// <summary>A piece of a CDATA section; false at its end.</summary>
    private bool CData()
    {
        int length;
        while ((length = _input.Rest.IndexOf("]]>"u8)) < 0)
        {
            if (WholeCData(_input.Rest) is var whole and >= LongText)
            {
                length = whole;
                break;
            }

            if (!_input.Fill())
            {
                throw _input.Broken("A CDATA section does not end.");
            }
        }

        if (length == 0)
        {
            _isCData = false;
            _input.At += 3;
            return false;
        }

        _type = XmlNodeType.CDATA;
        Begin(length, withReferences: false);
        _input.At += length;
        return true;
    }

    private void Declaration()
    {
        if (_input.Ensure(4) && _input.Rest.StartsWith("<!--"u8))
        {
            Skip(4, "--"u8);
            if (!_input.Ensure(3) || _input.Rest[2] != (byte)'>')
            {
                throw _input.Broken("Two hyphens in a comment.");
            }

            _input.At += 3;
        }
        else if (_depth > 0 && _input.Ensure(9) && _input.Rest.StartsWith("<![CDATA["u8))
        {
            _isCData = true;
            _input.At += 9;
        }
        else
        {
            throw _input.Broken("A document type.");
        }
    }

    private void Instruction()
    {
        _input.At += 2;
        var length = LengthTo(TargetEnds, "An instruction does not end.");

        // The declaration was looked at before (Utf8XmlHead); it is the beginning or nothing.
        var target = _input.Rest[..length];
        var isDeclaration = target.SequenceEqual("xml"u8) && !_hasBegun;
        if (!isDeclaration && (Ascii.EqualsIgnoreCase(target, "xml"u8) || _names.Find(target) is not { Prefix.Name: "" }))
        {
            throw _input.Broken("No name of an instruction.");
        }

        _input.At += length;
        if (_input.Ensure(2) && _input.Rest[0] == (byte)'?' && _input.Rest[1] != (byte)'>')
        {
            throw _input.Broken("No name of an instruction.");
        }

        Skip(0, "?>"u8);
        _input.At += 2;
    }

    // To the mark, without keeping what is before it.
    private void Skip(int head, ReadOnlySpan<byte> mark)
    {
        _input.At += head;
        int at;
        while ((at = _input.Rest.IndexOf(mark)) < 0)
        {
            _input.At = Math.Max(_input.At, _input.Length - mark.Length + 1);
            _input.Kept = _input.At;
            if (!_input.Fill())
            {
                throw _input.Broken("A comment or an instruction does not end.");
            }
        }

        _input.At += at;
    }

    private void EndTag()
    {
        var length = LengthTo(EndTagEnds, "A tag does not end.");
        var name = _input.Rest[2..length].TrimEnd(" \t\r\n"u8);
        if (_depth == 0 || !name.SequenceEqual(_open[_depth - 1].Name!.Bytes))
        {
            throw _input.Broken("An end tag of another element.");
        }

        _input.At += length + 1;
        _type = XmlNodeType.EndElement;
    }

    private int LengthTo(SearchValues<byte> ends, string otherwise)
    {
        var (length, searched) = (0, 0);
        while ((length = _input.Rest[searched..].IndexOfAny(ends)) < 0)
        {
            searched = _input.Length - _input.At;
            if (!_input.Fill())
            {
                throw _input.Broken(otherwise);
            }
        }

        return length + searched;
    }

    private void StartTag()
    {
        if (_depth == 0 && _hasRoot)
        {
            throw _input.Broken("A second root.");
        }

        var length = TagLength();
        var tag = _input.Rest[..length];
        _hasBegun = true;
        _hasRoot = true;
        _isEmpty = tag[^2] == (byte)'/';
        var inner = tag[1..^(_isEmpty ? 2 : 1)];
        var nameLength = inner.IndexOfAny(Blanks) is var blank and >= 0 ? blank : inner.Length;
        if (_depth == _open.Count)
        {
            _open.Add(new Open());
        }

        var open = _open[_depth++];
        open.Name = _names.Find(inner[..nameLength]) ?? throw _input.Broken("No name of an element.");
        open.Declared = _declared.Count;
        open.PreservesSpace = _depth > 1 && _open[_depth - 2].PreservesSpace;
        ReadAttributes(inner, nameLength, 1);
        if (open.Name.Prefix.Uri is null || open.Name.Prefix.Name == "xmlns")
        {
            throw _input.Broken("A prefix that is not declared.");
        }

        open.Uri = open.Name.Prefix.Uri;
        _input.At += length;
        _type = XmlNodeType.Element;
    }

    // To the > that stands outside quotes.
    private int TagLength()
    {
        var (at, quote) = (1, (byte)0);
        while (true)
        {
            var rest = _input.Rest[at..];
            var next = quote == 0 ? rest.IndexOfAny(TagEnds) : rest.IndexOf(quote);
            if (next < 0)
            {
                at = _input.Length - _input.At;
                if (!_input.Fill())
                {
                    throw _input.Broken("A tag does not end.");
                }

                continue;
            }

            at += next + 1;
            if (quote != 0)
            {
                quote = 0;
            }
            else if (rest[next] == (byte)'>')
            {
                return at;
            }
            else
            {
                quote = rest[next];
            }
        }
    }

    private sealed class Open
    {
        public XmlQualifiedBytes? Name { get; set; }

        public string Uri { get; set; } = "";

        public int Declared { get; set; }

        public bool PreservesSpace { get; set; }
    }
}
