using System.Text;
using System.Xml;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Xml;

/// <summary>
/// NAME: .xml data written anew as UTF-8 XML 1.0.
/// KEEPS: elements, attributes, namespaces and text in their order; white space; an XML file that is not well formed as text (name.xml.txt).
/// REMOVES: the DTD and its entities, processing instructions (xml-stylesheet, mso-application), comments, XInclude, schema hints that lead outside,
/// automatic links, addresses that act; elements of XHTML, SVG, XSLT, XAML and their like get a namespace that nothing acts on.
/// LIMITS: a document that uses entities of its own DTD comes as text. Depth 512. What a value means to its own program is not judged.
/// Standards: XML 1.0, Namespaces in XML, XInclude, XML Schema 1 (2.6.3), XLink 1.1. Linear, iterative; a token of 4 Mi characters is the most that is held.
/// </summary>
public sealed class XmlSanitizer : ISanitizer
{
    private const int MaxDepth = 512;
    private const long MaxTokenChars = 4 << 20;

    private readonly PlainTextSanitizer _asText = new();

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Xml];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var rebuild = new XmlRebuild(context);
        try
        {
            using var text = new DecodedText(input.Content, Charset, context.Budget, MaxTokenChars);
            if (Rebuild(text, output, rebuild, context) is { } refused)
            {
                context.Report("", "xml.kind", FindingAction.Removed, 1, new UntrustedText(refused.Name));
                return PartVerdict.Blocked(refused.Family == FileFamily.Executable ? Reason.NeverAllowed : Reason.Unsupported);
            }

            rebuild.Report();
            text.Report(context);
            return PartVerdict.Rebuilt(Detection.Formats.Xml);
        }
        catch (XmlException)
        {
            return AsText(input, output, context);
        }
    }

    // Half a document is no document. As text everything of it can be read and nothing acts.
    private PartVerdict AsText(PartInput input, Stream output, ISanitizeContext context)
    {
        input.Content.Position = 0;
        output.Position = 0;
        output.SetLength(0);
        context.Report("", "xml.malformed", FindingAction.Replaced);
        var verdict = _asText.Sanitize(input with { Format = Detection.Formats.Txt }, output, context);
        return verdict.Outcome == Outcome.Rebuilt ? ExtractedText.Verdict(input.Name) : verdict;
    }

    private static FileFormat? Rebuild(DecodedText text, Stream output, XmlRebuild rebuild, ISanitizeContext context)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            NameTable = new BoundedNameTable(),
            CloseInput = false,
        };
        output.Write(Encoding.ASCII.GetBytes(XmlRules.Declaration));
        using var reader = XmlReader.Create(new DoctypeWatch(text, () => rebuild.Count(XmlFinding.Dtd)), settings);
        using var writer = XmlWriter.Create(output, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            OmitXmlDeclaration = true,
            NewLineHandling = NewLineHandling.Entitize,
            CloseOutput = false,
        });
        var isRoot = true;
        text.Reset();
        var more = reader.Read();
        while (more)
        {
            context.Budget.ChargeObjects(1);
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (isRoot && XmlRoots.Find(reader.LocalName, reader.NamespaceURI) is { } other)
                {
                    return other;
                }

                isRoot = false;
                if (reader.Depth > MaxDepth)
                {
                    throw new BudgetExceededException(Reason.TooDeep, "XML depth");
                }

                if (reader.NamespaceURI is XmlRules.XInclude2001 or XmlRules.XInclude2003)
                {
                    rebuild.Count(XmlFinding.Include);
                    SkipSubtree(reader, text, context);
                    if (reader.Depth == 0)
                    {
                        throw new XmlException("Nothing is left of the document.");
                    }

                    more = reader.Read();
                    continue;
                }
            }

            rebuild.Copy(reader, writer, text);
            text.Reset();
            more = reader.Read();
        }

        return null;
    }

    private static void SkipSubtree(XmlReader reader, DecodedText text, ISanitizeContext context)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Depth;
        do
        {
            text.Reset();
            context.Budget.ChargeObjects(1);
        }
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth));
    }

    // XML 1.0, F.1: mark, then what the bytes are beyond doubt, then the declaration.
    private static TextBeginning Charset(byte[] head, int count)
    {
        var bytes = head.AsSpan(0, count);
        var beginning = TextBeginning.Of(bytes);
        if (beginning.Label is not null)
        {
            return beginning;
        }

        if (Ascii.IsValid(bytes) && !TextBeginning.HasEscapes(bytes))
        {
            // The declaration decides what comes later, except where it cannot be true.
            return beginning with { Label = Declared(bytes) ?? "utf-8" };
        }

        return beginning with { Label = TextBeginning.IsUtf8(bytes) && !TextBeginning.HasEscapes(bytes) ? "utf-8" : Declared(bytes) };
    }

    private static string? Declared(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 256)]).AsSpan();
        var end = text.IndexOf("?>");
        var at = end < 0 ? -1 : text[..end].IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var value = text[(at + 8)..end].Trim(" \t\r\n=");
        var close = value.IsEmpty ? -1 : value[1..].IndexOf(value[0]);
        return close <= 0 || value[1..].StartsWith("utf", StringComparison.OrdinalIgnoreCase) ? null : value.Slice(1, close).ToString();
    }
}
