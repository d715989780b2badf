using System.Xml;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// Reads one XML part the only way this room does (UTF-8 by a reader of our own, other encodings by the framework's): no DTD, no resolver, no entities but the five, depth, names and token size bounded, work
/// charged. Comments and processing instructions are not delivered. Throws <see cref="XmlException"/> or <see cref="InvalidDataException"/> on broken
/// content; the caller turns both into a verdict.
/// </summary>
internal sealed class PartXmlReader : IDisposable
{
    // Word stops at 20 nested tables (6 levels of XML each); deeper trees come from generators of bombs.
    public const int MaxDepth = 512;

    // Bytes are charged already; this bounds the work on the tiniest elements.
    private const int NodesPerObject = 16;

    private readonly Budget _budget;
    private readonly Stream _content;
    private readonly TokenGuard _guard;
    private readonly Utf8XmlReader? _utf8;
    private readonly IXmlLineInfo? _position;
    private int _nodes;

    public PartXmlReader(Stream archive, ZipEntry entry, Budget budget)
        : this(new ZipEntryStream(archive, entry, budget), budget)
    {
    }

    /// <summary>For a document that is no part of a package; the reader owns <paramref name="content"/>.</summary>
    public PartXmlReader(Stream content, Budget budget)
    {
        _budget = budget;
        _content = content;
        var (head, isUtf8) = Utf8XmlHead.Read(content);
        _guard = new TokenGuard(head);
        if (isUtf8)
        {
            _utf8 = new Utf8XmlReader(head);
            Xml = _utf8;
            return;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            NameTable = new BoundedNameTable(),
        };
        Xml = XmlReader.Create(_guard, settings);
        _position = (IXmlLineInfo)Xml;
    }

    /// <summary>The reader. Move it by <see cref="Read"/> and <see cref="SkipSubtree"/> only.</summary>
    public XmlReader Xml { get; }

    /// <summary>A number that names the current node and is the same in a second reading.</summary>
    public long Mark => _utf8?.Mark ?? (((long)_position!.LineNumber << 32) | (uint)_position.LinePosition);

    /// <summary>The next node; at the end of the part false, after length and CRC were found right.</summary>
    public bool Read()
    {
        _guard.Reset();
        if (!Xml.Read())
        {
            // Length and CRC of an entry are compared at its end.
            Drain();
            return false;
        }

        Charge();
        if (Xml.AttributeCount > Utf8XmlReader.MaxAttributes)
        {
            throw new BudgetExceededException(Reason.Budget, "XML attributes");
        }

        return Xml.Depth <= MaxDepth ? true : throw new BudgetExceededException(Reason.TooDeep, "XML depth");
    }

    /// <summary>The next piece of the current text node; 0 at its end.</summary>
    public int ReadText(char[] into)
    {
        _guard.Reset();
        return Xml.ReadValueChunk(into, 0, into.Length);
    }

    /// <summary>From a start tag to its end tag (or nowhere, when it is empty), without looking.</summary>
    public void SkipSubtree()
    {
        if (Xml.IsEmptyElement)
        {
            return;
        }

        var depth = Xml.Depth;
        while (Read() && Xml.Depth > depth)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Xml.Dispose();
        _guard.Dispose();
        _content.Dispose();
    }

    private void Drain()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (_content.Read(rest) > 0)
        {
        }
    }

    private void Charge()
    {
        if (++_nodes == NodesPerObject)
        {
            _nodes = 0;
            _budget.ChargeObjects(1);
        }
    }

    /// <summary>Counts what the reader takes in for one token.</summary>
    private sealed class TokenGuard(Stream content) : ForwardStream
    {
        private int _taken;

        public void Reset() => _taken = 0;

        public override int Read(Span<byte> buffer)
        {
            var count = content.Read(buffer);
            _taken += count;
            return _taken <= Utf8XmlInput.MaxTokenBytes ? count : throw new BudgetExceededException(Reason.Budget, "XML token");
        }
    }
}
