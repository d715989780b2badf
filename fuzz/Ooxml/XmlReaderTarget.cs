using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Ooxml;

/// <summary>Our reader of XML in UTF-8 beside the framework's: both refuse a document, or both give the same nodes.</summary>
internal static class XmlReaderTarget
{
    private static readonly XmlReaderSettings Settings = new() { IgnoreComments = true, IgnoreProcessingInstructions = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public static FuzzTarget Target { get; } = new("utf8-xml", OfficeSeeds.Parts, OfficeSeeds.Tokens, Run);

    private static void Run(byte[] document)
    {
        var (content, isUtf8) = Utf8XmlHead.Read(new MemoryStream(document));
        if (!isUtf8)
        {
            return;
        }

        var (ours, theirs) = (Nodes(new Utf8XmlReader(content)), Nodes(XmlReader.Create(new MemoryStream(document), Settings)));
        if (ours != theirs)
        {
            throw new PropertyBrokenException(ours is null ? "refused, and read by the framework" : theirs is null ? "read, and refused by the framework" : "other nodes than the framework's");
        }
    }

    private static string? Nodes(XmlReader reader)
    {
        var nodes = new StringBuilder();
        using (reader)
        {
            try
            {
                while (reader.Read())
                {
                    Append(nodes, reader);
                }
            }
            catch (XmlException)
            {
                return null;
            }
        }

        return nodes.ToString();
    }

    private static void Append(StringBuilder nodes, XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when reader.Depth > 0:
                nodes.Append(reader.Value);
                break;
            case XmlNodeType.Element or XmlNodeType.EndElement:
                Name(nodes.Append('\u0001').Append(reader.Depth).Append(reader.IsEmptyElement), reader);
                for (var has = reader.MoveToFirstAttribute(); has; has = reader.MoveToNextAttribute())
                {
                    Name(nodes.Append('\u0002'), reader).Append('=').Append(reader.Value);
                }

                reader.MoveToElement();
                nodes.Append('\u0003');
                break;
        }
    }

    private static StringBuilder Name(StringBuilder nodes, XmlReader reader) => nodes.Append(reader.Prefix).Append('|').Append(reader.LocalName).Append('|').Append(reader.NamespaceURI);
}
