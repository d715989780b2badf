using System.IO.Compression;
using System.Text;
using System.Xml;
using Mugai.Mime;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Svg;

/// <summary>
/// Opens a drawing the only way this room reads one: unpacked when it is gzip (.svgz), in the charset it declares, no DTD of the file's own read, no resolver, no
/// entities but the five and plain ones (<see cref="SvgEntities"/>), names and tokens bounded.
/// </summary>
internal sealed class SvgInput : IDisposable
{
    // A DOCTYPE of Illustrator takes two thousand.
    private const int HeadBytes = 16 * 1024;

    // What all references to entities together may become.
    private const int MaxEntityChars = 1 << 20;

    private readonly Stream _content;

    public SvgInput(Stream input, Budget budget)
    {
        input.Position = 0;
        IsCompressed = input.ReadByte() == 0x1F && input.ReadByte() == 0x8B;
        input.Position = 0;
        Stream unpacked = IsCompressed ? new GZipStream(input, CompressionMode.Decompress, leaveOpen: true) : input;
        var head = new byte[HeadBytes];
        var count = unpacked.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        var plain = SvgEntities.Plain(head.AsSpan(0, count));
        Guard = new ChargedStream(plain ?? head.AsMemory(0, count), unpacked, budget);
        _content = unpacked;
        HasInternalSubset = Subset(head.AsSpan(0, count));
        var settings = new XmlReaderSettings
        {
            // A DTD is read only when it was written here.
            DtdProcessing = plain is null ? DtdProcessing.Ignore : DtdProcessing.Parse, MaxCharactersFromEntities = MaxEntityChars, XmlResolver = null, IgnoreComments = true, NameTable = new BoundedNameTable(),
        };

        // Drawings cut out of web pages use the prefix without declaring it.
        var names = new XmlNamespaceManager(settings.NameTable);
        names.AddNamespace("xlink", SvgVocabulary.XLink);
        var parser = new XmlParserContext(settings.NameTable, names, null, XmlSpace.None);
        Xml = Charset(head.AsSpan(0, count)) is { } charset
            ? XmlReader.Create(new DecodedReader(Guard, CharsetDecoder.For(charset)), settings, parser)
            : XmlReader.Create(Guard, settings, parser);
    }

    public XmlReader Xml { get; }

    public ChargedStream Guard { get; }

    public bool IsCompressed { get; }

    /// <summary>The DOCTYPE declares things of its own; they are not read.</summary>
    public bool HasInternalSubset { get; }

    public void Dispose()
    {
        Xml.Dispose();
        Guard.Dispose();
        if (IsCompressed)
        {
            _content.Dispose();
        }
    }

    private static bool Subset(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("<!DOCTYPE"u8);
        var rest = at < 0 ? default : head[at..];
        var open = rest.IndexOf((byte)'[');
        return open >= 0 && rest[..open].IndexOf((byte)'>') < 0;
    }

    // The charset of the XML declaration when it is neither UTF-8 nor UTF-16, which the reader knows by itself.
    private static string? Charset(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("<?xml"u8))
        {
            return null;
        }

        var end = head.IndexOf("?>"u8);
        var declaration = Encoding.Latin1.GetString(head[..(end < 0 ? 0 : end)]);
        var at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        var quote = at < 0 ? -1 : declaration.AsSpan(at).IndexOfAny('"', '\'');
        if (quote < 0)
        {
            return null;
        }

        var rest = declaration.AsSpan(at + quote + 1);
        var close = rest.IndexOf(declaration[at + quote]);
        var name = close <= 0 ? "" : rest[..close].ToString();
        return name.Length == 0 || name.StartsWith("utf", StringComparison.OrdinalIgnoreCase) ? null : name;
    }

    /// <summary>What was read ahead and the rest, charged to the budget and bounded from token to token.</summary>
    internal sealed class ChargedStream(ReadOnlyMemory<byte> head, Stream rest, Budget budget) : ForwardStream
    {
        private ReadOnlyMemory<byte> _head = head;
        private long _sinceToken;

        /// <summary>A token was taken; the next one may be as long again.</summary>
        public void Reset() => _sinceToken = 0;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _head.Length);
            if (count > 0)
            {
                _head.Span[..count].CopyTo(buffer);
                _head = _head[count..];
            }
            else
            {
                count = rest.Read(buffer);
            }

            budget.ChargeBytes(count);
            _sinceToken += count;
            return _sinceToken <= SvgLimits.MaxTokenBytes ? count : throw new BudgetExceededException(Reason.Budget, "XML token");
        }
    }
}
