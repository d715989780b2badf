using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>The verifier's reader: what it accepts the framework reads as the same nodes; what is spelled in another way than ours it refuses.</summary>
public class WrittenXmlReaderTests
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>";

    private const string Rich = Head + "<a:r xmlns:a=\"urn:a\" xmlns=\"urn:d\" x=\"1\" a:x=\"2&#xA;&lt;あ\"><b> <c/> </b><d xmlns=\"\">text &amp; more 𠮷&#xD;\nline]</d><e xmlns:a=\"urn:b\"><a:f a:y=\"&quot;\" y=\"'\"></a:f></e><a:g/></a:r>";

    [Theory]
    [InlineData(Rich)]
    [InlineData("<a/>")]
    [InlineData("<a></a>")]
    [InlineData("<a b=\"\"/>")]
    [InlineData("<a xml:space=\"preserve\"> </a>")]
    [InlineData("<a><b xmlns:p=\"u\"/><b xmlns:p=\"v\"><p:c/></b></a>")]
    public void Reads_WhatTheFrameworkReads(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);

        Assert.NotNull(Framework(bytes));
        Assert.Equal(Framework(bytes), Ours(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" <a/>")]
    [InlineData("<a/> ")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>text")]
    [InlineData("<a b='1'/>")]
    [InlineData("<a b=\"1\" b=\"2\"/>")]
    [InlineData("<a xmlns:p=\"u\" xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/>")]
    [InlineData("<a xmlns:p=\"u\" xmlns:p=\"v\"/>")]
    [InlineData("<p:a/>")]
    [InlineData("<a p:b=\"1\"/>")]
    [InlineData("<a><b xmlns:p=\"u\"/><p:c/></a>")]
    [InlineData("<a b/>")]
    [InlineData("<a  b=\"1\"/>")]
    [InlineData("<a b=\"1\"c=\"2\"/>")]
    [InlineData("<a b=\"<\"/>")]
    [InlineData("<a b=\"\t\"/>")]
    [InlineData("<a>&x;</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a>&#x0;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&#xFFFE;</a>")]
    [InlineData("<a>& </a>")]
    [InlineData("<a>></a>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>\r</a>")]
    [InlineData("<a>\uFFFE</a>")]
    [InlineData("<a><!-- note --></a>")]
    [InlineData("<a><?run x?></a>")]
    [InlineData("<a><![CDATA[x]]></a>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<a xmlns:p=\"\"/>")]
    [InlineData("<a xmlns:xmlns=\"u\"/>")]
    [InlineData("<1a/>")]
    [InlineData("< a/>")]
    [InlineData("<a:b:c xmlns:a=\"u\"/>")]
    [InlineData("\uFEFF<a/>")]
    public void Refuses_WhatIsNotWritten(string document) => Assert.Null(Ours(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void Refuses_HalfACharacter() => Assert.Null(Ours([.. "<a>"u8, 0xE3, 0x81, .. "</a>"u8]));

    [Fact]
    public void Agrees_OnDocumentsWithBytesChanged()
    {
        var random = new Random(7);
        var original = Encoding.UTF8.GetBytes(Rich);
        const string Bytes = "<>/='\" &;![]-?:ax\r\n\t";
        var accepted = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var changed = (byte[])original.Clone();
            for (var i = random.Next(1, 3); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)Bytes[random.Next(Bytes.Length)];
            }

            if (Ours(changed) is { } given)
            {
                accepted++;
                var expected = Framework(changed);
                Assert.True(expected == given, $"{Encoding.UTF8.GetString(changed)}\n{expected}\n{given}");
            }
        }

        Assert.InRange(accepted, 500, 20_000);
    }

    /// <summary>What our writer gives for any nodes is in the spelling, at every place where a buffer may end.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65_400)]
    public void Reads_WhatOurWriterWrites(int length)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8XmlWriter(written))
        {
            writer.StartDocument(isStandalone: true);
            writer.StartElement("w", "p", "urn:w");
            for (var i = 0; i < 200; i++)
            {
                writer.StartElement("w", "t", "urn:w");
                writer.Attribute("", "a", "", "\t\r\n<>&\"'漢" + i);
                writer.Attribute("v", "a", "urn:v", new string('字', (length + i) % 3_000));
                writer.Text("<>&\"'\t\n\r]]>𠮷" + new string('あ', (length + i) % 5_000));
                writer.EndElement();
            }

            writer.StartElement("w", "long", "urn:w");
            writer.Attribute("", "a", "", new string('&', length));
            writer.Text(new string('>', length) + "𠮷");
            writer.EndElement();
            writer.EndElement();
        }

        var bytes = written.ToArray();
        Assert.NotNull(Framework(bytes));
        Assert.Equal(Framework(bytes), Ours(bytes));
    }

    private static string? Framework(byte[] document)
    {
        var nodes = new StringBuilder();
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (xml.Read())
            {
                switch (xml.NodeType)
                {
                    case XmlNodeType.Element:
                        nodes.Append('\u0001').Append(xml.Depth).Append(xml.IsEmptyElement).Append(xml.LocalName).Append('|').Append(xml.NamespaceURI);
                        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
                        {
                            _ = xml.NamespaceURI == "http://www.w3.org/2000/xmlns/" ? nodes : nodes.Append('\u0002').Append(xml.LocalName).Append('|').Append(xml.NamespaceURI).Append('=').Append(xml.Value);
                        }

                        xml.MoveToElement();
                        nodes.Append('\u0003');
                        break;
                    case XmlNodeType.EndElement:
                        nodes.Append('\u0004').Append(xml.Depth);
                        break;
                    case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                        nodes.Append(xml.Value);
                        break;
                    case not XmlNodeType.XmlDeclaration:
                        return null;
                }
            }
        }
        catch (XmlException)
        {
            return null;
        }

        return nodes.ToString();
    }

    private static string? Ours(byte[] document)
    {
        var nodes = new StringBuilder();
        try
        {
            var xml = new WrittenXmlReader(new MemoryStream(document));
            while (xml.Read())
            {
                switch (xml.Node)
                {
                    case WrittenNode.Element:
                        nodes.Append('\u0001').Append(xml.Depth).Append(xml.IsEmpty).Append(xml.Name.Local).Append('|').Append(xml.Name.Uri);
                        for (var at = 0; at < xml.AttributeCount; at++)
                        {
                            nodes.Append('\u0002').Append(xml.AttributeName(at).Local).Append('|').Append(xml.AttributeName(at).AttributeUri).Append('=').Append(xml.Value(at));
                        }

                        nodes.Append('\u0003');
                        break;
                    case WrittenNode.End:
                        nodes.Append('\u0004').Append(xml.Depth);
                        break;
                    default:
                        nodes.Append(xml.Text);
                        break;
                }
            }
        }
        catch (Exception wrong) when (wrong is XmlException or ArgumentException)
        {
            return null;
        }

        return nodes.ToString();
    }
}
